package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.backend.TcpKeepalive;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.ScriptedServer;
import switchboard.mysql.proxy.rig.TestSettings;

/** Variables that say how sessions are treated, each by what it changes. */
class SessionVariablesReadTest {
    private static final int UNKNOWN_COLLATION = 251;

    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server().on("SET autocommit=OFF", (side, command) -> {
        side.autocommit(false);
        side.ok(0, 0);
    });

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    @Test
    void autocommitOffIsATransactionOnlyIfTheVariableSaysSo() {
        RawClient client = proxy.client();
        client.query("SET autocommit=0");
        client.query("SELECT 1");
        assertEquals(0, proxy.count(LoopServer.Count.USED));
        proxy.settings.session = TestSettings.session(true, false, 1, 0);
        client.query("SELECT 1");
        assertEquals(1, proxy.count(LoopServer.Count.USED));
        client.query("COMMIT");
        assertEquals(1, server.count(":COMMIT"), "there is something to end");
    }

    @Test
    void connectionsWithAutocommitOffAreClosedIfTheVariableSaysSo() {
        proxy.settings.session = TestSettings.session(false, true, 1, 0);
        RawClient client = proxy.client();
        client.query("SET autocommit=0");
        client.query("SELECT 1");
        assertEquals(0, proxy.count(LoopServer.Count.IDLE));
        assertEquals("2", client.query("SELECT 1").value());
    }

    @Test
    void aClientWithAnUnknownCollationGetsTheDefaultOrIsClosed() {
        try (RawClient client = new RawClient(proxy.port(), "app", RawClient.USUAL, UNKNOWN_COLLATION)) {
            assertEquals("1", client.query("SELECT 1").value());
        }
        proxy.settings.session = TestSettings.session(false, false, 0, 0);
        assertThrows(Exception.class,
                () -> new RawClient(proxy.port(), "app", RawClient.USUAL, UNKNOWN_COLLATION).close());
    }

    @Test
    void aThrottledClientGetsNoMoreThanItsBytesPerSecond() {
        proxy.settings.session = TestSettings.session(false, false, 1, 1_000_000);
        server.on("SELECT much", (side, command) -> side.manyRows(30, 100_000));
        long since = System.nanoTime();
        assertEquals(30, proxy.client().query("SELECT much").rows().size());
        assertTrue(System.nanoTime() - since > TimeUnit.SECONDS.toNanos(1), "3 MB in less than a second");
    }

    @Test
    void keepaliveIsWhatTheVariableSays() {
        NioSocketChannel channel = new NioSocketChannel();
        new TcpKeepalive(true, 10).apply(channel);
        assertEquals(true, channel.config().getOption(ChannelOption.SO_KEEPALIVE));
        new TcpKeepalive(false, 10).apply(channel);
        assertEquals(false, channel.config().getOption(ChannelOption.SO_KEEPALIVE));
        channel.unsafe().closeForcibly();
    }
}
