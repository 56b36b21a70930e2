package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More statements than a backend connection may have: they are learned and closed all the time, and stay right. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementLimitIT {
    private static final String SERVER_SIDE = "useServerPrepStmts=true&emulateUnsupportedPstmts=false";
    private static final int SESSIONS = 4;
    private static final int STATEMENTS = 10;
    private static final int ROUNDS = 60;

    private final Topology servers;
    private final Switchboard switchboard;

    StatementLimitIT(Topology servers, Switchboards switchboards) throws SQLException {
        this.servers = servers;
        servers.onSource("DROP TABLE IF EXISTS limited", "CREATE TABLE limited (session INT, step INT, kind INT)");
        servers.awaitReplicas();
        switchboard = switchboards.start(SwitchboardConfig.of(servers).splitting());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void statementsAreRightAndServersKeepFew(int limit) throws Exception {
        servers.onSource("DELETE FROM limited");
        switchboard.admin("SET mysql-max_stmts_per_connection=" + limit, "LOAD MYSQL VARIABLES TO RUNTIME");
        long seed = System.nanoTime();
        long written = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(SESSIONS)) {
            List<Future<Integer>> sessions = new ArrayList<>();
            for (int session = 0; session < SESSIONS; session++) {
                int number = session;
                sessions.add(threads.submit((Callable<Integer>) () -> run(number, new Random(seed + number), limit)));
            }
            for (Future<Integer> session : sessions) {
                written += session.get();
            }
        }
        try (Connection source = servers.server(1).connect()) {
            assertEquals(Long.toString(written), Sql.value(source, "SELECT COUNT(*) FROM limited"), "seed " + seed);
            assertEquals("0", Sql.value(source, "SELECT COUNT(*) FROM limited WHERE kind <> step % 3"), "seed " + seed);
        }
    }

    /** Reads on replicas, writes on the source, transactions there too. Returns the rows written. */
    private int run(int session, Random random, int limit) throws SQLException {
        int written = 0;
        try (Connection connection = switchboard.proxy().connectorJ(SERVER_SIDE)) {
            List<PreparedStatement> reads = new ArrayList<>();
            List<PreparedStatement> writes = new ArrayList<>();
            for (int i = 0; i < STATEMENTS; i++) {
                reads.add(connection.prepareStatement("SELECT ? + " + i + ", ?"));
                writes.add(connection
                        .prepareStatement("INSERT INTO limited VALUES (?, ?, " + i % 3 + " + 0 * " + i + ")"));
            }
            for (int step = 0; step < ROUNDS; step++) {
                connection.setAutoCommit(random.nextInt(3) > 0);
                for (int i = 0; i < 5; i++) {
                    read(reads, random.nextInt(STATEMENTS), step);
                }
                int which = random.nextInt(STATEMENTS);
                PreparedStatement write = writes.get(which);
                write.setInt(1, session);
                write.setInt(2, which);
                written += write.executeUpdate();
                if (!connection.getAutoCommit()) {
                    connection.commit();
                }
                if (step % 20 == 0) {
                    serversKeepFew(limit);
                }
            }
        }
        return written;
    }

    private static void read(List<PreparedStatement> reads, int which, int step) throws SQLException {
        PreparedStatement read = reads.get(which);
        read.setInt(1, step);
        read.setString(2, "text " + step);
        try (ResultSet result = read.executeQuery()) {
            assertEquals(List.of(List.of(Integer.toString(step + which), "text " + step)), Sql.rows(result));
        }
    }

    private void serversKeepFew(int limit) throws SQLException {
        for (int server = 1; server <= 3; server++) {
            try (Connection root = servers.root(server)) {
                int statements = Integer.parseInt(Sql.value(root, "SELECT variable_value FROM "
                        + "information_schema.global_status WHERE variable_name = 'prepared_stmt_count'"));
                int most = 2 * SESSIONS * limit; // each session may have a connection, and another one idles
                assertTrue(statements <= most, statements + " statements on server " + server);
            }
        }
    }

    @Test
    void aStatementOutlivesItsServers() throws SQLException {
        try (Connection connection = switchboard.proxy().connectorJ(SERVER_SIDE);
                PreparedStatement read = connection.prepareStatement("SELECT ? + 1, ?")) {
            readOne(read);
            for (int server = 2; server <= 3; server++) {
                servers.kill(server);
                servers.start(server);
            }
            readOne(read);
        }
    }

    private static void readOne(PreparedStatement read) throws SQLException {
        read.setInt(1, 1);
        read.setString(2, "same");
        try (ResultSet result = read.executeQuery()) {
            assertEquals(List.of(List.of("2", "same")), Sql.rows(result));
        }
    }
}
