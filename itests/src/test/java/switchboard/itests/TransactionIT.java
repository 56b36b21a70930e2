package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What belongs together stays on one backend connection. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransactionIT {
    private final Switchboard switchboard;

    TransactionIT(Topology servers, Switchboards switchboards) throws SQLException {
        servers.onSource("DROP TABLE IF EXISTS account", "CREATE TABLE account (id INT PRIMARY KEY, balance INT)",
                "INSERT INTO account VALUES (1, 10), (2, 20)");
        switchboard = switchboards.start(SwitchboardConfig.of(servers).splitting());
    }

    @Test
    void readsOfATransactionStayOnTheSource() throws SQLException {
        try (Connection connection = switchboard.proxy().connect()) {
            Sql.run(connection, "START TRANSACTION");
            assertEquals("1", Sql.value(connection, Topology.WHICH_SERVER));
            Sql.run(connection, "COMMIT");
            assertNotEquals("1", Sql.value(connection, Topology.WHICH_SERVER));
        }
    }

    @Test
    void uncommittedRowsAreSeenInsideAndNowhereElse() throws SQLException {
        try (Connection writer = switchboard.proxy().connect(); Connection other = switchboard.proxy().connect()) {
            writer.setAutoCommit(false);
            Sql.run(writer, "UPDATE account SET balance = 11 WHERE id = 1");
            assertEquals("11", Sql.value(writer, "SELECT balance FROM account WHERE id = 1"));
            Sql.run(other, "UPDATE account SET balance = 21 WHERE id = 2");
            assertEquals("10", Sql.value(other, "SELECT balance FROM account WHERE id = 1"));
            writer.rollback();
            assertEquals("10", Sql.value(writer, "SELECT balance FROM account WHERE id = 1 FOR UPDATE"));
            writer.rollback();
        }
    }

    @Test
    void savepointsWork() throws SQLException {
        try (Connection connection = switchboard.proxy().connect()) {
            Sql.run(connection, "BEGIN", "INSERT INTO account VALUES (30, 1)", "SAVEPOINT middle",
                    "INSERT INTO account VALUES (31, 1)", "ROLLBACK TO SAVEPOINT middle");
            assertEquals("1", Sql.value(connection, "SELECT COUNT(*) FROM account WHERE id >= 30"));
            Sql.run(connection, "ROLLBACK");
        }
    }

    @Test
    void clientThatLeavesInATransactionLeavesNoLock() throws SQLException {
        Connection gone = switchboard.proxy().connect();
        gone.setAutoCommit(false);
        Sql.run(gone, "UPDATE account SET balance = 99 WHERE id = 2");
        gone.abort(Runnable::run);
        try (Connection next = switchboard.proxy().connect()) {
            Sql.run(next, "UPDATE account SET balance = 22 WHERE id = 2");
            next.setAutoCommit(false);
            assertEquals("22", Sql.value(next, "SELECT balance FROM account WHERE id = 2 FOR UPDATE"));
            next.rollback();
        }
    }

    @Test
    void sessionVariablesFollowTheClientToEachBackendConnection() throws SQLException {
        try (Connection first = switchboard.proxy().connect(); Connection second = switchboard.proxy().connect()) {
            Sql.run(first, "SET time_zone = '+05:00'", "SET sql_mode = 'ANSI_QUOTES'");
            for (int round = 0; round < 20; round++) {
                assertEquals("05:00:00", Sql.value(first, "SELECT TIMEDIFF(NOW(), UTC_TIMESTAMP())"));
                assertEquals("x", Sql.value(first, "SELECT \"name\" FROM (SELECT 'x' AS name) t"));
                assertEquals("name", Sql.value(second, "SELECT \"name\" FROM (SELECT 'x' AS name) t"));
            }
        }
    }

    @Test
    void userVariablesStayWithTheirClient() throws SQLException {
        try (Connection first = switchboard.proxy().connect(); Connection second = switchboard.proxy().connect()) {
            assertEquals("7", Sql.value(first, "SELECT @mine := 7"));
            assertEquals(null, Sql.value(second, "SELECT @mine"));
            assertEquals("7", Sql.value(first, "SELECT @mine"));
        }
    }

    @Test
    void temporaryTableAndLockStayOnTheirConnection() throws SQLException {
        try (Connection first = switchboard.proxy().connect(); Connection second = switchboard.proxy().connect()) {
            Sql.run(first, "CREATE TEMPORARY TABLE scratch (id INT)", "INSERT INTO scratch VALUES (1)");
            Sql.run(second, "UPDATE account SET balance = balance WHERE id = 1");
            Sql.run(first, "INSERT INTO scratch VALUES (2)", "DELETE FROM scratch", "DROP TEMPORARY TABLE scratch");
            assertEquals(1146, Sql.error(() -> Sql.run(second, "INSERT INTO scratch VALUES (3)")).getErrorCode());
        }
    }

    @Test
    void lastInsertIdIsThatOfTheClient() throws SQLException {
        try (Connection connection = switchboard.proxy().connect();
                var statement = connection.createStatement()) {
            Sql.run(connection, "CREATE TABLE IF NOT EXISTS numbered (id INT AUTO_INCREMENT PRIMARY KEY, x INT)");
            statement.executeUpdate("INSERT INTO numbered (x) VALUES (1)", java.sql.Statement.RETURN_GENERATED_KEYS);
            try (var keys = statement.getGeneratedKeys()) {
                keys.next();
                assertEquals(keys.getString(1), Sql.value(connection, "SELECT LAST_INSERT_ID()"));
            }
        }
    }
}
