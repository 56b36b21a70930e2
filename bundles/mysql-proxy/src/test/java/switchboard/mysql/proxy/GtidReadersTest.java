package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;
import switchboard.api.stats.LabelledCounters;
import switchboard.mysql.proxy.gtid.GtidReaders;
import switchboard.mysql.proxy.gtid.Gtids;
import switchboard.mysql.proxy.rig.NioTransport;
import switchboard.mysql.proxy.stats.GtidCounters;

/** Binlog readers on real sockets. */
class GtidReadersTest {
    private static final String UUID = "3e11fa4747ca11e19e33c80aa9429562";
    private static final String DASHED = "3e11fa47-47ca-11e1-9e33-c80aa9429562";
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final NioTransport transport = new NioTransport(group, allocator);
    private final GtidReaders readers = new GtidReaders(transport.eventLoops().get(0), transport, () -> 1);
    private final ServerSocket binlog = listen();

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @AfterEach
    void everythingIsReleased() throws IOException {
        readers.close();
        group.shutdownGracefully(0, 20, TimeUnit.SECONDS).syncUninterruptibly();
        binlog.close();
        assertEquals(0, allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory());
    }

    @Test
    void aServerInTwoHostgroupsIsReadOnceAndAgainWhenTheReaderIsLost() throws IOException {
        readers.follow(servers(server(10), server(20)));
        try (Socket first = binlog.accept()) {
            send(first, "ST=" + UUID + ":1-5\nI1=" + UUID + ":6\nI2=");
            awaitRow(DASHED + ":1-6", 1);
            send(first, "7\n");
            awaitRow(DASHED + ":1-7", 2);
            assertEquals(1, readers.rows().size());
            LabelledCounters.Counter counter = new GtidCounters(readers::rows).counters().getFirst();
            assertEquals(Map.of("hostname", "127.0.0.1", "port", "3306"), counter.labels());
            assertEquals(2, counter.value());
        }
        try (Socket second = binlog.accept()) {
            send(second, "ST=" + UUID + ":1-9\n");
            awaitRow(DASHED + ":1-9", 0);
            readers.follow(servers());
            assertEquals(-1, second.getInputStream().read(), "the server has no gtid_port any more");
        }
        assertEquals(List.of(), readers.rows());
    }

    @Test
    void aReaderThatSpeaksNonsenseIsLeftAndTriedAgain() throws IOException {
        readers.follow(servers(server(10)));
        try (Socket first = binlog.accept()) {
            send(first, "HTTP/1.1 400 Bad Request\r\n");
            assertEquals(-1, first.getInputStream().read());
        }
        try (Socket second = binlog.accept()) {
            assertTrue(second.isConnected());
        }
    }

    @Test
    void aLineWithoutEndIsLeftBeforeItFillsTheMemory() throws IOException {
        readers.follow(servers(server(10)));
        try (Socket first = binlog.accept()) {
            Thread.ofVirtual().start(() -> sendForEver(first));
            assertEquals(-1, first.getInputStream().read());
        } catch (java.net.SocketException reset) {
            // as good: it was sent more than was read
        }
        try (Socket second = binlog.accept()) {
            send(second, "ST=" + UUID + ":1-2\n");
            awaitRow(DASHED + ":1-2", 0);
        }
    }

    private static void sendForEver(Socket to) {
        try {
            while (true) {
                send(to, "ST=" + UUID + ":1,".repeat(1000));
            }
        } catch (IOException left) {
            // that is what the test waits for
        }
    }

    @Test
    void whatIsKnownOfAServerIsForgottenWhileItsReaderIsAway() throws IOException {
        Gtids seven = Gtids.parse(DASHED + ":6-7");
        ServerKey elsewhere = new ServerKey(30, "127.0.0.1", 3306);
        readers.follow(servers(server(10)));
        try (Socket first = binlog.accept()) {
            send(first, "ST=" + UUID + ":1-6\n");
            awaitRow(DASHED + ":1-6", 0);
            assertFalse(readers.has(elsewhere, seven));
            send(first, "I1=" + UUID + ":7\n");
            ProxyRig.await(() -> readers.has(elsewhere, seven), () -> readers.rows().toString());
            assertFalse(readers.has(new ServerKey(10, "127.0.0.1", 3307), seven));
        }
        ProxyRig.await(() -> !readers.has(elsewhere, seven), () -> readers.rows().toString());
    }

    private void awaitRow(String executed, long events) {
        GtidReaders.Row wanted = new GtidReaders.Row("127.0.0.1", 3306, executed, events);
        ProxyRig.await(() -> readers.rows().contains(wanted), () -> readers.rows().toString());
    }

    private static void send(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private Server server(int hostgroup) {
        return new Server(new ServerKey(hostgroup, "127.0.0.1", 3306), binlog.getLocalPort(), ServerStatus.ONLINE, 1,
                false, 100, 0, false, 0, "");
    }

    private static ServersSnapshot servers(Server... servers) {
        Map<Integer, List<Server>> hostgroups = new java.util.HashMap<>();
        for (Server server : servers) {
            hostgroups.put(server.key().hostgroup(), List.of(server));
        }
        return new ServersSnapshot(1, hostgroups);
    }
}
