package switchboard.mysql.proxy;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import switchboard.api.admin.AdminAction;
import switchboard.api.config.ConfigListener;
import switchboard.api.listen.Listener;
import switchboard.api.listen.Listeners;
import switchboard.api.listen.ProtocolHandler;
import switchboard.api.query.QueryDigester;
import switchboard.api.query.QueryObserver;
import switchboard.api.query.QueryRouter;
import switchboard.api.query.ResultCache;
import switchboard.api.query.RouteExplainer;
import switchboard.api.server.LatencyListener;
import switchboard.api.server.ServerDirectory;
import switchboard.api.server.ServersListener;
import switchboard.api.server.ServersSnapshot;
import switchboard.api.service.Newest;
import switchboard.api.session.ClientSessions;
import switchboard.api.stats.LabelledCounters;
import switchboard.api.stats.StatusVariables;
import switchboard.api.table.VirtualTable;
import switchboard.api.transport.TlsContexts;
import switchboard.api.transport.Transport;
import switchboard.api.user.UserDirectory;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;
import switchboard.mysql.protocol.auth.AuthPlugin;
import switchboard.mysql.protocol.auth.Scramble;
import switchboard.mysql.protocol.compress.Compression;
import switchboard.mysql.protocol.server.TlsOffer;
import switchboard.mysql.proxy.backend.BackendConnector;
import switchboard.mysql.proxy.backend.BackendPool;
import switchboard.mysql.proxy.backend.BackendSettings;
import switchboard.mysql.proxy.backend.LearnedSecrets;
import switchboard.mysql.proxy.backend.ServerExtensions;
import switchboard.mysql.proxy.backend.ServerGates;
import switchboard.mysql.proxy.explain.RouteExplanations;
import switchboard.mysql.proxy.gtid.GtidReaders;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.LoopModules;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.loop.ProxyLoops;
import switchboard.mysql.proxy.loop.ProxySettings;
import switchboard.mysql.proxy.session.ClientSession;
import switchboard.mysql.proxy.session.Sessions;
import switchboard.mysql.proxy.stats.GtidCounters;
import switchboard.mysql.proxy.stats.ProxyStats;
import switchboard.mysql.proxy.stats.Surroundings;

/** The protocol handler for clients: connects the event loops with the modules in force. */
@Component(service = {ProtocolHandler.class, VariablesListener.class, ServersListener.class,
        ConfigListener.class,
        ClientSessions.class}, property = "protocol=mysql", immediate = true) // sessions outlive their users
public final class MysqlProxy
        implements
            ProtocolHandler,
            VariablesListener,
            ServersListener,
            ConfigListener,
            ClientSessions {
    private static final long WAIT_FOR_SETTINGS_MS = 20;
    private static final long BINLOG_RETRY_MS = 3000; // until the variables are known

    private final Newest<QueryRouter> router = new Newest<>(QueryRouter.DEFAULT_HOSTGROUP);
    private final Newest<QueryDigester> digester = new Newest<>(null);
    private final Newest<ServerDirectory> servers = new Newest<>(ServerDirectory.OFF);
    private final Newest<UserDirectory> users = new Newest<>(UserDirectory.OFF);
    private final Newest<ResultCache> cache = new Newest<>(ResultCache.OFF);
    private final Newest<Listeners> listeners = new Newest<>(null);
    private final List<StatusVariables> statusVariables = new CopyOnWriteArrayList<>();
    private final List<QueryObserver> bound = new CopyOnWriteArrayList<>();
    private volatile List<QueryObserver> observers = List.of();
    private volatile ProxySettings settings;
    private volatile BackendSettings backendSettings;
    private final RsaKey rsa = new RsaKey();
    private volatile long binlogRetryMillis = BINLOG_RETRY_MS;
    private volatile boolean haveSsl;
    private final BackendTls backendTls;

    private final Map<EventLoop, ProxyLoop> byEventLoop = new IdentityHashMap<>();
    private final ProxyLoops loops;
    private final Sessions sessions;
    private final ClientLogins logins;
    private final GtidReaders gtids;
    private final Ticker ticker;
    private final ClientHosts hosts = new ClientHosts(InstantSource.system());
    private final long startedNanos = System.nanoTime();
    private final AtomicInteger clients = new AtomicInteger();
    private final List<ServiceRegistration<?>> registered = new ArrayList<>();

    @Activate
    public MysqlProxy(BundleContext context, @Reference Transport transport, @Reference TlsContexts tls) {
        Thread.ofVirtual().name("switchboard-zstd").start(Compression::available); // it is loaded before it is needed
        LearnedSecrets secrets = new LearnedSecrets();
        ServerGates gates = new ServerGates();
        registered.add(context.registerService(LatencyListener.class, gates, null));
        backendTls = new BackendTls(tls, (host, port, user) -> servers.get().tls(host, port, user), System::nanoTime);
        BackendConnector connector = new BackendConnector(transport, users::get, secrets, backendTls);
        LoopModules modules = new LoopModules(router::get, digester::get, () -> observers, servers::get, users::get,
                () -> settings, () -> backendSettings, cache::get);
        List<BackendPool> pools = new ArrayList<>();
        for (EventLoop eventLoop : transport.eventLoops()) {
            BackendPool pool = new BackendPool(eventLoop, gates, connector, servers::get, () -> backendSettings,
                    System::nanoTime);
            pools.add(pool);
            byEventLoop.put(eventLoop, new ProxyLoop(eventLoop, modules, pool, System::nanoTime));
        }
        TlsOffer offer = tls::accepting;
        TlsOffer accepting = offer.besideTheLoop();
        ServerExtensions extensions = new ServerExtensions(gates);
        loops = new ProxyLoops(List.copyOf(byEventLoop.values()));
        sessions = new Sessions((session, packet) -> logins().changeUser(session, packet), this::statistics);
        logins = new ClientLogins(sessions, secrets, rsa, Scramble.secure(), hosts,
                () -> haveSsl && tls.isOffered() ? accepting : null,
                () -> extensions.common(servers.get().servers()));
        gtids = new GtidReaders(transport.eventLoops().get(0), transport, () -> binlogRetryMillis);
        for (BackendPool pool : pools) {
            pool.siblings(List.copyOf(pools));
            pool.gtids(gtids);
            gtids.onGrowth(pool::gtidsGrown);
        }
        Surroundings surroundings = new Surroundings(() -> Duration.ofNanos(System.nanoTime() - startedNanos),
                users::get, () -> servers.get().servers().version(), this::isPaused, gtids::rows,
                () -> statusVariables);
        ProxyStats statistics = new ProxyStats(loops, gates, sessions, hosts, surroundings);
        for (VirtualTable table : statistics.tables()) { // one service for each table
            registered.add(context.registerService(VirtualTable.class, table, null));
        }
        registered.add(context.registerService(StatusVariables.class, statistics.memory(), null));
        registered.add(context.registerService(LabelledCounters.class, new GtidCounters(gtids::rows), null));
        registered.add(context.registerService(AdminAction.class, new FlushClientHosts(hosts), null));
        registered.add(
                context.registerService(RouteExplainer.class, new RouteExplanations(modules, loops), null));
        ticker = new Ticker(loops);
    }

    private ClientLogins logins() {
        return logins;
    }

    private boolean isPaused() {
        Listeners now = listeners.get();
        return now != null && now.gate(protocol()) == Listeners.Gate.PAUSED;
    }

    private String statistics() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedNanos);
        return "Uptime: " + seconds + " Threads: " + sessions.count() + "  Questions: " + loops.sum(Counter.QUESTIONS)
                + "  Slow queries: " + loops.sum(Counter.SLOW_QUERIES);
    }

    @Override
    public String protocol() {
        return "mysql";
    }

    @Override
    public void accept(Channel channel, Listener listener) {
        if (settings == null || backendSettings == null || lacksKey()) { // the variables or the key are on their way
            channel.eventLoop().schedule(() -> accept(channel, listener), WAIT_FOR_SETTINGS_MS, TimeUnit.MILLISECONDS);
            return;
        }
        clients.incrementAndGet();
        channel.closeFuture().addListener(closed -> clients.decrementAndGet());
        logins.begin(channel, listener, byEventLoop.get(channel.eventLoop()));
    }

    private boolean lacksKey() {
        rsa.make();
        return rsa.get() == null && settings.defaultAuthPlugin().equals(AuthPlugin.CACHING_SHA2_PASSWORD);
    }

    @Override
    public int clients() {
        return clients.get();
    }

    @Override
    public boolean kill(long sessionId) {
        ClientSession session = sessions.byId(sessionId);
        if (session == null) {
            return false;
        }
        session.kill(null, false, () -> {
            // nobody waits for it
        });
        return true;
    }

    @Override
    public CompletionStage<Void> drain(Duration limit) {
        List<CompletableFuture<Void>> drained = new ArrayList<>();
        for (ProxyLoop loop : loops.loops()) {
            Drain drain = new Drain(loop, limit);
            drained.add(drain.done());
            loop.eventLoop().execute(drain);
        }
        return CompletableFuture.allOf(drained.toArray(CompletableFuture[]::new));
    }

    @Override
    public void variablesChanged(VariableValues now) {
        ProxySettings next = Settings.proxy(now);
        backendTls.variables(now); // before anybody is let in
        haveSsl = now.flag("mysql-have_ssl") || next.defaultAuthPlugin().equals(AuthPlugin.CACHING_SHA2_PASSWORD);
        backendSettings = Settings.backend(now);
        settings = next;
        binlogRetryMillis = now.number("mysql-binlog_reader_connect_retry_msec");
    }

    @Override
    public void serversChanged(ServersSnapshot now) {
        gtids.follow(servers.get().servers());
        for (ProxyLoop loop : loops.loops()) {
            loop.eventLoop().execute(() -> loop.pool().follow(servers.get().servers()));
        }
    }

    @Override
    public void loaded(String module) {
        if (module.equals("MYSQL QUERY RULES")) {
            loops.loops().forEach(loop -> loop.eventLoop().execute(() -> loop.hits().clear()));
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindRouter(QueryRouter found, Map<String, ?> properties) {
        router.bind(found, properties);
    }

    void unbindRouter(QueryRouter gone) {
        router.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindDigester(QueryDigester found, Map<String, ?> properties) {
        digester.bind(found, properties);
    }

    void unbindDigester(QueryDigester gone) {
        digester.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindServers(ServerDirectory found, Map<String, ?> properties) {
        gtids.follow(servers.bind(found, properties).servers());
    }

    void unbindServers(ServerDirectory gone) {
        gtids.follow(servers.unbind(gone).servers());
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindUsers(UserDirectory found, Map<String, ?> properties) {
        users.bind(found, properties);
    }

    void unbindUsers(UserDirectory gone) {
        users.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindObserver(QueryObserver found) {
        bound.add(found);
        observers = List.copyOf(bound);
    }

    void unbindObserver(QueryObserver gone) {
        bound.remove(gone);
        observers = List.copyOf(bound);
    }

    /** They are registered when the ports are open. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindCache(ResultCache found, Map<String, ?> properties) {
        cache.bind(found, properties);
    }

    void unbindCache(ResultCache gone) {
        cache.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListeners(Listeners found, Map<String, ?> properties) {
        listeners.bind(found, properties);
        rsa.make();
    }

    void unbindListeners(Listeners gone) {
        listeners.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindStatusVariables(StatusVariables found) {
        statusVariables.add(found);
    }

    void unbindStatusVariables(StatusVariables gone) {
        statusVariables.remove(gone);
    }

    @Deactivate
    void stop() {
        ticker.close();
        gtids.close();
        registered.forEach(ServiceRegistration::unregister);
        for (ProxyLoop loop : loops.loops()) {
            loop.eventLoop().execute(() -> {
                loop.members().forEach(member -> member.close("the proxy's bundle was stopped"));
                loop.pool().closeAll("the proxy's bundle was stopped");
            });
        }
    }
}
