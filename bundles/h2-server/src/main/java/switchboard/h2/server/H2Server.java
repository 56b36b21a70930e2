package switchboard.h2.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.listen.Listener;
import switchboard.api.listen.ProtocolHandler;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Collations;
import switchboard.mysql.protocol.PacketDecoder;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.auth.AuthPlugin;
import switchboard.mysql.protocol.auth.Scramble;
import switchboard.mysql.protocol.auth.StoredPassword;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.packet.OkPacket;
import switchboard.mysql.protocol.server.Account;
import switchboard.mysql.protocol.server.Login;
import switchboard.mysql.protocol.server.LoginHandler;
import switchboard.mysql.protocol.server.LoginListener;
import switchboard.mysql.protocol.server.LoginSettings;
import switchboard.mysql.protocol.server.WorkerSession;

/** The protocol handler of the demo's databases. Their only account is demo/demo, from this machine. */
@Component(service = {ProtocolHandler.class, VariablesListener.class}, immediate = true) // the databases live as long as it does
public final class H2Server implements ProtocolHandler, VariablesListener {
    private static final Logger LOG = LoggerFactory.getLogger(H2Server.class);
    private static final String ACCOUNT = "demo";
    private static final int MAX_PACKET = 16 << 20;
    private static final int MAX_THREADS = 32;
    private static final long OFFERED = Capability.CLIENT_LONG_PASSWORD | Capability.CLIENT_FOUND_ROWS
            | Capability.CLIENT_LONG_FLAG | Capability.CLIENT_CONNECT_WITH_DB | Capability.CLIENT_PROTOCOL_41
            | Capability.CLIENT_TRANSACTIONS | Capability.CLIENT_SECURE_CONNECTION | Capability.CLIENT_PLUGIN_AUTH
            | Capability.CLIENT_MULTI_STATEMENTS | Capability.CLIENT_MULTI_RESULTS | Capability.CLIENT_PS_MULTI_RESULTS
            | Capability.CLIENT_CONNECT_ATTRS | Capability.CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA
            | Capability.CLIENT_DEPRECATE_EOF;

    private final DemoDatabases databases = new DemoDatabases();
    private final Set<Channel> channels = ConcurrentHashMap.newKeySet();
    private final AtomicLong lastId = new AtomicLong();
    private final Scramble scramble = Scramble.secure();
    private final ThreadPoolExecutor threads;

    @Activate
    public H2Server() {
        threads = new ThreadPoolExecutor(MAX_THREADS, MAX_THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("switchboard-h2-", 1).daemon().factory());
        threads.allowCoreThreadTimeOut(true); // each session has at most one task in the queue
    }

    @Override
    public String protocol() {
        return "h2";
    }

    @Override
    public void variablesChanged(VariableValues now) {
        List<Integer> ports = new ArrayList<>();
        for (String address : now.text("sqliteserver-mysql_ifaces").split(";")) {
            String port = address.substring(address.lastIndexOf(':') + 1).strip();
            if (!port.isEmpty() && port.chars().allMatch(Character::isDigit) && port.length() < 6) {
                ports.add(Integer.parseInt(port));
            }
        }
        databases.ports(ports);
    }

    @Override
    public void accept(Channel channel, Listener listener) {
        if (channel.remoteAddress() instanceof InetSocketAddress inet && !inet.getAddress().isLoopbackAddress()) {
            channel.close();
            return;
        }
        long threadId = lastId.incrementAndGet();
        LoginSettings login = new LoginSettings("8.0.30-Switchboard-demo", threadId, OFFERED,
                Collations.UTF8MB4_GENERAL_CI, AuthPlugin.MYSQL_NATIVE_PASSWORD, Duration.ofSeconds(10), null, null,
                64 * 1024, channel::remoteAddress);
        Account demo = new Account(StoredPassword.parse(ACCOUNT), false, Optional.empty());
        LoginListener entrance = (ctx, proven) -> enter(ctx, proven, listener, threadId);
        channel.pipeline().addLast("login",
                new LoginHandler(login, (name, attempt) -> name.equals(ACCOUNT) ? demo : null, scramble, entrance));
        channels.add(channel);
        channel.closeFuture().addListener(closed -> channels.remove(channel));
        channel.config().setAutoRead(true);
    }

    /** The database is opened on a thread that may wait; the client gets its OK when it is there. */
    private void enter(ChannelHandlerContext ctx, Login login, Listener listener, long threadId) {
        Channel channel = ctx.channel();
        channel.config().setAutoRead(false);
        threads.execute(() -> {
            ByteBuf answer = channel.alloc().buffer(64);
            try {
                int serverId = databases.serverId(listener.port());
                Connection database = databases.connect(serverId);
                channel.pipeline().addLast("packets", new PacketDecoder(MAX_PACKET, true));
                channel.pipeline().addLast("session", new WorkerSession(channel, threads,
                        new H2Session(channel, login.capabilities(), threadId, serverId, database)));
                OkPacket.of(StatusFlag.SERVER_STATUS_AUTOCOMMIT).encode(answer, login.nextSequenceId());
                channel.writeAndFlush(answer);
                channel.eventLoop().execute(() -> channel.config().setAutoRead(true));
            } catch (SQLException failed) {
                LOG.error("Demo database not opened port={}: {}", listener.port(), failed.getMessage());
                new ErrPacket(1105, "HY000", "the demo's database can't be opened").encode(answer,
                        login.nextSequenceId());
                channel.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
            }
        });
    }

    @Override
    public int clients() {
        return channels.size();
    }

    @Override
    public CompletionStage<Void> drain(Duration limit) {
        channels.forEach(Channel::close);
        return CompletableFuture.completedFuture(null);
    }

    @Deactivate
    void stop() throws SQLException {
        channels.forEach(Channel::close);
        threads.shutdown();
        databases.close();
    }
}
