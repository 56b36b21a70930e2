package switchboard.monitor.rig;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.PacketDecoder;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.packet.Greeting;
import switchboard.mysql.protocol.packet.HandshakeResponse;
import switchboard.mysql.protocol.packet.OkPacket;
import switchboard.mysql.protocol.packet.TextResult;

/** A server of one port that lets everybody in and answers as it is told; what it is told may change. */
public final class FakeServer implements AutoCloseable {
    private static final long CAPABILITIES = Capability.CLIENT_PROTOCOL_41 | Capability.CLIENT_SECURE_CONNECTION
            | Capability.CLIENT_PLUGIN_AUTH;

    /** What it says to a statement. */
    public sealed interface Reply {
    }

    /** One row, or none if {@code values} is empty. */
    public record Row(List<String> columns, List<String> values) implements Reply {
    }

    /** An error. */
    public record Failure(int code, String message) implements Reply {
    }

    /** Nothing, for ever. */
    public record Silence() implements Reply {
    }

    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger commands = new AtomicInteger();
    private final EventLoopGroup loops;
    private final String version;
    private final String address;
    private volatile Function<String, Reply> queries = any -> new Row(List.of("one"), List.of("1"));
    private final Set<String> settings = ConcurrentHashMap.newKeySet();
    private volatile HandshakeResponse lastLogin; // null before the first
    private volatile boolean silent;
    private volatile int loginError;
    private volatile int port;
    private Channel listening;

    /** @param address {@code 127.0.0.1}, or {@code 0.0.0.0} for as many servers as 127/8 has addresses */
    public FakeServer(EventLoopGroup loops, String version, String address) {
        this.address = address;
        this.loops = loops;
        this.version = version;
        start();
    }

    /** Listens, on the port that it had if it had one. */
    public void start() {
        listening = new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class)

                .option(ChannelOption.SO_BACKLOG, 8192).childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel client) {
                        open.add(client);
                        client.pipeline().addLast(new PacketDecoder(1 << 16)).addLast(new Session());
                    }
                }).bind(address, port).syncUninterruptibly().channel();
        port = ((InetSocketAddress) listening.localAddress()).getPort();
    }

    public int port() {
        return port;
    }

    /** Answers statements so from now on. */
    public void answers(Function<String, Reply> now) {
        queries = now;
    }

    /** Whether it says nothing at all, to logins and commands. */
    public void silent(boolean now) {
        silent = now;
    }

    /** Refuses logins with this error; 0 for none. */
    public void refusesLogins(int code) {
        loginError = code;
    }

    /** How somebody logged in last; the server's nonce is 20 zeros. */
    public HandshakeResponse lastLogin() {
        return lastLogin;
    }

    /** All different SET statements that it heard. */
    public Set<String> settings() {
        return Set.copyOf(settings);
    }

    public int logins() {
        return logins.get();
    }

    public int commands() {
        return commands.get();
    }

    public int connections() {
        return open.size();
    }

    /** Ends all connections that are there. */
    public void dropConnections() {
        open.close().syncUninterruptibly();
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        dropConnections();
    }

    private final class Session extends ChannelInboundHandlerAdapter {
        private boolean loggedIn;

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            if (!silent) {
                ByteBuf out = ctx.alloc().buffer();
                new Greeting(version, 1, CAPABILITIES, 45, 2, new byte[20], "mysql_native_password").encode(out, 0);
                ctx.writeAndFlush(out);
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ByteBuf packet = (ByteBuf) msg;
            try {
                if (!silent) {
                    read(ctx, packet);
                }
            } finally {
                packet.release();
            }
        }

        /** Whoever asked did not wait for the answer. */
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }

        private void read(ChannelHandlerContext ctx, ByteBuf packet) {
            ByteBuf out = ctx.alloc().buffer();
            int sequenceId = Packets.sequenceId(packet, 0) + 1;
            packet.skipBytes(Packets.HEADER_BYTES);
            if (!loggedIn) {
                logins.incrementAndGet();
                loggedIn = true;
                lastLogin = HandshakeResponse.decode(packet, CAPABILITIES);
                if (loginError != 0) {
                    new ErrPacket(loginError, "28000", "Access denied for user 'monitor'").encode(out, sequenceId);
                } else {
                    OkPacket.of(2).encode(out, sequenceId);
                }
                ctx.writeAndFlush(out);
                return;
            }
            int command = packet.readByte();
            commands.incrementAndGet();
            if (command == Command.COM_QUIT) {
                out.release();
                ctx.close();
                return;
            }
            String sql = packet.toString(StandardCharsets.UTF_8);
            if (sql.startsWith("SET ")) {
                settings.add(sql);
            }
            if (command == Command.COM_PING || sql.startsWith("SET ")) {
                OkPacket.of(2).encode(out, 1);
            } else if (!answer(out, queries.apply(sql))) {
                out.release();
                return;
            }
            ctx.writeAndFlush(out);
        }

        private boolean answer(ByteBuf out, Reply reply) {
            switch (reply) {
                case Silence silence -> {
                    return false;
                }
                case Failure failure -> new ErrPacket(failure.code(), "HY000", failure.message()).encode(out, 1);
                case Row row -> TextResult.encode(out, 1, CAPABILITIES,
                        row.columns().stream().map(ColumnDefinition::text).toList(),
                        row.values().isEmpty() ? List.of() : List.<Object[]>of(row.values().toArray()), 2);
            }
            return true;
        }
    }
}
