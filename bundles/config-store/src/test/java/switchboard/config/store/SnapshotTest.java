package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.service.Newest;
import switchboard.api.table.AdminDatabase.Filled;
import switchboard.api.table.AdminDatabase.Role;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;

@SuppressWarnings("try") // handles are held, not used
class SnapshotTest {
    private static final String SERVERS = "MYSQL SERVERS";
    private static final Set<String> COUNTERS = Set.of("stats.counters");
    private static final String ASK = "SELECT n FROM stats.counters";

    /** Each reading of it gives the next number. */
    private static final class Counters implements VirtualTable {
        private final AtomicLong number = new AtomicLong();
        private final String columns;

        Counters(String columns) {
            this.columns = columns;
        }

        @Override
        public String schema() {
            return "stats";
        }

        @Override
        public TableDefinition table() {
            return new TableDefinition("counters", "CREATE TABLE counters (" + columns + ")");
        }

        @Override
        public void read(RowSink sink) {
            long next = number.incrementAndGet();
            if (columns.contains(",")) {
                sink.row(next, "x");
            } else {
                sink.row(next);
            }
        }
    }

    @TempDir
    private Path folder;
    private RunningStore running;

    @BeforeEach
    void start() throws Exception {
        running = new RunningStore(folder);
        running.start(FakeModule.servers());
        bind(new Counters("n INT"), 1);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void twoSessionsReadOneTableAtOnceEachItsOwnRows() throws Exception {
        try (Connection one = running.store.connect(Role.ADMIN); Connection two = running.store.connect(Role.STATS)) {
            Filled first = running.store.fill(COUNTERS, one);
            Filled second = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> running.store.fill(COUNTERS, two),
                    "the second waits for the first");
            assertEquals(List.of("2"), RunningStore.rows(two, ASK));
            assertEquals(List.of("1"), RunningStore.rows(one, ASK));
            assertEquals(List.of("1"), RunningStore.rows(one, ASK), "for as long as it likes");
            first.close();
            second.close();
            running.store.fill(COUNTERS, one).close();
            try (Filled again = running.store.fill(COUNTERS, one)) {
                assertEquals(List.of("4"), RunningStore.rows(one, ASK));
            }
        }
    }

    @Test
    void statementSeesAllTablesAsOfOneMoment() throws Exception {
        running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, 'a')");
        running.load(SERVERS);
        try (Connection reader = running.store.connect(Role.ADMIN);
                Filled held = running.store.fill(Set.of("mysql_servers", "runtime_mysql_servers"), reader)) {
            running.type("DELETE FROM mysql_servers");
            running.load(SERVERS);
            running.servers("main");
            assertEquals(List.of(), running.ask("SELECT hostname FROM runtime_mysql_servers", "runtime_mysql_servers"));
            assertEquals(List.of("a|a"), RunningStore.rows(reader, "SELECT m.hostname, r.hostname FROM mysql_servers m"
                    + " JOIN runtime_mysql_servers r ON r.hostname = m.hostname"));
        }
    }

    @Test
    void slowStatementHoldsUpNeitherLoadNorSaveNorOthers() throws Exception {
        try (Connection slow = running.store.connect(Role.STATS);
                Statement statement = slow.createStatement();
                Filled held = running.store.fill(COUNTERS, slow)) {
            CountDownLatch begun = new CountDownLatch(1);
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Void> query = CompletableFuture.runAsync(() -> {
                begun.countDown();
                try {
                    statement.executeQuery("SELECT COUNT(*) FROM stats.counters, SYSTEM_RANGE(1, 1000000) a,"
                            + " SYSTEM_RANGE(1, 1000000) b WHERE a.x + b.x = n");
                } catch (SQLException cancelled) {
                    over.set(true);
                }
            });
            begun.await();
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                for (int i = 1; i <= 20; i++) {
                    running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (" + i + ", 'a')");
                    running.load(SERVERS);
                    running.save(SERVERS);
                    assertEquals(i, running.servers("disk").size());
                    assertEquals(1, running.ask(ASK, "stats.counters").size());
                }
            });
            assertTrue(!over.get() && !query.isDone(), "the statement was to be slower than all that");
            statement.cancel();
            query.get();
            assertTrue(over.get());
        }
    }

    @Test
    void tableMayGetAnotherDefinitionWhileItIsRead() throws Exception {
        try (Connection reader = running.store.connect(Role.ADMIN)) {
            Filled held = running.store.fill(COUNTERS, reader);
            assertEquals(List.of("1"), RunningStore.rows(reader, ASK));
            bind(new Counters("n INT, text VARCHAR"), 2);
            assertEquals(List.of("1|x"), assertTimeoutPreemptively(Duration.ofSeconds(10),
                    () -> running.ask("SELECT * FROM stats.counters", "stats.counters")));
            held.close();
        }
    }

    @Test
    void manySessionsReadWhileOthersLoad() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        List<CompletableFuture<Long>> readers = java.util.stream.IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> readUntil(stop), task -> new Thread(task).start()))
                .toList();
        for (int i = 1; i <= 50; i++) {
            running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (" + i + ", 'a'), (" + i
                    + ", 'b')");
            running.load(SERVERS);
        }
        stop.set(true);
        for (CompletableFuture<Long> reader : readers) {
            assertTrue(reader.get() > 0);
        }
    }

    /** Rows come in pairs, in main and in runtime. */
    private Long readUntil(AtomicBoolean stop) {
        long count = 0;
        try (Connection reader = running.store.connect(Role.ADMIN)) {
            do {
                try (Filled held = running.store.fill(Set.of("runtime_mysql_servers", "stats.counters"), reader)) {
                    String unpaired = "(SELECT COALESCE(SUM(CASE hostname WHEN 'a' THEN 1 ELSE -1 END), 0) FROM %s)";
                    List<String> sums = RunningStore.rows(reader, "SELECT " + unpaired.formatted("mysql_servers") + ", "
                            + unpaired.formatted("runtime_mysql_servers") + ", COUNT(*) FROM stats.counters");
                    assertEquals(List.of("0|0|1"), sums);
                }
                count++;
            } while (!stop.get());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return count;
    }

    private void bind(VirtualTable table, long bundleId) {
        running.store.bindTable(table, Map.of(Newest.BUNDLE_ID, bundleId, Newest.SERVICE_ID, bundleId));
    }
}
