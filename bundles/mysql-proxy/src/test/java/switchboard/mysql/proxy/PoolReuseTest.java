package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.ScriptedServer;

class PoolReuseTest {
    private final ProxyRig proxy = new ProxyRig();

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    @Test
    void clientsShareOneConnectionWhileNothingBindsIt() {
        ScriptedServer server = proxy.server();
        RawClient one = proxy.client();
        RawClient two = proxy.client();
        for (int i = 0; i < 5; i++) {
            assertEquals("1", one.query("SELECT 1").value());
            assertEquals("1", two.query("SELECT 2").value());
        }
        assertEquals(1, server.accepted());
        assertEquals(1, proxy.count(LoopServer.Count.IDLE));
        assertEquals(0, proxy.count(LoopServer.Count.USED));
    }

    @Test
    void usersDoNotShareConnections() {
        ScriptedServer server = proxy.server();
        assertEquals("1", proxy.client().query("SELECT 1").value());
        assertEquals("2", proxy.client("other", RawClient.USUAL).query("SELECT 1").value());
        assertEquals(1, server.count("LOGIN app"));
        assertEquals(1, server.count("LOGIN other"));
    }

    @Test
    void aClientWaitsForAConnectionWhenMaxConnectionsAreInUse() {
        ScriptedServer server = proxy.server(0, 1);
        RawClient one = proxy.client();
        RawClient two = proxy.client();
        one.query("BEGIN");
        two.send(switchboard.mysql.protocol.Command.COM_QUERY, "SELECT 2");
        ProxyRig.await(() -> proxy.loops.ask(loop -> loop.pool().waitingCount()).get(0) == 1, () -> "nobody waits");
        assertEquals("1", one.query("SELECT 1").value());
        assertTrue(one.query("COMMIT").isOk());
        assertEquals("1", two.reply().value());
        assertEquals(1, server.accepted());
    }

    @Test
    void anotherUsersIdleConnectionMakesRoom() {
        ScriptedServer server = proxy.server(0, 1);
        assertEquals("1", proxy.client().query("SELECT 1").value());
        assertEquals("2", proxy.client("other", RawClient.USUAL).query("SELECT 1").value());
        ProxyRig.await(() -> server.open() == 1, () -> server.open() + " connections are open");
    }
}
