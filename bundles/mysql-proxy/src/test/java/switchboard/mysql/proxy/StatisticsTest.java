package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.api.server.ServerStatus;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.packet.StmtPrepareOk;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.StatisticsSettings;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.ScriptedServer;

/** What the proxy's statistics tables show of what clients did. */
class StatisticsTest {
    private static final String COMMANDS = "stats_mysql_commands_counters";
    private static final String STATEMENTS = "stats_mysql_prepared_statements_info";
    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server();

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    @Test
    void statementsAreCountedByTypeWhoeverAnswersThem() {
        RawClient client = proxy.client();
        client.query("SELECT 1");
        client.query("SELECT 2");
        client.query("INSERT INTO t VALUES (1)");
        client.query("SET sql_mode='ANSI'"); // answered by the proxy
        assertTrue(client.execute(client.prepare("UPDATE t SET a=?"), "b").isOk());
        assertEquals("2", count("SELECT"));
        assertEquals("1", count("INSERT"));
        assertEquals("1", count("SET"));
        assertEquals("1", count("UPDATE"), "its EXECUTE, not its PREPARE");
        assertEquals("0", count("DELETE"));
        List<String> row = proxy.row(COMMANDS, "SELECT");
        assertEquals(2, row.subList(3, row.size()).stream().mapToInt(Integer::parseInt).sum(), "each in one interval");
        assertEquals(54, proxy.rows(COMMANDS).size());
    }

    @Test
    void nothingIsCountedByTypeWhileThatIsOff() {
        proxy.settings.statistics = new StatisticsSettings(false, false, false, 10_000, 0, 0, 0);
        RawClient client = proxy.client();
        client.query("SELECT 1");
        assertEquals("0", count("SELECT"));
    }

    @Test
    void timesAreMeasuredOnlyWhenAsked() {
        RawClient client = proxy.client();
        client.query("SELECT 1");
        assertEquals("0", proxy.global("Backend_query_time_nsec"));
        assertEquals("0", proxy.global("Query_Processor_time_nsec"));
        proxy.settings.statistics = new StatisticsSettings(true, true, true, 10_000, 0, 0, 0);
        client.query("SELECT 1");
        assertTrue(Long.parseLong(proxy.global("Backend_query_time_nsec")) > 0);
        assertTrue(Long.parseLong(proxy.global("Query_Processor_time_nsec")) > 0);
    }

    @Test
    void selectsForUpdateAreCountedOnlyWithoutAutocommit() {
        RawClient client = proxy.client();
        client.query("SELECT 1 FOR UPDATE");
        assertEquals("0", proxy.global("Selects_for_update__autocommit0"));
        client.query("SET autocommit=0");
        client.query("SELECT 1 FOR UPDATE");
        assertEquals("1", proxy.global("Selects_for_update__autocommit0"));
    }

    @Test
    void aPreparedStatementIsOneRowForAllWhoHaveIt() {
        RawClient one = proxy.client();
        RawClient two = proxy.client();
        StmtPrepareOk statement = one.prepare("SELECT ?");
        two.prepare("SELECT ?");
        one.prepare("SELECT 2");
        assertEquals(List.of("1", "shop", "app"), proxy.row(STATEMENTS, "1").subList(0, 3));
        assertEquals(List.of("2", "1", "0", "1", "SELECT ?"), proxy.row(STATEMENTS, "1").subList(4, 9));
        assertEquals("3", proxy.global("Stmt_Client_Active_Total"));
        assertEquals("2", proxy.global("Stmt_Client_Active_Unique"));
        assertEquals("2", proxy.global("Stmt_Server_Active_Total"));
        assertEquals("2", proxy.global("Stmt_Max_Stmt_id"));
        one.sendOn(Command.COM_STMT_CLOSE, statement).query("SELECT 1");
        assertEquals("1", proxy.row(STATEMENTS, "1").get(4));
        two.close();
        ProxyRig.await(() -> proxy.row(STATEMENTS, "1").get(4).equals("0"), () -> proxy.rows(STATEMENTS).toString());
        server.dropAll();
        ProxyRig.await(() -> proxy.row(STATEMENTS, "1").get(5).equals("0"), () -> proxy.rows(STATEMENTS).toString());
        assertEquals("2", proxy.global("Stmt_Cached"), "kept for the next who prepares it");
    }

    @Test
    void anotherUsersStatementOfTheSameTextIsAnother() {
        RawClient client = proxy.client();
        client.prepare("SELECT ?");
        assertTrue(client.changeUser("other").reply().isOk());
        assertEquals("0", proxy.row(STATEMENTS, "1").get(4), "forgotten with the session");
        client.prepare("SELECT ?");
        assertEquals("other", proxy.row(STATEMENTS, "2").get(2));
    }

    private List<String> process(int extended) {
        proxy.settings.statistics = new StatisticsSettings(true, false, false, 10_000, 0, 0, extended);
        return proxy.rows("stats_mysql_processlist").get(0);
    }

    @Test
    void theProcesslistTellsTheWholeSessionWhenAsked() {
        RawClient client = proxy.client();
        client.query("SET sql_mode='ANSI'");
        client.query("BEGIN");
        client.prepare("SELECT ?");
        assertEquals("null", process(0).get(15));
        String line = process(1).get(15);
        assertFalse(line.contains("\n"), line);
        for (String part : List.of("\"active_transactions\":1", "\"default_schema\":\"shop\"", "\"sql_mode\":\"ANSI\"",
                "\"backends\":[{", "\"MultiplexDisabled\":true", "\"thread_id\":1,", "\"no_multiplex\":false",
                "\"client_stmt_to_global_ids\":[{\"client_stmt_id\":1,\"global_stmt_id\":1}]")) {
            assertTrue(line.contains(part), () -> part + " in " + line);
        }
        String lines = process(2).get(15);
        assertTrue(lines.startsWith("{\n    \"active_transactions\": 1,\n"), lines);
        assertEquals(line.replaceAll("\\s|_ms\":\\d+", ""), lines.replaceAll("\\s|_ms\":\\s*\\d+", ""));
        String own = client.query("PROXYSQL INTERNAL SESSION").rows().get(0).get(0);
        assertTrue(own.startsWith("{\n    \"active_transactions\": 1,\n"), own);
        assertEquals(1064, client.query("PROXYSQL INTERNAL NOTHING").code());
    }

    @Test
    void theProcesslistShowsAPreparedStatementByItsText() {
        server.on("COM_STMT_EXECUTE SELECT slow", (side, command) -> {
            side.hang();
            side.ok(0, 0);
        });
        RawClient client = proxy.client();
        StmtPrepareOk statement = client.prepare("SELECT slow, ?");
        client.send(Command.COM_STMT_EXECUTE,
                RawClient.executeArgument((int) statement.statementId(), true, "a"));
        ProxyRig.await(() -> server.count(":COM_STMT_EXECUTE SELECT slow, ?") == 1, () -> server.log().toString());
        List<String> row = process(0);
        assertEquals("Execute", row.get(11));
        assertEquals("SELECT slow, ?", row.get(13));
        server.side(1).wake();
        assertTrue(client.reply().isOk());
        proxy.settle();
        assertEquals("Sleep", process(0).get(11));
        assertEquals("null", process(0).get(13));
    }

    @Test
    void serversThatForgetAStatementAreCounted() {
        proxy.settings.maxStmtsPerConnection = 1;
        RawClient client = proxy.client();
        client.prepare("SELECT 1");
        client.prepare("SELECT 2");
        assertEquals("1", proxy.global("Com_backend_stmt_close"));
        assertEquals("0", proxy.row(STATEMENTS, "1").get(5));
        assertEquals("1", proxy.row(STATEMENTS, "2").get(5));
    }

    @Test
    void aQueryWhoseServerGoesOfflineIsCounted() {
        proxy.settings.queryRetries = 0;
        server.on("SELECT slow", (side, command) -> side.hang());
        RawClient client = proxy.client();
        client.send(Command.COM_QUERY, "SELECT slow");
        ProxyRig.await(() -> server.count(":SELECT slow") == 1, () -> server.log().toString());
        proxy.status(0, server, ServerStatus.OFFLINE_HARD);
        client.reply();
        assertEquals("1", proxy.global("backend_offline_during_query"));
    }

    @Test
    void anAddressWithTooManyFailedLoginsIsTurnedAway() throws Exception {
        proxy.settings.statistics = new StatisticsSettings(true, false, false, 10_000, 10, 2, 0);
        assertThrows(RuntimeException.class, () -> proxy.client("nobody", RawClient.USUAL));
        proxy.client().query("SELECT 1"); // a login forgives
        assertEquals(List.of(), proxy.rows("stats_mysql_client_host_cache"));
        for (int i = 0; i < 2; i++) {
            assertThrows(RuntimeException.class, () -> proxy.client("nobody", RawClient.USUAL));
        }
        assertEquals(List.of("127.0.0.1", "2"), proxy.rows("stats_mysql_client_host_cache").get(0).subList(0, 2));
        assertFalse(isGreeted());
        assertEquals(1, proxy.count(Counter.CLIENT_HOST_ERROR_KILLED));
        new FlushClientHosts(proxy.hosts).run();
        assertTrue(isGreeted());
        ProxyRig.await(() -> !proxy.rows("stats_mysql_client_host_cache").isEmpty(),
                () -> "a client that goes is noted");
        assertEquals("1", proxy.rows("stats_mysql_client_host_cache_reset").get(0).get(1));
        assertEquals(List.of(), proxy.rows("stats_mysql_client_host_cache"));
    }

    private boolean isGreeted() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            socket.setSoTimeout(20_000);
            return socket.getInputStream().read() >= 0;
        } catch (java.net.SocketException reset) {
            return false;
        }
    }

    private String count(String command) {
        return proxy.row(COMMANDS, command).get(2);
    }
}
