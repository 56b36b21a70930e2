package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reads from a replica of MySQL 9.7 wait for what their session has written to the source. In the profile {@code clusters}. */
@ExtendWith(RealServers.class)
class MysqlGtidFaults {
    private static final int ROWS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MysqlReplication servers = new MysqlReplication();

    @Test
    void aReadSeesItsSessionsWriteOrFailsByItsTime(Switchboards switchboards) throws Exception {
        try (servers;
                Connection source = servers.root(1);
                Connection replica = servers.root(2);
                BinlogReader reader = new BinlogReader(servers.root(2))) {
            Switchboard switchboard = switchboards.startOwnCopy(SwitchboardConfig.empty().user("app", "app_pw", 10)
                    .server(10, servers.port(1)).server(20, servers.port(2), "gtid_port=" + reader.port())
                    .rule("rule_id=1", "active=1", "match_digest=\"^SELECT\"", "destination_hostgroup=20",
                            "gtid_from_hostgroup=10", "apply=1")
                    .mysql("default_authentication_plugin", "\"caching_sha2_password\"")
                    .mysql("monitor_password", "\"monitor_pw\"")
                    .mysql("default_session_track_gtids", "\"OWN_GTID\"").mysql("connect_timeout_server", 1000)
                    .mysql("connect_timeout_server_max", 2000));
            Sql.run(source, "CREATE DATABASE IF NOT EXISTS test", "DROP TABLE IF EXISTS test.causal",
                    "CREATE TABLE test.causal (id INT PRIMARY KEY)");
            Awaitility.await("the replica has the table").atMost(PATIENCE).ignoreExceptions()
                    .until(() -> Sql.value(replica, "SELECT COUNT(*) FROM test.causal").equals("0"));
            try (Connection client = switchboard.proxy().in("test").connectorJ("trackSessionState=true")) {
                Sql.run(client, "INSERT INTO causal VALUES (0)");
                assertEquals("0", Sql.value(client, "SELECT id FROM causal WHERE id = 0"), switchboard::tail);
                Sql.run(replica, servers.stopApplying());
                failsByItsTime(switchboard, client);
                goesOnWithTheReplica(switchboard, client, replica);
                everyReadSeesItsWrite(client);
            }
            everyReadOfPymysqlSeesItsWrite(switchboard.proxy().in("test"));
            assertTrue(Integer.parseInt(switchboard.adminValue("SELECT Queries_GTID_sync FROM "
                    + "stats_mysql_connection_pool WHERE hostgroup = 20")) > 2 * ROWS, switchboard::tail);
            assertTrue(switchboard.adminValue("SELECT gtid_executed FROM stats_mysql_gtid_executed").contains(":1-"));
        }
    }

    private static void failsByItsTime(Switchboard switchboard, Connection client) throws SQLException {
        Sql.run(client, "INSERT INTO causal VALUES (1)");
        SQLException late = Sql.error(() -> Sql.value(client, "SELECT id FROM causal WHERE id = 1"));
        assertEquals(9001, late.getErrorCode(), late.getMessage());
        assertTrue(late.getMessage().contains("Max connect timeout reached while reaching hostgroup 20 after "),
                late.getMessage());
        try (Connection other = switchboard.proxy().in("test").connectorJ("")) { // has written nothing
            assertEquals("1", Sql.value(other, "SELECT COUNT(*) FROM causal"));
        }
    }

    private void goesOnWithTheReplica(Switchboard switchboard, Connection client, Connection replica)
            throws SQLException {
        switchboard.admin("SET mysql-connect_timeout_server_max = 30000", "LOAD MYSQL VARIABLES TO RUNTIME");
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Sql.value(client, "SELECT id FROM causal WHERE id = 1");
            } catch (SQLException e) {
                throw new CompletionException(e);
            }
        });
        Awaitility.await("the read waits").atMost(PATIENCE).until(() -> !switchboard.admin(
                "SELECT * FROM stats_mysql_processlist WHERE info LIKE '%WHERE id = 1%'").isEmpty());
        assertFalse(read.isDone());
        Sql.run(replica, servers.startApplying());
        assertEquals("1", read.join());
    }

    private static void everyReadSeesItsWrite(Connection client) throws SQLException {
        for (int id = 2; id < ROWS + 2; id++) {
            Sql.run(client, "INSERT INTO causal VALUES (" + id + ")");
            assertEquals(List.of(List.of(String.valueOf(id))),
                    Sql.rows(client, "SELECT id FROM causal WHERE id = " + id));
        }
    }

    /** Which has no CLIENT_SESSION_TRACK. */
    private static void everyReadOfPymysqlSeesItsWrite(Endpoint proxy) {
        assertEquals("", MatrixClient.PYMYSQL.missing().orElse(""));
        int first = 2 + ROWS;
        Shell.Result result = Shell.run("/usr/bin/python3", MatrixScript.resources().resolve("causal.py").toString(),
                "127.0.0.1", String.valueOf(proxy.port()), proxy.user(), proxy.password(), proxy.schema(),
                String.valueOf(first), String.valueOf(first + ROWS));
        assertEquals(String.valueOf(ROWS), result.orFail().out().strip());
    }
}
