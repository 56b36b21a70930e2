package switchboard.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ThreadPerTaskExecutor;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.api.listen.Listener;
import switchboard.api.listen.Listeners;
import switchboard.api.listen.ProtocolHandler;

/** On real sockets of the kind that this machine offers. */
class SocketsTest {
    private final LoopKind kind = LoopChoice.of("auto").kind();
    private final LoopPlacement placement = new LoopPlacement(2);
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(2,
            new ThreadPerTaskExecutor(new DefaultThreadFactory("test-loop")), placement, kind.handlers());
    private final TrustedNetworks networks = new TrustedNetworks();
    private final Arrivals arrivals = new Arrivals(networks);
    private final ListeningSockets sockets = new ListeningSockets(loops, placement, kind, arrivals);

    @AfterEach
    void close() throws Exception {
        sockets.closeAll();
        assertTrue(loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(30, TimeUnit.SECONDS));
    }

    @Test
    void connectionsWaitUntilTheirProtocolHasAHandler() throws Exception {
        int port = freePort();
        sockets.set("mysql", "mysql-interfaces", "127.0.0.1:" + port);
        try (Socket client = new Socket("127.0.0.1", port)) {
            client.setSoTimeout(30_000);
            arrivals.bind(saying("one"), bundle(1));
            assertArrayEquals("one".getBytes(), client.getInputStream().readNBytes(3));
        }
    }

    @Test
    void newConnectionsGoToTheNewestHandler() throws Exception {
        int port = freePort();
        arrivals.bind(saying("new"), bundle(2));
        arrivals.bind(saying("old"), bundle(1));
        sockets.set("mysql", "mysql-interfaces", "127.0.0.1:" + port);
        assertEquals("new", greeting(port));
    }

    @Test
    void aTakenPortIsAFailureInWordsAndTheOthersOpen() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            int port = freePort();
            sockets.set("mysql", "mysql-interfaces", "127.0.0.1:" + taken.getLocalPort() + ";127.0.0.1:" + port);
            assertEquals(List.of(new Listener("mysql", "127.0.0.1", port)), sockets.open());
            assertTrue(sockets.failures().get(0).startsWith(
                    "cannot listen on 127.0.0.1:" + taken.getLocalPort() + " (mysql-interfaces): "),
                    sockets.failures().toString());
        }
    }

    @Test
    void aClosedGateKeepsWhatTheVariableSaysUntilItOpens() throws Exception {
        int before = freePort();
        int after = freePort();
        sockets.set("mysql", "mysql-interfaces", "127.0.0.1:" + before);
        sockets.set("admin", "admin-mysql_ifaces", "");
        sockets.gate("mysql", Listeners.Gate.PAUSED);
        assertEquals(List.of(), sockets.open());
        sockets.set("mysql", "mysql-interfaces", "127.0.0.1:" + after);
        assertEquals(List.of(), sockets.open());
        assertEquals(Listeners.Gate.OPEN, sockets.gate("admin"));
        sockets.gate("mysql", Listeners.Gate.OPEN);
        assertEquals(List.of(new Listener("mysql", "127.0.0.1", after)), sockets.open());
    }

    @Test
    void aHandlerThatThrowsClosesThatConnectionOnly() throws Exception {
        int port = freePort();
        arrivals.bind(new Saying("never") {
            @Override
            public void accept(Channel channel, Listener listener) {
                throw new IllegalStateException("broken handler");
            }
        }, bundle(1));
        sockets.set("mysql", "mysql-interfaces", "127.0.0.1:" + port);
        assertEquals("", greeting(port));
        arrivals.bind(saying("new"), bundle(2));
        assertEquals("new", greeting(port));
    }

    @Test
    void connectingToAClosedPortFailsWithAnIoException() throws Exception {
        var outgoing = new OutgoingConnections(kind, loops);
        var failed = outgoing.connect(outgoing.eventLoops().get(0), "127.0.0.1", freePort(), Duration.ofSeconds(30),
                new ChannelInboundHandlerAdapter()).await();
        assertInstanceOf(IOException.class, failed.cause());
        outgoing.close();
    }

    @Test
    void namesAreResolvedFromTheHostsFile() throws Exception {
        var outgoing = new OutgoingConnections(kind, loops);
        try (ServerSocket server = new ServerSocket(0)) {
            var connected = outgoing.connect(outgoing.eventLoops().get(0), "localhost", server.getLocalPort(),
                    Duration.ofSeconds(30), new ChannelInboundHandlerAdapter()).await();
            assertTrue(connected.isSuccess(), () -> String.valueOf(connected.cause()));
            connected.getNow().close().sync();
        }
        outgoing.close();
    }

    private static String greeting(int port) throws IOException {
        try (Socket client = new Socket("127.0.0.1", port)) {
            client.setSoTimeout(30_000);
            return new String(client.getInputStream().readAllBytes());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static Map<String, Object> bundle(long id) {
        return Map.of("service.bundleid", id);
    }

    private static ProtocolHandler saying(String text) {
        return new Saying(text);
    }

    private static class Saying implements ProtocolHandler {
        private final String text;

        Saying(String text) {
            this.text = text;
        }

        @Override
        public String protocol() {
            return "mysql";
        }

        @Override
        public void accept(Channel channel, Listener listener) {
            channel.writeAndFlush(Unpooled.copiedBuffer(text.getBytes())).addListener(ChannelFutureListener.CLOSE);
        }

        @Override
        public CompletionStage<Void> drain(Duration limit) {
            return CompletableFuture.completedFuture(null);
        }
    }
}
