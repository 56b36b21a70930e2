package switchboard.admin;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Commands;
import switchboard.admin.command.Services;
import switchboard.admin.session.AdminSession;
import switchboard.api.checksum.Checksums;
import switchboard.api.config.ConfigEngine;
import switchboard.api.listen.Listener;
import switchboard.api.listen.ProtocolHandler;
import switchboard.api.modules.ModuleControl;
import switchboard.api.service.Newest;
import switchboard.api.table.AdminDatabase;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Collations;
import switchboard.mysql.protocol.PacketDecoder;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.auth.Scramble;
import switchboard.mysql.protocol.auth.StoredPassword;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.packet.OkPacket;
import switchboard.mysql.protocol.server.Account;
import switchboard.mysql.protocol.server.Login;
import switchboard.mysql.protocol.server.LoginHandler;
import switchboard.mysql.protocol.server.LoginListener;
import switchboard.mysql.protocol.server.LoginRefusal;
import switchboard.mysql.protocol.server.LoginSettings;
import switchboard.mysql.protocol.server.WorkerSession;

/** The protocol handler for administration. */
@Component(service = {ProtocolHandler.class, VariablesListener.class}, immediate = true)
public final class AdminHandler implements ProtocolHandler, VariablesListener {
    private static final Logger LOG = LoggerFactory.getLogger(AdminHandler.class);
    private static final int MAX_LOGIN_PACKET = 64 * 1024;
    private static final int MAX_STATEMENT = 64 << 20;
    private static final int MAX_THREADS = 64;
    private static final long WAIT_FOR_VARIABLES_MS = 20;
    private static final Set<String> LOCAL_ONLY = Set.of("admin", "stats");
    private static final long OFFERED = Capability.CLIENT_LONG_PASSWORD | Capability.CLIENT_FOUND_ROWS
            | Capability.CLIENT_LONG_FLAG | Capability.CLIENT_CONNECT_WITH_DB | Capability.CLIENT_PROTOCOL_41
            | Capability.CLIENT_IGNORE_SIGPIPE | Capability.CLIENT_TRANSACTIONS | Capability.CLIENT_SECURE_CONNECTION
            | Capability.CLIENT_MULTI_STATEMENTS | Capability.CLIENT_MULTI_RESULTS | Capability.CLIENT_PLUGIN_AUTH
            | Capability.CLIENT_CONNECT_ATTRS | Capability.CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA;

    /** Who may log in. */
    private record Access(Credentials admins, Credentials statistics, String serverVersion, String plugin,
            Duration timeout) {
    }

    private final Newest<AdminDatabase> database = new Newest<>(null);
    private final Newest<ConfigEngine> engine = new Newest<>(null);
    private final Newest<ModuleControl> modules = new Newest<>(null);
    private final Newest<Checksums> checksums = new Newest<>(null);
    private final Set<WorkerSession> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger clients = new AtomicInteger();
    private final AtomicLong lastId = new AtomicLong();
    private final Scramble scramble = Scramble.secure();
    private final ExecutorService threads;
    private final Commands commands;
    private volatile VariableValues variables;
    private volatile Access access;

    @Activate
    public AdminHandler(BundleContext context) {
        this(String.valueOf(context.getProperty("switchboard.version")));
    }

    AdminHandler(String version) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(MAX_THREADS, MAX_THREADS, 10, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), Thread.ofPlatform().name("switchboard-admin-", 1).daemon().factory());
        pool.allowCoreThreadTimeOut(true); // each session has at most one task: the queue is as long as sessions are many
        threads = pool;
        commands = new Commands(new Services(database::get, engine::get, modules::get, () -> variables,
                checksums::get, AdminHandler::shutdown, version));
    }

    private static void shutdown(boolean inOrder) {
        Thread.ofPlatform().name("switchboard-shutdown").start(() -> {
            if (inOrder) {
                System.exit(0); // the launcher's shutdown hook drains and stops
            }
            Runtime.getRuntime().halt(0);
        });
    }

    @Override
    public String protocol() {
        return "admin";
    }

    @Override
    public void variablesChanged(VariableValues now) {
        variables = now;
        access = new Access(Credentials.parse(now.text("admin-admin_credentials")),
                Credentials.parse(now.text("admin-stats_credentials")), now.text("mysql-server_version"),
                now.text("mysql-default_authentication_plugin"),
                Duration.ofMillis(now.number("mysql-connect_timeout_client")));
    }

    @Override
    public void accept(Channel channel, Listener listener) {
        Access now = access;
        if (now == null) { // the variables are on their way
            channel.eventLoop().schedule(() -> accept(channel, listener), WAIT_FOR_VARIABLES_MS, TimeUnit.MILLISECONDS);
            return;
        }
        clients.incrementAndGet();
        channel.closeFuture().addListener(closed -> clients.decrementAndGet());
        LoginSettings login = new LoginSettings(now.serverVersion(), lastId.incrementAndGet(), OFFERED,
                Collations.UTF8_GENERAL_CI, now.plugin(), now.timeout(), null, null, MAX_LOGIN_PACKET,
                channel.remoteAddress());
        channel.pipeline().addLast("login",
                new LoginHandler(login, (username, attempt) -> account(now, username), scramble,
                        new Entrance(now)));
        channel.config().setAutoRead(true);
    }

    private static Account account(Access access, String username) {
        String password = access.admins().passwords().getOrDefault(username,
                access.statistics().passwords().get(username));
        return password == null ? null : new Account(StoredPassword.parse(password), false, Optional.empty());
    }

    /** One client's way in. */
    private final class Entrance implements LoginListener {
        private final Access access;

        Entrance(Access access) {
            this.access = access;
        }

        @Override
        public void loggedIn(ChannelHandlerContext ctx, Login login) {
            Channel channel = ctx.channel();
            String host = host(channel);
            if (LOCAL_ONLY.contains(login.username()) && !isLocal(channel)) {
                ByteBuf out = channel.alloc().buffer(64);
                new ErrPacket(1040, "42000", "User '" + login.username() + "' can only connect locally").encode(out,
                        login.nextSequenceId());
                channel.writeAndFlush(out).addListener(ChannelFutureListener.CLOSE);
                return;
            }
            boolean statistics = !access.admins().passwords().containsKey(login.username());
            WorkerSession session = new WorkerSession(channel, threads, new AdminSession(channel, login.capabilities(),
                    new Caller(login.username(), host, statistics), commands, database::get,
                    AdminHandler.this::readOnly));
            channel.pipeline().addLast("packets", new PacketDecoder(MAX_STATEMENT, true));
            channel.pipeline().addLast("session", session);
            sessions.add(session);
            channel.closeFuture().addListener(closed -> sessions.remove(session));
            ByteBuf ok = channel.alloc().buffer(16);
            OkPacket.of(StatusFlag.SERVER_STATUS_AUTOCOMMIT).encode(ok, login.nextSequenceId());
            channel.writeAndFlush(ok);
        }

        @Override
        public void refused(ChannelHandlerContext ctx, LoginRefusal why, String username) {
            if (why == LoginRefusal.WRONG_PASSWORD) {
                LOG.warn("Login to administration refused user={} client={} reason={}", username, host(ctx.channel()),
                        why);
            }
        }
    }

    private boolean readOnly() {
        return variables.flag("admin-read_only");
    }

    private static String host(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress()
                : "localhost";
    }

    private static boolean isLocal(Channel channel) {
        return !(channel.remoteAddress() instanceof InetSocketAddress inet) || inet.getAddress().isLoopbackAddress();
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

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindDatabase(AdminDatabase found, Map<String, ?> properties) {
        database.bind(found, properties);
    }

    void unbindDatabase(AdminDatabase gone) {
        database.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindEngine(ConfigEngine found, Map<String, ?> properties) {
        engine.bind(found, properties);
    }

    void unbindEngine(ConfigEngine gone) {
        engine.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindModules(ModuleControl found, Map<String, ?> properties) {
        modules.bind(found, properties);
    }

    void unbindModules(ModuleControl gone) {
        modules.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindChecksums(Checksums found, Map<String, ?> properties) {
        checksums.bind(found, properties);
    }

    void unbindChecksums(Checksums gone) {
        checksums.unbind(gone);
    }

    @Deactivate
    void stop() {
        sessions.forEach(session -> session.channel().close());
        threads.shutdown();
    }
}
