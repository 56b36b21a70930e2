package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.service.Newest;
import switchboard.api.table.AdminDatabase.Filled;
import switchboard.api.table.AdminDatabase.Role;
import switchboard.api.table.RowFilter;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;

/** Statements that need some rows of a large computed table. */
@SuppressWarnings("try") // handles are held, not used
class FilteredReadTest {
    private static final Logger LOG = LoggerFactory.getLogger(FilteredReadTest.class);
    private static final int MANY = Soak.times(200_000, 1_000_000);
    private static final String ALL = "SELECT n, name FROM stats.many ORDER BY n";

    /** Numbers with names. */
    private record Many(int rows, Runnable begin) implements VirtualTable {
        @Override
        public String schema() {
            return "stats";
        }

        @Override
        public TableDefinition table() {
            return new TableDefinition("many", "CREATE TABLE many (n INT , name VARCHAR , other VARCHAR)");
        }

        @Override
        public void read(RowSink sink) {
            begin.run();
            for (int i = 0; i < rows; i++) {
                sink.row(i % 10 == 3 ? String.valueOf(i) : (Object) i, i % 10 == 4 ? null : "name" + i, "other" + i);
            }
        }
    }

    @TempDir
    private Path folder;
    private RunningStore running;
    private Connection reader;

    @BeforeEach
    void start() throws Exception {
        running = new RunningStore(folder);
        reader = running.store.connect(Role.ADMIN);
    }

    @AfterEach
    void stop() throws SQLException {
        reader.close();
        running.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"n | 5 | 5", "n | 3 | 3", "name | name7 | 7", "name | name4 | ''",
            "n | 100 | ''", "n | x | ''"})
    void onlyRowsThatFitAreWritten(String column, String value, String found) throws SQLException {
        bind(new Many(20, () -> {
        }));
        List<String> rows = found.isEmpty() ? List.of() : List.of(found + "|name" + found);
        assertEquals(rows, read(new RowFilter(Map.of(column, Set.of(value)), Long.MAX_VALUE)));
    }

    @Test
    void noMoreRowsAreWrittenThanAreEnough() throws SQLException {
        bind(new Many(20, () -> {
        }));
        assertEquals(List.of("0|name0", "1|name1"), read(new RowFilter(Map.of(), 2)));
        assertEquals(20, read(RowFilter.NONE).size(), "the next statement needs them all");
    }

    @Test
    void runtimeRowsAreFilteredAndTheNextStatementHasThemAll() throws Exception {
        running.start(FakeModule.users());
        running.type("INSERT INTO mysql_users(username, password) SELECT 'user' || X, '' FROM SYSTEM_RANGE(1, 50)");
        running.load("MYSQL USERS");
        RowFilter one = new RowFilter(Map.of("username", Set.of("user7")), Long.MAX_VALUE);
        String ask = "SELECT username FROM runtime_mysql_users";
        try (Filled held = running.store.fill(Set.of("runtime_mysql_users"), reader, one)) {
            assertEquals(List.of("user7"), RunningStore.rows(reader, ask));
        }
        try (Filled held = running.store.fill(Set.of("runtime_mysql_users"), reader)) {
            assertEquals(50, RunningStore.rows(reader, ask).size());
        }
    }

    /** One row of a million took 1 s or more when all were written; compared is the best of five. */
    @Test
    void oneRowOfManyIsReadInAMoment() throws SQLException {
        bind(new Many(MANY, () -> {
        }));
        RowFilter one = new RowFilter(Map.of("name", Set.of("name77777")), Long.MAX_VALUE);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long begin = System.nanoTime();
            assertEquals(List.of("77777|name77777"), read(one));
            best = Math.min(best, System.nanoTime() - begin);
        }
        long filtered = best;
        long begin = System.nanoTime();
        try (Filled held = running.store.fill(Set.of("stats.many"), reader)) {
            assertEquals(List.of("77777|name77777"), RunningStore.rows(reader,
                    "SELECT n, name FROM stats.many WHERE name = 'name77777'"));
        }
        long whole = System.nanoTime() - begin;
        LOG.info("One row of {} filtered_ms={} all_written_ms={}", MANY, TimeUnit.NANOSECONDS.toMillis(filtered),
                TimeUnit.NANOSECONDS.toMillis(whole));
        assertTrue(filtered * 2 < whole, () -> filtered + " ns filtered, " + whole + " ns with all rows written");
    }

    /** A table may take its time to compute its rows: nobody waits but who asked for it. */
    @Test
    void aTableThatIsSlowToComputeHoldsUpNeitherLoadNorSaveNorOtherTables() throws Exception {
        running.start(FakeModule.servers());
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        bind(new Many(2000, () -> {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }));
        CompletableFuture<List<String>> slow = CompletableFuture.supplyAsync(() -> {
            try {
                return read(RowFilter.NONE);
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        });
        begun.await();
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, 'a')");
            running.load("MYSQL SERVERS");
            running.save("MYSQL SERVERS");
            assertEquals(List.of("a"),
                    running.ask("SELECT hostname FROM runtime_mysql_servers", "runtime_mysql_servers"));
        });
        assertTrue(!slow.isDone(), "the table was to be slower than all that");
        goOn.countDown();
        assertEquals(2000, slow.get(20, TimeUnit.SECONDS).size());
    }

    private List<String> read(RowFilter filter) throws SQLException {
        try (Filled held = running.store.fill(Set.of("stats.many"), reader, filter)) {
            return RunningStore.rows(reader, ALL);
        }
    }

    private void bind(VirtualTable table) {
        running.store.bindTable(table, Map.of(Newest.BUNDLE_ID, 1L, Newest.SERVICE_ID, 1L));
    }
}
