package switchboard.admin;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Commands;
import switchboard.admin.session.AdminSession;
import switchboard.api.listen.Listener;
import switchboard.api.listen.ProtocolHandler;
import switchboard.api.service.Newest;
import switchboard.api.transport.TlsContexts;
import switchboard.api.variables.VariableValues;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Collations;
import switchboard.mysql.protocol.PacketDecoder;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.auth.AuthPlugin;
import switchboard.mysql.protocol.auth.Scramble;
import switchboard.mysql.protocol.packet.OkPacket;
import switchboard.mysql.protocol.server.Login;
import switchboard.mysql.protocol.server.LoginHandler;
import switchboard.mysql.protocol.server.LoginSettings;
import switchboard.mysql.protocol.server.TlsOffer;
import switchboard.mysql.protocol.server.WorkerSession;

/** The protocol handler for administration: lets clients in and keeps their sessions. */
@Component(service = ProtocolHandler.class, immediate = true)
public final class AdminHandler implements ProtocolHandler {
    private static final int MAX_LOGIN_PACKET = 64 * 1024;
    private static final int MAX_STATEMENT = 64 << 20;
    private static final int MAX_THREADS = 64;
    private static final int MAX_DELAYED = 256;
    private static final long WAIT_FOR_VARIABLES_MS = 20;
    private static final long OFFERED = Capability.CLIENT_LONG_PASSWORD | Capability.CLIENT_FOUND_ROWS
            | Capability.CLIENT_LONG_FLAG | Capability.CLIENT_CONNECT_WITH_DB | Capability.CLIENT_PROTOCOL_41
            | Capability.CLIENT_SSL
            | Capability.CLIENT_IGNORE_SIGPIPE | Capability.CLIENT_TRANSACTIONS | Capability.CLIENT_SECURE_CONNECTION
            | Capability.CLIENT_MULTI_STATEMENTS | Capability.CLIENT_MULTI_RESULTS | Capability.CLIENT_PLUGIN_AUTH
            | Capability.CLIENT_CONNECT_ATTRS | Capability.CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA;

    private final Set<WorkerSession> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger clients = new AtomicInteger();
    private final Set<Channel> delayed = ConcurrentHashMap.newKeySet();
    private final AtomicLong lastId = new AtomicLong();
    private final Scramble scramble = Scramble.secure();
    private final Newest<TlsContexts> tls = new Newest<>(null);
    private final AdminServices services;
    private final LoginFailures failures;
    private final ExecutorService threads;
    private final Commands commands;

    @Activate
    public AdminHandler(@Reference AdminServices services, @Reference LoginFailures failures) {
        this.services = services;
        this.failures = failures;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(MAX_THREADS, MAX_THREADS, 10, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), Thread.ofPlatform().name("switchboard-admin-", 1).daemon().factory());
        pool.allowCoreThreadTimeOut(true); // each session has at most one task: the queue is as long as sessions are many
        threads = pool;
        commands = new Commands(services);
    }

    @Override
    public String protocol() {
        return "admin";
    }

    /** A host whose logins failed waits, without a thread, before it is greeted; too many such are closed. */
    @Override
    public void accept(Channel channel, Listener listener) {
        clients.incrementAndGet();
        channel.closeFuture().addListener(closed -> clients.decrementAndGet());
        Duration delay = failures.delay(Entrance.host(channel));
        if (delay.isZero()) {
            greet(channel);
        } else if (delayed.size() >= MAX_DELAYED) {
            channel.close();
        } else {
            delayed.add(channel);
            channel.closeFuture().addListener(closed -> delayed.remove(channel));
            channel.eventLoop().schedule(() -> {
                delayed.remove(channel);
                greet(channel);
            }, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Null while mysql-have_ssl is false, or no certificate can be used. */
    private TlsOffer tls(VariableValues variables) {
        TlsContexts contexts = tls.get();
        boolean wanted = variables.flag("mysql-have_ssl")
                || variables.text("mysql-default_authentication_plugin").equals(AuthPlugin.CACHING_SHA2_PASSWORD);
        return contexts != null && contexts.isOffered() && wanted ? contexts::accepting : null;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindTls(TlsContexts found, Map<String, ?> properties) {
        tls.bind(found, properties);
    }

    void unbindTls(TlsContexts gone) {
        tls.unbind(gone);
    }

    private void greet(Channel channel) {
        VariableValues variables = services.variables();
        if (variables == null) { // they are on their way
            channel.eventLoop().schedule(() -> greet(channel), WAIT_FOR_VARIABLES_MS, TimeUnit.MILLISECONDS);
            return;
        }
        if (!channel.isActive()) {
            return;
        }
        Access access = Access.of(variables);
        LoginSettings login = new LoginSettings(access.serverVersion(), lastId.incrementAndGet(), OFFERED,
                Collations.UTF8_GENERAL_CI, access.plugin(), access.timeout(), tls(variables), null, MAX_LOGIN_PACKET,
                channel::remoteAddress);
        channel.pipeline().addLast("login", new LoginHandler(login, (username, attempt) -> access.account(username),
                scramble, new Entrance(access, failures, (ready, proven) -> welcome(ready, proven, access))));
        channel.config().setAutoRead(true);
    }

    private void welcome(Channel channel, Login login, Access access) {
        Caller caller = new Caller(login.username(), Entrance.host(channel), Entrance.address(channel),
                access.statisticsOnly(login.username()), login.attributes());
        WorkerSession session = new WorkerSession(channel, threads, new AdminSession(channel, login.capabilities(),
                caller, commands, services::database, () -> services.variables().flag("admin-read_only")));
        channel.pipeline().addLast("packets", new PacketDecoder(MAX_STATEMENT, true));
        channel.pipeline().addLast("session", session);
        sessions.add(session);
        channel.closeFuture().addListener(closed -> sessions.remove(session));
        ByteBuf ok = channel.alloc().buffer(16);
        OkPacket.of(StatusFlag.SERVER_STATUS_AUTOCOMMIT).encode(ok, login.nextSequenceId());
        channel.writeAndFlush(ok);
    }

    @Override
    public int clients() {
        return clients.get();
    }

    @Override
    public CompletionStage<Void> drain(Duration limit) {
        sessions.forEach(session -> session.channel().close());
        return CompletableFuture.completedFuture(null);
    }

    @Deactivate
    void stop() {
        sessions.forEach(session -> session.channel().close());
        threads.shutdown();
    }
}
