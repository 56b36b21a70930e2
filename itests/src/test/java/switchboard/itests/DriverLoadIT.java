package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What drivers and their pools do in production, through a proxy with 128 MB of heap: a big pool over few connections,
 * cursors, rewritten batches, local files and results beyond all memory. {@code -Pmatrix} runs it at the promised sizes;
 * {@code -Dload.result.mb} and {@code -Dload.file.mb} are others.
 */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriverLoadIT {
    private static final int MB = 1024 * 1024;
    private static final int BACKENDS = 10;
    private static final int POOL = 200;
    private static final int RESULT_MB = Integer.getInteger("load.result.mb", Soak.times(100, 2048));
    private static final int FILE_MB = Integer.getInteger("load.file.mb", Soak.times(10, 100));
    /** Of the whole process: 128 MB of heap, as much direct memory at most, code, threads and the databases' files. */
    private static final int RESIDENT_MB = 600;

    private final Topology servers;
    private final Switchboard switchboard;

    DriverLoadIT(Topology servers, Switchboards switchboards) throws SQLException {
        this.servers = servers;
        servers.onSource("DROP TABLE IF EXISTS load_pool, load_rows, load_file",
                "CREATE TABLE load_pool (id INT PRIMARY KEY, v INT NOT NULL)",
                "INSERT INTO load_pool SELECT seq, 0 FROM seq_1_to_" + POOL,
                "CREATE TABLE load_rows (id INT AUTO_INCREMENT PRIMARY KEY, v VARCHAR(100))",
                "CREATE TABLE load_file (id INT PRIMARY KEY, v VARCHAR(1100)) ENGINE=MyISAM");
        switchboard = switchboards
                .prepare(SwitchboardConfig.empty()
                        .server(SwitchboardConfig.WRITER, servers.port(1), "max_connections=" + BACKENDS)
                        .user("app", "app_pw", SwitchboardConfig.WRITER)
                        .mysql("enable_load_data_local_infile", "true"), Map.of("JAVA_OPTS", "-Xmx128m"))
                .start();
    }

    @Test
    void poolOf200WorksOver10Connections() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:mysql://127.0.0.1:" + switchboard.proxy().port()
                + "/test?sslMode=DISABLED&allowPublicKeyRetrieval=true");
        config.setUsername("app");
        config.setPassword("app_pw");
        config.setMaximumPoolSize(POOL);
        config.setMinimumIdle(POOL);
        config.setConnectionTimeout(60_000);
        int rounds = Soak.times(10, 50);
        long started = System.nanoTime();
        AtomicBoolean over = new AtomicBoolean();
        try (HikariDataSource pool = new HikariDataSource(config);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> most = threads.submit(() -> mostConnections(over));
            List<Future<Integer>> workers = new ArrayList<>();
            for (int id = 1; id <= POOL; id++) {
                int own = id;
                Callable<Integer> worker = () -> work(pool, own, rounds);
                workers.add(threads.submit(worker));
            }
            for (Future<Integer> worker : workers) {
                assertEquals(rounds, worker.get());
            }
            over.set(true);
            assertTrue(most.get() <= BACKENDS, () -> "connections at once: " + most.resultNow());
            report("pool of " + POOL + " over " + BACKENDS + ", transactions", POOL * rounds, started);
        } finally {
            over.set(true);
        }
        try (Connection connection = servers.server(1).connect()) {
            assertEquals("[[200, " + rounds + ", " + rounds + "]]",
                    Sql.rows(connection, "SELECT COUNT(*), MIN(v), MAX(v) FROM load_pool").toString());
        }
    }

    /** Transactions and single statements in turn; each worker has its own row. */
    private static int work(HikariDataSource pool, int id, int rounds) throws SQLException {
        for (int round = 0; round < rounds; round++) {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                Sql.run(connection, "UPDATE load_pool SET v = v + 1 WHERE id = " + id);
                assertEquals(Integer.toString(round + 1), own(connection, id));
                connection.commit();
            }
            try (Connection connection = pool.getConnection()) {
                assertTrue(connection.getAutoCommit());
                assertEquals(Integer.toString(round + 1), own(connection, id));
            }
        }
        return rounds;
    }

    private static String own(Connection connection, int id) throws SQLException {
        return Sql.value(connection, "SELECT v FROM load_pool WHERE id = " + id);
    }

    /** While the workers work. The server shows more for an instant: what is closed already and not yet torn down. */
    private int mostConnections(AtomicBoolean over) {
        int most = 0;
        while (!over.get()) {
            most = Math.max(most, Integer.parseInt(
                    switchboard.adminValue("SELECT SUM(ConnUsed + ConnFree) FROM stats_mysql_connection_pool")));
        }
        return most;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cursorsFetchAFewRowsAtATimeEvenTwoAtOnce(boolean connectorJ) throws SQLException {
        String options = "useServerPrepStmts=true&useCursorFetch=true&defaultFetchSize=7";
        try (Connection connection = connectorJ
                ? switchboard.proxy().connectorJ(options)
                : switchboard.proxy().mariaDbConnectorJ("useServerPrepStmts=true");
                PreparedStatement first = connection.prepareStatement("SELECT seq FROM seq_1_to_1000 WHERE seq > ?");
                PreparedStatement second = connection
                        .prepareStatement("SELECT -seq FROM seq_1_to_1000 WHERE seq > ?")) {
            first.setFetchSize(7);
            second.setFetchSize(11);
            first.setInt(1, 0);
            second.setInt(1, 0);
            try (ResultSet up = first.executeQuery(); ResultSet down = second.executeQuery()) {
                for (int row = 1; row <= 1000; row++) {
                    assertTrue(up.next() && down.next());
                    assertEquals(row, up.getInt(1));
                    assertEquals(-row, down.getInt(1));
                    if (row % 100 == 0 && connectorJ) {
                        assertEquals("1", Sql.value(connection, "SELECT 1"), "between the rows of a cursor");
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rewriteBatchedStatements=true",
            "rewriteBatchedStatements=true&useServerPrepStmts=true", "useServerPrepStmts=true"})
    void batchesGiveAllRowsAndTheirKeys(String options) throws SQLException {
        int rows = Soak.times(3_000, 50_000);
        long started = System.nanoTime();
        try (Connection connection = switchboard.proxy().connectorJ(options)) {
            Sql.run(connection, "TRUNCATE load_rows");
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO load_rows (v) VALUES (?)",
                    Statement.RETURN_GENERATED_KEYS)) {
                for (int row = 1; row <= rows; row++) {
                    insert.setString(1, "row " + row);
                    insert.addBatch();
                }
                assertEquals(rows, insert.executeBatch().length);
                ResultSet keys = insert.getGeneratedKeys();
                for (int row = 1; row <= rows; row++) {
                    assertTrue(keys.next());
                    assertEquals(row, keys.getInt(1));
                }
            }
            connection.commit();
            assertEquals("[[" + rows + ", " + rows + "]]", Sql.rows(connection,
                    "SELECT COUNT(*), SUM(v = CONCAT('row ', id)) FROM load_rows").toString());
            try (PreparedStatement update = connection.prepareStatement("UPDATE load_rows SET v = ? WHERE id = ?")) {
                for (int row = 1; row <= 100; row++) {
                    update.setString(1, "next; '" + row);
                    update.setInt(2, row);
                    update.addBatch();
                }
                assertEquals(100, update.executeBatch().length);
            }
            connection.commit();
            assertEquals("100", Sql.value(connection, "SELECT COUNT(*) FROM load_rows WHERE v LIKE 'next; %'"));
        }
        report("batch of rows, " + options, rows, started);
    }

    @Test
    void localFileIsLoadedInLittleMemory() throws Exception {
        int lines = FILE_MB * 1000;
        Path file = Workspace.temporaryFolder("load").resolve("rows.tsv");
        String value = "v".repeat(1024);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int line = 1; line <= lines; line++) {
                writer.write(line + "\t" + line + value + "\n");
            }
        }
        long started = System.nanoTime();
        try (Connection connection = switchboard.proxy().connectorJ("allowLoadLocalInfile=true");
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE load_file");
            assertEquals(lines, statement.executeUpdate("LOAD DATA LOCAL INFILE '" + file + "' INTO TABLE load_file"));
            report("LOAD DATA LOCAL, MB", (int) (Files.size(file) / MB), started);
            assertEquals("[[" + lines + ", " + lines + "]]", Sql.rows(connection, "SELECT COUNT(*), "
                    + "SUM(v = CONCAT(id, REPEAT('v', 1024))) FROM load_file").toString());
            statement.execute("TRUNCATE load_file");
        } finally {
            Workspace.delete(file.getParent());
        }
        assertLittleMemory();
    }

    @Test
    void hugeResultPassesThroughASmallHeapAlsoToASlowReader() throws Exception {
        long started = System.nanoTime();
        try (Connection reader = switchboard.proxy().connect();
                Connection other = switchboard.proxy().connect();
                Connection root = servers.root(1);
                Statement statement = reader.createStatement()) {
            statement.setFetchSize(Integer.MIN_VALUE);
            try (ResultSet result = statement.executeQuery(
                    "SELECT REPEAT(CHAR(65 + seq % 26), " + MB + ") AS huge FROM seq_1_to_" + RESULT_MB)) {
                assertTrue(result.next());
                Awaitility.await("the server waits for the reader").atMost(Duration.ofSeconds(30))
                        .until(() -> Sql.value(root, "SELECT COUNT(*) FROM information_schema.processlist "
                                + "WHERE info LIKE '%AS huge%' AND info NOT LIKE '%processlist%' "
                                + "AND state = 'Writing to net'").equals("1"));
                assertEquals("1", Sql.value(other, "SELECT 1"), "others don't wait for it");
                assertLittleMemory();
                int row = 1;
                while (true) {
                    byte[] bytes = result.getBytes(1);
                    assertEquals(MB, bytes.length);
                    assertEquals('A' + row % 26, bytes[0]);
                    assertEquals('A' + row % 26, bytes[MB - 1]);
                    if (!result.next()) {
                        break;
                    }
                    row++;
                }
                assertEquals(RESULT_MB, row);
            }
        }
        report("result, MB", RESULT_MB, started);
        assertLittleMemory();
    }

    private void assertLittleMemory() throws IOException {
        long peak = Files.readAllLines(Path.of("/proc/" + switchboard.process().pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst().orElseThrow() / 1024;
        assertTrue(peak < RESIDENT_MB, () -> "resident memory: " + peak + " MB");
        String heap = Shell.run(Path.of(System.getProperty("java.home"), "bin/jcmd").toString(),
                String.valueOf(switchboard.process().pid()), "GC.heap_info").out().lines()
                .filter(line -> line.contains(" used ")).findFirst().map(String::strip).orElse("unknown");
        System.out.println("resident memory of the proxy at its peak: " + peak + " MB; heap: " + heap);
    }

    private static void report(String what, int count, long started) {
        long millis = (System.nanoTime() - started) / 1_000_000;
        System.out.printf("%s: %d in %d.%03d s%n", what, count, millis / 1000, millis % 1000);
    }
}
