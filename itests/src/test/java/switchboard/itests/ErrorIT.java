package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors of servers reach clients unchanged; those of the proxy are ProxySQL's. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrorIT {
    private final Topology servers;
    private final Switchboard switchboard;

    ErrorIT(Topology servers, Switchboards switchboards) throws SQLException {
        this.servers = servers;
        servers.onSource("DROP TABLE IF EXISTS once", "CREATE TABLE once (id INT PRIMARY KEY)",
                "INSERT INTO once VALUES (1)");
        switchboard = switchboards.start(SwitchboardConfig.of(servers).splitting()
                .user("nobody_there", "pw", SwitchboardConfig.WRITER)
                .user("limited", "pw", SwitchboardConfig.WRITER, "max_connections=2")
                .user("sleeping", "pw", SwitchboardConfig.WRITER, "active=0")
                .rule("rule_id=100", "active=1", "match_digest=\"^DROP DATABASE\"", "error_msg=\"not on my watch\"",
                        "apply=1")
                .rule("rule_id=101", "active=1", "match_pattern=\"^ANALYZE\"", "OK_msg=\"later\"", "apply=1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELEC 1", "SELECT * FROM nowhere", "SELECT nothing FROM once",
            "INSERT INTO once VALUES (1)",
            "CREATE TABLE once (id INT)", "SELECT * FROM no_such_schema.t", "CALL nothing()", "SELECT 1 +",
            "UPDATE once SET id = 'x' WHERE id = 1", "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'mine'",
            "DROP TABLE t1"})
    void isThatOfTheServer(String sql) throws SQLException {
        SQLException direct = error(servers.server(1), sql);
        SQLException proxied = error(switchboard.proxy(), sql);
        assertAll(() -> assertEquals(direct.getErrorCode(), proxied.getErrorCode()),
                () -> assertEquals(direct.getSQLState(), proxied.getSQLState()),
                () -> assertEquals(direct.getMessage(), proxied.getMessage()));
    }

    @Test
    void sessionGoesOnAfterAnError() throws SQLException {
        try (Connection connection = switchboard.proxy().connect()) {
            for (int round = 0; round < 10; round++) {
                Sql.error(() -> Sql.run(connection, "SELECT * FROM nowhere"));
                assertEquals("1", Sql.value(connection, "SELECT id FROM once"));
            }
        }
    }

    @Test
    void wrongPasswordIsRefusedInProxySqlsWords() {
        refused(switchboard.proxy().as("app", "wrong"), 1045, "28000",
                "ProxySQL Error: Access denied for user 'app'@'127.0.0.1' (using password: YES)");
    }

    @Test
    void missingPasswordIsRefused() {
        refused(switchboard.proxy().as("app", ""), 1045, "28000",
                "ProxySQL Error: Access denied for user 'app'@'127.0.0.1' (using password: NO)");
    }

    @Test
    void unknownUserIsRefused() {
        refused(switchboard.proxy().as("stranger", "x"), 1045, "28000",
                "ProxySQL Error: Access denied for user 'stranger'@'127.0.0.1' (using password: YES)");
    }

    @Test
    void inactiveUserIsRefused() {
        refused(switchboard.proxy().as("sleeping", "pw"), 1045, "28000",
                "ProxySQL Error: Access denied for user 'sleeping'@'127.0.0.1' (using password: YES)");
    }

    @Test
    void accountThatTheServersDoNotKnowGetsTheServersError() throws IOException {
        try (RawClient client = switchboard.proxy().as("nobody_there", "pw").raw()) {
            IOException refused = Assertions.assertThrows(IOException.class,
                    () -> client.query("UPDATE once SET id = 1"));
            assertTrue(refused.getMessage().startsWith("1045 28000Access denied for user 'nobody_there'"),
                    refused.getMessage());
        }
    }

    @Test
    void moreClientsThanTheUserMayHaveAreRefused() throws IOException {
        Endpoint limited = switchboard.proxy().as("limited", "pw");
        try (RawClient first = limited.raw(); RawClient second = limited.raw()) {
            assertTrue(first != second);
            IOException refused = Assertions.assertThrows(IOException.class,
                    limited::raw);
            assertTrue(
                    refused.getMessage().startsWith("1226 42000User 'limited' has exceeded the 'max_user_connections'"),
                    refused.getMessage());
        }
    }

    @Test
    void ruleWithAnErrorMessageAnswersIt() throws SQLException {
        SQLException refused = error(switchboard.proxy(), "DROP DATABASE no_such_database");
        assertEquals(1148, refused.getErrorCode());
        assertEquals("42000", refused.getSQLState());
        assertEquals("not on my watch", refused.getMessage());
    }

    @Test
    void ruleWithAnOkMessageAnswersOkAndAsksNoServer() throws SQLException {
        try (Connection connection = switchboard.proxy().connect()) {
            Sql.run(connection, "ANALYZE TABLE no_such_table");
        }
    }

    private static void refused(Endpoint to, int code, String state, String message) {
        SQLException refused = Sql.error(to::connect);
        assertEquals(code, refused.getErrorCode());
        assertEquals(state, refused.getSQLState());
        assertEquals(message, refused.getMessage());
    }

    private static SQLException error(Endpoint to, String sql) throws SQLException {
        try (Connection connection = to.connect()) {
            return Sql.error(() -> Sql.run(connection, sql));
        }
    }
}
