package switchboard.gogo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import switchboard.api.server.Server;
import switchboard.api.server.ServerDirectory;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;

class ProxyCommandsTest {
    private final ProxyCommands commands = new ProxyCommands();

    @Test
    void listsServersWithTheirState() {
        commands.bindServers(new Directory(), Map.of());
        assertTrue(commands.servers().contains("10 db1:3306"), commands.servers());
        assertTrue(commands.servers().contains("SHUNNED"), commands.servers());
    }

    @Test
    void saysThatThereAreNoServers() {
        assertEquals("no servers", commands.servers());
    }

    @Test
    void namesTheModuleThatIsStopped() {
        assertEquals("the module config-store is stopped",
                assertThrows(IllegalStateException.class, () -> commands.load("mysql servers")).getMessage());
    }

    private record Directory() implements ServerDirectory {
        @Override
        public ServersSnapshot servers() {
            return new ServersSnapshot(1, Map.of(10, List.of(new Server(new ServerKey(10, "db1", 3306), 0,
                    ServerStatus.SHUNNED, 1, false, 100, 0, false, 0, ""))));
        }

        @Override
        public void connectFailed(ServerKey server, int errorCode, String message) {
            throw new AssertionError("nothing connects here");
        }

        @Override
        public void recoverShunned(int hostgroup) {
            throw new AssertionError("nothing recovers here");
        }

        @Override
        public void moved(ServerKey server, ServerStatus status, String reason) {
            throw new AssertionError("nothing moves here");
        }
    }
}
