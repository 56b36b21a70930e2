package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.backend.Sharing;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.ScriptedServer;

/** Connections that stay with a session for a while although nothing binds them. */
class KeptConnectionsTest {
    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server().on("INSERT", (side, command) -> side.ok(1, 7));

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    private long used() {
        return proxy.count(LoopServer.Count.USED);
    }

    @Test
    void anAutomaticIdKeepsTheConnectionForSomeQueries() {
        proxy.settings.sharing = new Sharing(2, Duration.ofSeconds(10), Duration.ZERO);
        RawClient client = proxy.client();
        client.query("INSERT INTO t VALUES (1)");
        assertEquals(1, used());
        client.query("SELECT 1");
        assertEquals(1, used());
        client.query("SELECT 1");
        assertEquals(0, used(), "that was the second of two");
        assertEquals(0, server.count("COM_RESET_CONNECTION"));
    }

    @Test
    void anotherAutomaticIdBeginsAnew() {
        proxy.settings.sharing = new Sharing(1, Duration.ofSeconds(10), Duration.ZERO);
        RawClient client = proxy.client();
        for (int i = 0; i < 3; i++) {
            client.query("INSERT INTO t VALUES (1)");
            assertEquals(1, used());
        }
        client.query("SELECT 1");
        assertEquals(0, used());
    }

    @Test
    void idleTimeEndsItEarly() {
        proxy.settings.sharing = new Sharing(5, Duration.ofSeconds(10), Duration.ZERO);
        RawClient client = proxy.client();
        client.query("INSERT INTO t VALUES (1)");
        proxy.advance(Duration.ofSeconds(9));
        assertEquals(1, used());
        proxy.advance(Duration.ofSeconds(2));
        assertEquals(0, used());
        client.query("SELECT 1");
        assertEquals(0, used(), "what was left of the five is forgotten");
    }

    @Test
    void withoutATimeOnlyQueriesEndIt() {
        proxy.settings.sharing = new Sharing(1, Duration.ZERO, Duration.ZERO);
        RawClient client = proxy.client();
        client.query("INSERT INTO t VALUES (1)");
        proxy.advance(Duration.ofHours(1));
        assertEquals(1, used());
        client.query("SELECT 1");
        assertEquals(0, used());
    }

    @Test
    void aDelayKeepsEachConnectionForItsTime() {
        proxy.settings.sharing = new Sharing(0, Duration.ZERO, Duration.ofSeconds(3));
        RawClient client = proxy.client();
        client.query("SELECT 1");
        proxy.advance(Duration.ofSeconds(2));
        assertEquals(1, used());
        client.query("SELECT 1");
        proxy.advance(Duration.ofSeconds(2));
        assertEquals(1, used(), "the last use counts");
        proxy.advance(Duration.ofSeconds(2));
        assertEquals(0, used());
        assertEquals(1, server.accepted());
    }

    @Test
    void aClientThatLeavesGivesItBackAtOnce() {
        proxy.settings.sharing = new Sharing(5, Duration.ofSeconds(10), Duration.ofSeconds(10));
        RawClient client = proxy.client();
        client.query("INSERT INTO t VALUES (1)");
        client.close();
        ProxyRig.await(() -> proxy.count(LoopServer.Count.IDLE) == 1, () -> "not given back");
        proxy.settings.sharing = Sharing.AT_ONCE;
        proxy.client().query("SELECT 1");
        assertEquals(0, used(), "the next session inherits nothing of it");
    }
}
