package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Origin;
import switchboard.api.config.Rejection;
import switchboard.api.table.Rows;

/** Rows of a cluster peer: they come as they are, or not at all. */
class GivenRowsTest {
    private static final String SERVERS = "MYSQL SERVERS";
    private static final Origin CLUSTER = new Origin("", "cluster");

    @TempDir
    private Path folder;
    private RunningStore running;
    private FakeModule module;

    @BeforeEach
    void start() throws Exception {
        running = new RunningStore(folder);
        module = running.start(FakeModule.servers());
        running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, 'old')");
        running.type("INSERT INTO mysql_replication_hostgroups(writer_hostgroup, reader_hostgroup) VALUES (1, 2)");
        running.load(SERVERS);
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private static Map<String, Rows> servers(String hostname) {
        return Map.of("mysql_servers", new Rows(
                List.of("hostgroup_id", "hostname", "port", "gtid_port", "status", "weight", "compression",
                        "max_connections", "max_replication_lag", "use_ssl", "max_latency_ms", "comment"),
                List.<String[]>of(new String[]{"5", hostname, "3306", "0", "ONLINE", "1", "0", "1000", "0", "0", "0",
                        ""})));
    }

    @Test
    void theyTakeThePlaceOfMemorysAndRunAndOtherTablesStay() throws Exception {
        long loads = running.store.loaded(SERVERS).orElseThrow().loads();
        running.store.load(SERVERS, servers("new"), CLUSTER, "from db1:6032");
        assertEquals(List.of("5|new|3306"), running.servers("main"));
        assertEquals(List.of("5|new|3306"), module.runs("mysql_servers", 3));
        assertEquals(List.of("1|2"), module.runs("mysql_replication_hostgroups", 2));
        assertEquals(loads + 1, running.store.loaded(SERVERS).orElseThrow().loads());
        assertEquals("from db1:6032", running.history.versions(SERVERS).getFirst().remark());
    }

    @Test
    void whatWouldNotBeTakenAsItIsLeavesMemoryAndRuntimeAlone() throws Exception {
        Rows rows = servers("new").get("mysql_servers");
        module.rejections = List.of(new Rejection("mysql_servers", rows.values().getFirst(), null, "no such thing."));
        assertThrows(ConfigRefusedException.class,
                () -> running.store.load(SERVERS, servers("new"), CLUSTER, "from db1:6032"));
        assertThrows(ConfigRefusedException.class, () -> running.store.run(SERVERS, servers("new")));
        assertEquals(List.of("1|old|3306"), running.servers("main"));
        assertEquals(List.of("1|old|3306"), module.runs("mysql_servers", 3));
    }

    @Test
    void unknownTablesAreRefused() {
        assertThrows(ConfigRefusedException.class, () -> running.store.load(SERVERS,
                Map.of("mysql_galera_hostgroups", new Rows(List.of(), List.of())), CLUSTER, ""));
        assertThrows(ConfigRefusedException.class, () -> running.store.load("NO MODULE", Map.of(), CLUSTER, ""));
    }

    @Test
    void rowsThatOnlyRunAreNoLoadAndMemoryKnowsNothingOfThem() throws Exception {
        long loads = running.store.loaded(SERVERS).orElseThrow().loads();
        running.store.run(SERVERS, servers("moved"));
        assertEquals(List.of("5|moved|3306"), module.runs("mysql_servers", 3));
        assertEquals(List.of("1|old|3306"), running.servers("main"));
        assertEquals(loads, running.store.loaded(SERVERS).orElseThrow().loads());
        assertEquals("old", running.store.loaded(SERVERS).orElseThrow().tables().getFirst().loaded().row(0)
                .text("hostname"));
    }

    /** H2 does not always read a row that somebody else deletes in this moment; the cluster tries again. */
    private boolean isLoaded(Map<String, Rows> rows) {
        try {
            running.store.load(SERVERS, rows, CLUSTER, "from db1:6032");
            return true;
        } catch (ConfigRefusedException busy) {
            return false;
        }
    }

    @Test
    void whatAnAdministratorTypesInThisMomentDoesNotRun() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService administrator = Executors.newSingleThreadExecutor()) {
            Future<?> typing = administrator.submit(() -> {
                while (!over.get()) {
                    running.type("DELETE FROM mysql_servers WHERE hostname='typed'");
                    running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (7, 'typed')");
                }
                return null;
            });
            try {
                for (int i = 0; i < 200; i++) {
                    if (isLoaded(servers("peer" + i))) {
                        assertEquals(List.of("5|peer" + i + "|3306"), module.runs("mysql_servers", 3));
                    }
                }
            } finally {
                over.set(true);
            }
            typing.get(30, TimeUnit.SECONDS);
        }
    }
}
