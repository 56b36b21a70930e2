package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.api.server.HostgroupRules;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.backend.Opening;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.ScriptedServer;

/** What mysql_hostgroup_attributes says, and the variables that stand in for it. */
class HostgroupRulesTest {
    private static final HostgroupRules USUAL = new HostgroupRules(1_000_000, -1, 100, "", true, false, 1_000_000,
            Set.of(), -1);
    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server();

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    private void rules(HostgroupRules row) {
        proxy.servers.rules(0, row);
        proxy.follow();
    }

    @Test
    void aHostgroupThatDoesNotMultiplexKeepsConnectionsWithTheirSessions() {
        rules(new HostgroupRules(1_000_000, -1, 100, "", false, false, 1_000_000, Set.of(), -1));
        RawClient client = proxy.client();
        assertEquals("1", client.query("SELECT 1").value());
        assertEquals("2", proxy.client().query("SELECT 1").value());
        assertEquals("1", client.query("SELECT 1").value());
        assertEquals(2, proxy.count(LoopServer.Count.USED));
        rules(USUAL);
        client.query("SELECT 1");
        assertEquals(1, proxy.count(LoopServer.Count.USED), "the next answer frees it");
    }

    @Test
    void newConnectionsBeginWithAutocommitAndTheHostgroupsOwnStatement() {
        proxy.settings.initConnect = "SET GLOBAL everywhere=1";
        rules(new HostgroupRules(1_000_000, 0, 100, "SET @own=1", true, false, 1_000_000, Set.of(), -1));
        proxy.client().query("SELECT 1");
        assertEquals("[1:LOGIN app, 1:SET autocommit=0, 1:SET @own=1]", server.log().subList(0, 3).toString());
        assertEquals(0, server.count(":SET GLOBAL everywhere=1"));
    }

    @Test
    void aBeginningThatTheServerRefusesCostsTheConnection() {
        proxy.settings.connectRetries = 0;
        server.on("SET @own=1", (side, command) -> side.error(1231, "42000", "no"));
        rules(new HostgroupRules(1_000_000, 1, 100, "SET @own=1", true, false, 1_000_000, Set.of(), -1));
        assertEquals(1231, proxy.client().query("SELECT 1").code());
    }

    @Test
    void ignoredVariablesAreNotRepeated() {
        rules(new HostgroupRules(1_000_000, -1, 100, "", true, false, 1_000_000, Set.of("sql_mode"), -1));
        RawClient client = proxy.client();
        client.query("SET sql_mode='ANSI', time_zone='+01:00'");
        client.query("SELECT 1");
        assertEquals(1, server.count("1:SET time_zone='+01:00'"), () -> server.log().toString());
        proxy.client().query("SELECT 1");
        assertTrue(server.log().stream().noneMatch(line -> line.contains("sql_mode")), () -> server.log().toString());
    }

    @Test
    void noServerIsUsedWhileTooManyAreOnline() {
        proxy.settings.connectTimeoutServer = Duration.ofMillis(50);
        proxy.settings.connectTimeoutServerMax = Duration.ofMillis(50);
        proxy.server(0, 100);
        rules(new HostgroupRules(1, -1, 100, "", true, false, 1_000_000, Set.of(), -1));
        assertEquals(9001, proxy.client().query("SELECT 1").code());
        proxy.settings.connectTimeoutServer = Duration.ofSeconds(20);
        proxy.settings.connectTimeoutServerMax = Duration.ofSeconds(20);
        rules(new HostgroupRules(2, -1, 100, "", true, false, 1_000_000, Set.of(), -1));
        assertEquals(0, proxy.client().query("SELECT 1").code());
    }

    @Test
    void warmingOpensConnectionsThoughOneIdles() {
        proxy.settings.freeConnectionsPct = 3; // of 100
        proxy.settings.opening = new Opening(true, 1_000_000,
                new switchboard.mysql.proxy.backend.TcpKeepalive(true, 120), true);
        proxy.tick();
        RawClient client = proxy.client();
        for (int i = 1; i <= 3; i++) {
            assertEquals(Integer.toString(i), client.query("SELECT 1").value());
        }
        client.query("SELECT 1");
        client.query("SELECT 1");
        assertEquals(3, server.accepted());
    }

    @Test
    void newConnectionsOfAHostgroupAreLimitedPerSecond() {
        rules(new HostgroupRules(1_000_000, -1, 100, "", true, false, 2, Set.of(), -1));
        RawClient[] clients = new RawClient[3];
        for (int i = 0; i < 3; i++) {
            clients[i] = proxy.client();
            clients[i].send(Command.COM_QUERY, "BEGIN");
        }
        ProxyRig.await(() -> server.count(":BEGIN") >= 2, () -> server.log().toString());
        for (RawClient client : clients) {
            assertTrue(client.reply().isOk(), "who has to wait gets one a second later");
        }
        assertEquals(3, server.accepted());
    }

    @Test
    void theUsualDelayIsAddedToThatOfARule() {
        proxy.settings.queryDelay = Duration.ofMillis(30);
        RawClient client = proxy.client();
        long begin = System.nanoTime();
        client.query("SELECT 1");
        assertTrue(System.nanoTime() - begin >= Duration.ofMillis(30).toNanos());
    }

    @Test
    void aQueryWhoseClientLeavesIsKilledOrNotAsTheVariableSays() {
        proxy.settings.killsWhenClientIsGone = false;
        server.on("SELECT slow", (side, command) -> side.hang());
        RawClient client = proxy.client();
        client.send(Command.COM_QUERY, "SELECT slow");
        ProxyRig.await(() -> server.count(":SELECT slow") == 1, () -> server.log().toString());
        client.close();
        ProxyRig.await(() -> proxy.sessions.count() == 0, () -> "the session lives on");
        proxy.settings.killsWhenClientIsGone = true;
        client = proxy.client();
        client.send(Command.COM_QUERY, "SELECT slow");
        ProxyRig.await(() -> server.count(":SELECT slow") == 2, () -> server.log().toString());
        client.close();
        ProxyRig.await(() -> server.count("KILL CONNECTION 2") == 1, () -> server.log().toString());
        assertEquals(0, server.count("KILL CONNECTION 1"));
    }
}
