package switchboard.monitor.readonly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerMove;
import switchboard.api.server.ServerStatus;
import switchboard.monitor.rig.TestDirectory;

/** Pairs 10/20 and 30/40 of mysql_replication_hostgroups; one server, db1, by its hostgroups. */
class ReadOnlyPlanTest {
    private static final List<ReplicationRow> PAIRS = List.of(new ReplicationRow(10, 20, CheckType.READ_ONLY),
            new ReplicationRow(30, 40, CheckType.SUPER_READ_ONLY));

    /** Entries as {@code 10 20:SHUNNED}; {@code first} for the first answer since a LOAD. */
    @ParameterizedTest(name = "in {0} says read_only={1} {2}, readers too: {3} -> {4}")
    @CsvSource(nullValues = "-", value = {
            // read_only=0
            "20,             0, -,     true,  10 20",
            "20,             0, -,     false, 10",
            "10,             0, -,     true,  10",
            "10,             0, first, true,  10",
            "10 20,          0, -,     false, 10 20",
            "10 20,          0, first, false, 10 20",
            "20 40,          0, -,     true,  10 20 30 40",
            "20 40,          0, -,     false, 10 30",
            "10 20 40,       0, -,     true,  10 20 40",
            "10 20 40,       0, first, true,  10 20 30 40",
            "10 20 40,       0, first, false, 10 30",
            "10 40,          0, -,     true,  10 40",
            "10 40,          0, first, true,  10 30 40",
            "20:SHUNNED_REPLICATION_LAG, 0, -, false, 10:SHUNNED_REPLICATION_LAG",
            "20 10:OFFLINE_HARD, 0, -, true,  10 20",
            // read_only=1
            "10,             1, -,     true,  20",
            "10,             1, -,     false, 20",
            "10 20,          1, -,     true,  20",
            "10 20:SHUNNED,  1, -,     true,  20:SHUNNED",
            "10:OFFLINE_SOFT, 1, -,    true,  20:OFFLINE_SOFT",
            "20,             1, -,     true,  20",
            "20,             1, first, true,  20",
            "10 30,          1, -,     true,  20 40",
            "10 40,          1, -,     true,  20 40",
            "50,             1, first, true,  50",
            "50,             0, first, true,  50"})
    void putsAServerWhereItBelongs(String before, int readOnly, String first, boolean readersToo, String after) {
        TestDirectory directory = directory(before);
        change(directory, readOnly == 1, first != null, readersToo);
        assertEquals(normal(after), state(directory));
        long version = directory.servers().version();
        change(directory, readOnly == 1, false, readersToo);
        assertEquals(version, directory.servers().version(), "the same answer again changes nothing");
    }

    private static List<ServerMove> change(TestDirectory directory, boolean readOnly, boolean first,
            boolean readersToo) {
        ReadOnlyPlan plan = new ReadOnlyPlan(PAIRS, readersToo);
        return directory.change("test", now -> plan.moves(now, "db1", 3306, readOnly, first, "why"));
    }

    private static TestDirectory directory(String entries) {
        List<Server> servers = new ArrayList<>();
        for (String entry : entries.split(" ")) {
            String[] parts = entry.split(":");
            Server server = TestDirectory.server(Integer.parseInt(parts[0]), "db1", 3306);
            servers.add(parts.length == 1 ? server : server.with(ServerStatus.valueOf(parts[1])));
        }
        return new TestDirectory(servers.toArray(new Server[0]));
    }

    private static List<String> state(TestDirectory directory) {
        return directory.states().stream().map(state -> state.replace(":3306", "")).toList();
    }

    private static List<String> normal(String entries) {
        return Arrays.stream(entries.split(" ")).map(entry -> entry.contains(":") ? entry : entry + ":ONLINE").toList();
    }

    @Test
    void copiesTheAttributesOfTheEntry() {
        Server reader = new Server(new ServerKey(20, "db1", 3306), 0, ServerStatus.ONLINE, 7, true, 55, 30, true, 9,
                "c");
        TestDirectory directory = new TestDirectory(reader);
        change(directory, false, false, false);
        assertEquals(List.of(reader.at(new ServerKey(10, "db1", 3306), 7)), directory.servers().in(10));
    }

    @Test
    void leavesOtherServersAlone() {
        TestDirectory directory = new TestDirectory(TestDirectory.server(20, "db1", 3306),
                TestDirectory.server(10, "db2", 3306), TestDirectory.server(20, "db1", 3307));
        change(directory, false, false, false);
        assertEquals(List.of("10:3306:ONLINE", "10:3306:ONLINE", "20:3307:ONLINE"), directory.states());
    }
}
