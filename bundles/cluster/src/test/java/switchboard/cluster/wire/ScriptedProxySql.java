package switchboard.cluster.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import switchboard.api.table.Rows;
import switchboard.cluster.decision.PeerAddress;
import switchboard.cluster.peer.ShortChecks;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Collations;
import switchboard.mysql.protocol.PacketDecoder;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.auth.AuthPlugin;
import switchboard.mysql.protocol.auth.Scramble;
import switchboard.mysql.protocol.auth.StoredPassword;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.packet.OkPacket;
import switchboard.mysql.protocol.packet.TextResult;
import switchboard.mysql.protocol.server.Account;
import switchboard.mysql.protocol.server.LoginHandler;
import switchboard.mysql.protocol.server.LoginSettings;

/** A peer on a socket that answers the statements it was given, byte for byte, and none else: as an admin port of ProxySQL. */
public final class ScriptedProxySql implements AutoCloseable {
    private static final long OFFERED = Capability.CLIENT_LONG_PASSWORD | Capability.CLIENT_LONG_FLAG
            | Capability.CLIENT_PROTOCOL_41 | Capability.CLIENT_SSL | Capability.CLIENT_TRANSACTIONS
            | Capability.CLIENT_SECURE_CONNECTION
            | Capability.CLIENT_PLUGIN_AUTH | Capability.CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA;

    private static final List<String> MESSAGE = ShortChecks.answer("an OK's").columns();

    public final List<String> asked = new CopyOnWriteArrayList<>();
    public final AtomicInteger logins = new AtomicInteger();
    private final Map<String, Rows> answers = new ConcurrentHashMap<>();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Scramble scramble = Scramble.secure();
    private final ChannelGroup accepted = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listening;
    private final SslContext tls;
    private volatile boolean encrypted;
    private volatile String fatal = "";

    /** @param offersTls as ProxySQL always does */
    public ScriptedProxySql(EventLoopGroup loops, boolean offersTls) throws Exception {
        X509Bundle certificate = new CertificateBuilder().subject("CN=proxysql").setIsCertificateAuthority(true)
                .ecp256().buildSelfSigned();
        tls = offersTls
                ? SslContextBuilder.forServer(certificate.getKeyPair().getPrivate(), certificate.getCertificatePath())
                        .sslProvider(SslProvider.JDK).build()
                : null;
        listening = new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted.add(channel);
                        greet(channel);
                    }
                }).bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
    }

    public PeerAddress address() {
        return new PeerAddress("127.0.0.1", ((InetSocketAddress) listening.localAddress()).getPort());
    }

    /** Whether the last login came by TLS. */
    boolean isEncrypted() {
        return encrypted;
    }

    /** At this statement it dies. */
    public void diesAt(String sql) {
        fatal = sql;
    }

    /** What it answers; rows of texts separated by bars. */
    public ScriptedProxySql answers(String sql, String columns, String... rows) {
        List<String[]> values = new ArrayList<>();
        for (String row : rows) {
            values.add(row.split("\\|", -1));
        }
        answers.put(sql, new Rows(columns.isEmpty() ? List.of() : List.of(columns.split(", ")), values));
        return this;
    }

    /** Answers an OK with a message. */
    ScriptedProxySql oks(String sql, String message) {
        answers.put(sql, ShortChecks.answer(message));
        return this;
    }

    /** Never answers this statement. */
    ScriptedProxySql holds(String sql) {
        held.add(sql);
        return this;
    }

    /** Ends the connections there are. */
    public void closesAll() {
        accepted.close();
    }

    private void greet(Channel channel) {
        LoginSettings settings = new LoginSettings("2.7.1", 1, OFFERED, Collations.UTF8_GENERAL_CI,
                AuthPlugin.MYSQL_NATIVE_PASSWORD, Duration.ofSeconds(20),
                tls == null ? null : () -> CompletableFuture.completedFuture(tls), null, 1 << 16,
                channel::remoteAddress);
        channel.pipeline().addLast(new LoginHandler(settings, (user, attempt) -> user.equals("cluster1")
                ? new Account(StoredPassword.parse("cluster1pass"), false, Optional.empty())
                : null, scramble, (ctx, login) -> {
                    logins.incrementAndGet();
                    encrypted = ctx.pipeline().get(SslHandler.class) != null;
                    ctx.pipeline().addLast(new PacketDecoder(1 << 20, true)).addLast(new Answering());
                    ByteBuf ok = ctx.alloc().buffer();
                    OkPacket.of(StatusFlag.SERVER_STATUS_AUTOCOMMIT).encode(ok, login.nextSequenceId());
                    ctx.channel().writeAndFlush(ok);
                }));
    }

    private final class Answering extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf packet = (ByteBuf) message;
            packet.skipBytes(Packets.HEADER_BYTES + 1);
            String sql = packet.toString(StandardCharsets.UTF_8);
            packet.release();
            if (sql.isEmpty()) { // COM_QUIT
                return;
            }
            asked.add(sql);
            if (sql.equals(fatal)) {
                ctx.close();
                return;
            }
            if (!held.contains(sql)) {
                ctx.writeAndFlush(answer(ctx, sql));
            }
        }
    }

    private ByteBuf answer(ChannelHandlerContext ctx, String sql) {
        ByteBuf out = ctx.alloc().buffer();
        Rows rows = answers.get(sql);
        if (rows == null) {
            new ErrPacket(1045, "28000", "ProxySQL Admin Error: near \"" + sql + "\": syntax error").encode(out, 1);
        } else if (rows.columns().equals(MESSAGE)) {
            new OkPacket(OkPacket.OK, 0, 0, StatusFlag.SERVER_STATUS_AUTOCOMMIT, 0, rows.values().getFirst()[0])
                    .encode(out, 1);
        } else if (rows.columns().isEmpty()) {
            OkPacket.of(StatusFlag.SERVER_STATUS_AUTOCOMMIT).encode(out, 1);
        } else {
            TextResult result = new TextResult(1, OFFERED, StatusFlag.SERVER_STATUS_AUTOCOMMIT);
            result.columns(out, rows.columns().stream().map(ColumnDefinition::text).toList());
            rows.values().forEach(row -> result.row(out, (Object[]) row));
            result.end(out, StatusFlag.SERVER_STATUS_AUTOCOMMIT, 0);
        }
        return out;
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
    }
}
