package switchboard.mysql.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import switchboard.api.listen.Listener;
import switchboard.api.query.QueryObserver;
import switchboard.api.query.ResultCache;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerMove;
import switchboard.api.server.ServerStatus;
import switchboard.mysql.protocol.auth.Scramble;
import switchboard.mysql.protocol.server.TlsOffer;
import switchboard.mysql.proxy.backend.BackendConnector;
import switchboard.mysql.proxy.backend.BackendPool;
import switchboard.mysql.proxy.backend.LearnedSecrets;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.backend.ServerExtensions;
import switchboard.mysql.proxy.backend.ServerGates;
import switchboard.mysql.proxy.backend.ServerTls;
import switchboard.mysql.proxy.gtid.GtidReaders;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.LoopModules;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.loop.ProxyLoops;
import switchboard.mysql.proxy.rig.NioTransport;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.ScriptedServer;
import switchboard.mysql.proxy.rig.TestDigester;
import switchboard.mysql.proxy.rig.TestRules;
import switchboard.mysql.proxy.rig.TestServers;
import switchboard.mysql.proxy.rig.TestSettings;
import switchboard.mysql.proxy.rig.TestUsers;
import switchboard.mysql.proxy.session.Sessions;
import switchboard.mysql.proxy.stats.ProxyStats;
import switchboard.mysql.proxy.stats.Surroundings;

/**
 * The proxy's classes on real event loops and sockets, with modules of the test's own. At the end every buffer must be
 * released: its allocator counts.
 */
final class ProxyRig implements AutoCloseable {
    private static final long LIMIT_SECONDS = 30;

    final TestSettings settings = new TestSettings();
    final TestServers servers = new TestServers();
    final TestRules rules = new TestRules();
    final TestUsers users = new TestUsers();
    volatile ResultCache cache = ResultCache.OFF;
    final List<QueryObserver> observers = new ArrayList<>();
    final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    final ServerGates gates = new ServerGates();
    private final ServerExtensions extensions = new ServerExtensions(gates);
    final Sessions sessions;
    final GtidReaders gtids;
    final ClientHosts hosts = new ClientHosts(java.time.InstantSource.system());
    final ProxyLoops loops;
    final LoopModules modules;
    private final AtomicLong ahead = new AtomicLong();
    private final MultiThreadIoEventLoopGroup group;
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listening;
    private final List<RawClient> opened = new ArrayList<>();
    private final List<ScriptedServer> started = new ArrayList<>();
    private ClientLogins logins;
    /** Of TLS to clients; null for none. */
    volatile TlsOffer offer;
    volatile Supplier<ServerTls> backendTls = () -> {
        throw new IllegalStateException("this test has no TLS to servers");
    };

    ProxyRig() {
        this(1);
    }

    ProxyRig(int threads) {
        group = new MultiThreadIoEventLoopGroup(threads, NioIoHandler.newFactory());
        users.add("app", 0, true, 1000).add("other", 0, true, 1000).add("loose", 0, false, 1000);
        LearnedSecrets secrets = new LearnedSecrets();
        NioTransport transport = new NioTransport(group, allocator);
        BackendConnector connector = new BackendConnector(transport, () -> users, secrets,
                (server, user) -> backendTls.get().context(server, user));
        TestDigester digester = new TestDigester();
        modules = new LoopModules(() -> rules, () -> digester, () -> observers, () -> servers,
                () -> users, settings::proxy, settings::backend, () -> cache);
        List<BackendPool> pools = new ArrayList<>();
        Map<EventLoop, ProxyLoop> byLoop = new IdentityHashMap<>();
        for (EventLoop loop : transport.eventLoops()) {
            BackendPool pool = new BackendPool(loop, gates, connector, () -> servers, settings::backend, this::nanos);
            pools.add(pool);
            byLoop.put(loop, new ProxyLoop(loop, modules, pool, this::nanos));
        }
        gtids = new GtidReaders(transport.eventLoops().get(0), transport, () -> 1);
        for (BackendPool pool : pools) {
            pool.siblings(List.copyOf(pools));
            pool.gtids(gtids);
            gtids.onGrowth(pool::gtidsGrown);
        }
        loops = new ProxyLoops(List.copyOf(byLoop.values()));
        sessions = new Sessions((session, packet) -> logins.changeUser(session, packet), () -> "Uptime: 0");
        logins = new ClientLogins(sessions, secrets, () -> null, Scramble.secure(), hosts, () -> offer,
                () -> extensions.common(servers.servers()));
        listening = new ServerBootstrap().group(group).channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.ALLOCATOR, allocator).childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        clients.add(channel);
                        logins.begin(channel, new Listener("mysql", "127.0.0.1", 6033),
                                byLoop.get(channel.eventLoop()));
                    }
                }).bind(InetAddress.getLoopbackAddress(), 0).syncUninterruptibly().channel();
    }

    private long nanos() {
        return System.nanoTime() + ahead.get();
    }

    /** A server in hostgroup 0. */
    ScriptedServer server() {
        return server(0, 100);
    }

    ScriptedServer server(int hostgroup, int maxConnections) {
        ScriptedServer server = new ScriptedServer();
        started.add(server);
        servers.add(hostgroup, server, maxConnections);
        return server;
    }

    static ServerKey key(int hostgroup, ScriptedServer server) {
        return new ServerKey(hostgroup, "127.0.0.1", server.port());
    }

    /** A server's state changes, and every loop has heard of it. */
    void status(int hostgroup, ScriptedServer server, ServerStatus status) {
        servers.moved(key(hostgroup, server), status, "test");
        follow();
    }

    /** A server is shunned for missed pings, and every loop has heard of it. */
    void missesPings(int hostgroup, ScriptedServer server) {
        servers.change("test", any -> List.of(
                new ServerMove.SetStatus(key(hostgroup, server), ServerStatus.SHUNNED, true, "3 pings missed")));
        follow();
    }

    /** What pings of a server take. */
    void latency(ScriptedServer server, long micros) {
        gates.latencyMeasured("127.0.0.1", server.port(), micros);
    }

    void follow() {
        gtids.follow(servers.servers());
        loops.ask(loop -> {
            loop.pool().follow(servers.servers());
            return true;
        });
    }

    RawClient client() {
        return client("app", RawClient.USUAL);
    }

    RawClient client(String user, long capabilities) {
        RawClient client = new RawClient(port(), user, capabilities);
        opened.add(client);
        return client;
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Every loop has finished what it did when it answered: counted, reported, kept. */
    void settle() {
        loops.ask(loop -> true);
    }

    /** Time goes on without waiting, and every loop looks at the clock. */
    void advance(Duration time) {
        settle();
        ahead.addAndGet(time.toNanos());
        tick();
    }

    void tick() {
        loops.ask(loop -> {
            loop.tick();
            return true;
        });
    }

    long count(LoopServer.Count what) {
        return loops.ask(loop -> loop.pool().servers().stream().mapToLong(server -> server.count(what)).sum())
                .stream().mapToLong(Long::longValue).sum();
    }

    /** The rows of a statistics table, values as text. */
    List<List<String>> rows(String table) {
        Surroundings surroundings = new Surroundings(() -> Duration.ofSeconds(5), () -> users,
                () -> servers.servers().version(), () -> false, List::of, List::of);
        settle();
        List<List<String>> rows = new ArrayList<>();
        new ProxyStats(loops, gates, sessions, hosts, surroundings).tables().stream()
                .filter(each -> each.table().name().equals(table)).findFirst().orElseThrow()
                .read(row -> rows.add(Arrays.stream(row).map(String::valueOf).toList()));
        return rows;
    }

    /** A row of a statistics table by its first value. */
    List<String> row(String table, String name) {
        return rows(table).stream().filter(row -> row.get(0).equals(name)).findFirst().orElseThrow();
    }

    /** A value of stats_mysql_global. */
    String global(String name) {
        return row("stats_mysql_global", name).get(1);
    }

    long count(Counter counter) {
        return loops.sum(counter);
    }

    /** Bytes in buffers of all connections now. */
    long bytesInBuffers() {
        return allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
    }

    /** Waits for a condition; fails with the state that was seen last. */
    static void await(BooleanSupplier condition, Supplier<String> state) {
        try {
            Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).pollInSameThread()
                    .atMost(Duration.ofSeconds(LIMIT_SECONDS)).until(condition::getAsBoolean);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("not within " + LIMIT_SECONDS + " s: " + state.get(), late);
        }
    }

    /** Breaks the connections of all clients off. */
    void dropClients() {
        clients.close().awaitUninterruptibly();
    }

    @Override
    public void close() {
        gtids.close();
        opened.forEach(RawClient::close);
        await(() -> sessions.count() == 0, () -> sessions.count() + " sessions are left");
        started.forEach(ScriptedServer::dropAll);
        await(() -> gates.keys().stream().allMatch(key -> gates.of(key).open() <= 0), () -> "connections are left: "
                + gates.keys().stream().map(key -> key + "=" + gates.of(key).open()).toList());
        List<String> wrong = new ArrayList<>();
        gates.keys().stream().filter(key -> gates.of(key).open() != 0)
                .forEach(key -> wrong.add(key + " has " + gates.of(key).open() + " connections"));
        if (count(LoopServer.Count.USED) != 0 || count(LoopServer.Count.IDLE) != 0) {
            wrong.add("used=" + count(LoopServer.Count.USED) + " idle=" + count(LoopServer.Count.IDLE));
        }
        listening.close().syncUninterruptibly();
        clients.close().awaitUninterruptibly();
        started.forEach(ScriptedServer::close);
        group.shutdownGracefully(0, LIMIT_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
        if (bytesInBuffers() != 0) {
            wrong.add(bytesInBuffers() + " bytes of buffers were not released");
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(wrong.toString());
        }
    }
}
