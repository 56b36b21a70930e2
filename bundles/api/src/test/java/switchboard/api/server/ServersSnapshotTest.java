package switchboard.api.server;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServersSnapshotTest {
    private static Server server(String hostname, int port) {
        return new Server(new ServerKey(10, hostname, port), 0, ServerStatus.ONLINE, 1, false, 1000, 0, false, 0, "");
    }

    @Test
    void findsEachServerOfAHostgroupAndNobodyElse() {
        for (int size = 0; size <= 20; size++) {
            List<Server> servers = IntStream.range(0, size)
                    .mapToObj(i -> server("db" + (char) ('a' + i / 3), 3306 + i % 3)).toList();
            ServersSnapshot snapshot = new ServersSnapshot(1, Map.of(10, servers));
            servers.forEach(server -> assertSame(server, snapshot.find(server.key())));
            Stream.of(new ServerKey(10, "a", 3306), new ServerKey(10, "dba", 3305), new ServerKey(10, "dbb", 3309),
                    new ServerKey(10, "z", 3306), new ServerKey(11, "dba", 3306))
                    .forEach(nobody -> assertNull(snapshot.find(nobody)));
        }
    }
}
