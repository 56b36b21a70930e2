package switchboard.itests;

import com.mysql.cj.jdbc.JdbcConnection;
import java.io.ByteArrayInputStream;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What changes a session: other users, resets, limits of time, savepoints, schemas. */
final class JdbcSessionHabits {
    private static final String STATE = "SELECT @h, @@sql_mode, @@session.time_zone, DATABASE(), CURRENT_USER(), @@autocommit";

    private JdbcSessionHabits() {
    }

    static Map<String, JdbcHabits.Habit> all() {
        Map<String, JdbcHabits.Habit> all = new LinkedHashMap<>();
        for (String prepared : List.of("true", "false")) {
            String options = "useServerPrepStmts=" + prepared;
            all.put("change user " + options, (to, seen) -> changeUser(to.connectorJ(options), to, seen));
            all.put("reset, MariaDB " + options, (to, seen) -> reset(to.mariaDbConnectorJ(options), seen));
            all.put("time limit " + options, (to, seen) -> timeLimit(to.connectorJ(options), seen));
            all.put("time limit, MariaDB " + options, (to, seen) -> timeLimit(to.mariaDbConnectorJ(options), seen));
            all.put("procedure " + options, (to, seen) -> procedure(to.connectorJ(options), seen));
            all.put("procedure, MariaDB " + options, (to, seen) -> procedure(to.mariaDbConnectorJ(options), seen));
            all.put("stream of bytes " + options, (to, seen) -> bytes(to.connectorJ(options), seen));
        }
        all.put("savepoints", (to, seen) -> savepoints(to.connect(), seen));
        all.put("savepoints, MariaDB", (to, seen) -> savepoints(to.mariaDbConnectorJ(""), seen));
        all.put("schemas", (to, seen) -> schemas(to.connect(), seen));
        all.put("schemas, MariaDB", (to, seen) -> schemas(to.mariaDbConnectorJ(""), seen));
        all.put("schema made again", (to, seen) -> madeAgain(to.connect(), seen));
        for (String driver : List.of("mysql", "mariadb")) {
            all.put("quoting " + driver, (to, seen) -> quoting(
                    driver.equals("mysql") ? to.connect() : to.mariaDbConnectorJ(""), seen));
        }
        all.put("rows changed in place", (to, seen) -> inPlace(to.connect(), seen));
        return all;
    }

    private static void spoil(Connection connection) throws SQLException {
        Sql.run(connection, "SET @h = 'kept'", "SET SESSION sql_mode = 'ANSI_QUOTES', time_zone = '+05:00'",
                "CREATE TEMPORARY TABLE h_temporary AS SELECT 1 AS a", "SET autocommit = 0",
                "INSERT INTO h_batch (v) VALUES ('uncommitted')");
    }

    private static void state(Connection connection, Transcript seen) {
        seen.query(connection, STATE);
        seen.query(connection, "SELECT a FROM h_temporary");
        seen.query(connection, "SELECT COUNT(*) FROM h_batch WHERE v = 'uncommitted'");
    }

    private static void changeUser(Connection opened, Endpoint to, Transcript seen) throws SQLException {
        try (Connection connection = opened;
                PreparedStatement before = connection.prepareStatement("SELECT COUNT(*) + ? FROM h_rows")) {
            JdbcConnection driver = connection.unwrap(JdbcConnection.class);
            before.setInt(1, 1);
            seen.attempt(() -> seen.some(before.executeQuery(), 10));
            for (MatrixMode other : new MatrixMode[]{MatrixMode.COMPRESSED, MatrixMode.PLAIN}) {
                spoil(connection);
                state(connection, seen);
                seen.attempt(() -> driver.changeUser(other.user(), to.password()));
                state(connection, seen);
            }
            spoil(connection);
            seen.attempt(driver::resetServerState);
            state(connection, seen);
            seen.attempt(() -> driver.changeUser(MatrixMode.TLS.user(), "wrong"));
            seen.attempt(() -> Sql.run(connection, "SELECT 1"));
        }
    }

    private static void reset(Connection opened, Transcript seen) throws SQLException {
        try (Connection connection = opened;
                PreparedStatement before = connection.prepareStatement("SELECT COUNT(*) + ? FROM h_rows")) {
            before.setInt(1, 1);
            seen.attempt(() -> seen.some(before.executeQuery(), 10));
            spoil(connection);
            state(connection, seen);
            seen.attempt(connection.unwrap(org.mariadb.jdbc.Connection.class)::reset);
            state(connection, seen);
            seen.attempt(() -> seen.some(before.executeQuery(), 10));
        }
    }

    private static void timeLimit(Connection opened, Transcript seen) throws SQLException {
        try (Connection connection = opened) {
            Sql.run(connection, "SET @h = 7");
            try (PreparedStatement statement = connection
                    .prepareStatement("SELECT SUM(SLEEP(0.1)) FROM h_rows WHERE id > ?")) {
                statement.setInt(1, 10);
                statement.setQueryTimeout(1);
                seen.attempt(() -> seen.some(statement.executeQuery(), 10));
            }
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(1);
                seen.attempt(() -> seen.some(statement.executeQuery("SELECT @h"), 10));
            }
            seen.query(connection, "SELECT @h");
        }
    }

    private static void procedure(Connection opened, Transcript seen) throws SQLException {
        try (Connection connection = opened;
                CallableStatement call = connection.prepareCall("{CALL h_out(?, ?, ?)}")) {
            call.setInt(1, 21);
            call.registerOutParameter(2, Types.INTEGER);
            call.setString(3, "ö");
            call.registerOutParameter(3, Types.VARCHAR);
            for (int round = 0; round < 2; round++) {
                seen.attempt(() -> JdbcBatchHabits.answers(call, call.execute(), seen));
                seen.attempt(() -> seen.say(call.getInt(2) + " " + call.getString(3)));
            }
        }
    }

    /** COM_STMT_SEND_LONG_DATA, also for a statement that is then executed twice, or not at all. */
    private static void bytes(Connection opened, Transcript seen) throws SQLException {
        byte[] bytes = new byte[3_000_000];
        try (Connection connection = opened;
                PreparedStatement statement = connection.prepareStatement("SELECT SHA2(?, 256), OCTET_LENGTH(?)")) {
            for (int size : new int[]{0, 10_000, bytes.length}) {
                statement.setBinaryStream(1, new ByteArrayInputStream(bytes, 0, size));
                statement.setBinaryStream(2, new ByteArrayInputStream(bytes, 0, size));
                seen.attempt(() -> seen.say(Sql.rows(statement.executeQuery())));
            }
            statement.setString(1, "short");
            statement.setString(2, "short");
            seen.attempt(() -> seen.say(Sql.rows(statement.executeQuery())));
        }
    }

    private static void savepoints(Connection opened, Transcript seen) throws SQLException {
        try (Connection connection = opened) {
            Sql.run(connection, "TRUNCATE h_batch");
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setAutoCommit(false);
            Sql.run(connection, "INSERT INTO h_batch VALUES (1, 'a')");
            Savepoint first = connection.setSavepoint("first");
            Sql.run(connection, "INSERT INTO h_batch VALUES (2, 'b')");
            Savepoint unnamed = connection.setSavepoint();
            Sql.run(connection, "INSERT INTO h_batch VALUES (3, 'c')");
            connection.rollback(unnamed);
            seen.query(connection, "SELECT * FROM h_batch");
            connection.rollback(first);
            seen.attempt(() -> connection.rollback(unnamed));
            seen.attempt(() -> connection.releaseSavepoint(first));
            seen.query(connection, "SELECT * FROM h_batch");
            connection.commit();
            connection.setReadOnly(true);
            seen.attempt(() -> Sql.run(connection, "INSERT INTO h_batch VALUES (4, 'd')"));
            connection.rollback();
            connection.setReadOnly(false);
            seen.attempt(() -> Sql.run(connection, "INSERT INTO h_batch VALUES (4, 'd')"));
            connection.setAutoCommit(true);
            seen.say(connection.getTransactionIsolation());
            seen.query(connection, "SELECT * FROM h_batch");
        }
    }

    private static void schemas(Connection opened, Transcript seen) throws SQLException {
        try (Connection connection = opened) {
            connection.setCatalog("mysql");
            seen.query(connection, "SELECT DATABASE()");
            Sql.run(connection, "CREATE DATABASE h_other", "USE h_other", "CREATE TABLE t (a INT)");
            seen.say(connection.getCatalog());
            seen.query(connection, "SELECT COUNT(*) FROM t");
            Sql.run(connection, "DROP DATABASE h_other");
            seen.query(connection, "SELECT DATABASE()");
            seen.query(connection, "SELECT 1 FROM t");
            connection.setCatalog("test");
            seen.query(connection, "SELECT COUNT(*) FROM h_rows");
        }
    }

    private static void madeAgain(Connection opened, Transcript seen) throws SQLException {
        try (Connection connection = opened) {
            for (int round = 0; round < 3; round++) {
                Sql.run(connection, "CREATE SCHEMA h_again", "USE h_again");
                seen.attempt(() -> Sql.run(connection, "CREATE TABLE t (a INT)"));
                seen.query(connection, "SELECT DATABASE()");
                Sql.run(connection, "DROP SCHEMA IF EXISTS `h_again`");
                seen.attempt(() -> Sql.run(connection, "CREATE TABLE t (a INT)"));
            }
        }
    }

    /** Drivers quote by what the server's status says. */
    private static void quoting(Connection opened, Transcript seen) throws SQLException {
        try (Connection connection = opened) {
            for (String mode : List.of("NO_BACKSLASH_ESCAPES", "STRICT_TRANS_TABLES",
                    "ansi_quotes,no_backslash_escapes",
                    "")) {
                Sql.run(connection, "SET SESSION sql_mode = '" + mode + "'");
                try (PreparedStatement statement = connection.prepareStatement("SELECT HEX(?), ?")) {
                    statement.setString(1, "a\\'b\\");
                    statement.setString(2, "'\"ö\n");
                    seen.attempt(() -> seen.say(Sql.rows(statement.executeQuery())));
                }
            }
        }
    }

    private static void inPlace(Connection opened, Transcript seen) throws SQLException {
        try (Connection connection = opened;
                Statement statement = connection.createStatement(ResultSet.TYPE_SCROLL_SENSITIVE,
                        ResultSet.CONCUR_UPDATABLE)) {
            Sql.run(connection, "TRUNCATE h_batch", "INSERT INTO h_batch VALUES (1, 'a'), (2, 'b')");
            try (ResultSet result = statement.executeQuery("SELECT id, v FROM h_batch ORDER BY id")) {
                result.next();
                result.updateString(2, "changed");
                seen.attempt(result::updateRow);
                result.moveToInsertRow();
                result.updateInt(1, 2);
                result.updateString(2, "again");
                seen.attempt(result::insertRow);
                result.last();
                seen.attempt(result::deleteRow);
            }
            seen.query(connection, "SELECT * FROM h_batch");
        }
    }
}
