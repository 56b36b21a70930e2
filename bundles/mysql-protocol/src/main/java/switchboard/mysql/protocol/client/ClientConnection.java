package switchboard.mysql.protocol.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.PacketDecoder;
import switchboard.mysql.protocol.Packets;

/**
 * A connection to a server for those who ask it something: checks, peers of a cluster. One command at a time; its
 * answer is read as a whole. All methods may be called by any thread; futures are completed on the connection's event
 * loop, so whoever wants to go on there just listens.
 *
 * <p>It knows no time: whoever gives up cancels the future of {@link #open} or calls {@link #close}, and the command
 * under way fails.
 */
public final class ClientConnection {
    /** What {@link ClientCredentials} should want of the server: answers that this class can read. */
    public static final long CAPABILITIES = Capability.CLIENT_LONG_FLAG | Capability.CLIENT_TRANSACTIONS
            | Capability.CLIENT_DEPRECATE_EOF;

    private final EventLoop loop;
    private final ResultLimits limits;
    private final CommandHandler commands;
    private volatile Channel channel; // null until it is registered; written on the event loop
    private volatile boolean closed;
    private volatile ServerSession session;

    private ClientConnection(EventLoop loop, ResultLimits limits) {
        this.loop = loop;
        this.limits = limits;
        commands = new CommandHandler(limits);
    }

    /**
     * Opens a connection and logs in.
     *
     * @param connect opens a channel on {@code loop} with the given first handler:
     *            {@code handler -> transport.connect(loop, host, port, timeout, handler)}
     * @return kept when it is logged in; fails with what {@code connect} failed with, or a {@link LoginRefusedException}.
     *         Cancelling it closes the channel
     */
    public static Future<ClientConnection> open(EventLoop loop, ClientCredentials credentials, ResultLimits limits,
            Function<ChannelHandler, Future<Channel>> connect) {
        ClientConnection connection = new ClientConnection(loop, limits);
        Promise<ServerSession> login = new DefaultPromise<>(loop);
        Promise<ClientConnection> opened = new DefaultPromise<>(loop);
        login.addListener(done -> {
            if (!done.isSuccess()) {
                opened.tryFailure(done.cause());
                return;
            }
            connection.session = login.getNow();
            opened.trySuccess(connection);
        });
        opened.addListener(done -> {
            if (done.isCancelled()) {
                connection.closed = true;
                connection.closeChannel();
            }
        });
        connect.apply(connection.handler(credentials, login)).addListener(done -> {
            if (!done.isSuccess()) {
                login.tryFailure(done.cause());
            }
        });
        return opened;
    }

    private ChannelHandler handler(ClientCredentials credentials, Promise<ServerSession> login) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel opening) {
                opening.pipeline().addLast(new ClientLogin(credentials, login)).addLast(commands.ahead())
                        .addLast(new PacketDecoder(limits.maxBytes(), true)).addLast(commands);
                channel = opening;
                if (closed) {
                    opening.close();
                }
            }
        };
    }

    /** What was agreed at login. */
    public ServerSession session() {
        return session;
    }

    /**
     * Sends one statement.
     *
     * @return its answer; fails with a {@link CommandFailedException}, after which the connection may be open or not,
     *         or an IllegalStateException if a command is under way
     */
    public Future<ResultRows> query(String sql) {
        return send(Command.COM_QUERY, sql.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends COM_PING. Fails as {@link #query} does. */
    public Future<ResultRows> ping() {
        return send(Command.COM_PING, new byte[0]);
    }

    /** Sends a command that is sent often. On this connection's event loop only, which is that of the command. */
    public <T> void ask(RepeatedCommand<T> command, AnswerListener<T> listener) {
        send(command.packet(), new ExpectedAnswer.Repeated<>(command, session.capabilities(), listener));
    }

    private Future<ResultRows> send(int command, byte[] argument) {
        Promise<ResultRows> promise = new DefaultPromise<>(loop);
        onLoop(() -> send(packet(command, argument), new ExpectedAnswer.Promised(promise)));
        return promise;
    }

    private void send(byte[] packet, ExpectedAnswer answer) {
        commands.send(channel, buffer(packet), session.capabilities(), answer);
    }

    private ByteBuf buffer(byte[] packet) {
        return channel.alloc().buffer(packet.length).writeBytes(packet);
    }

    /** A whole packet; of a statement that is too long for one, all of them. */
    static byte[] packet(int command, byte[] argument) {
        ByteBuf out = Unpooled.buffer(Packets.HEADER_BYTES + 1 + argument.length);
        int start = Packets.begin(out);
        out.writeByte(command).writeBytes(argument);
        Packets.end(out, start, 0);
        return ByteBufUtil.getBytes(out);
    }

    /** Whether the channel is there; a server may have gone unnoticed. */
    public boolean isOpen() {
        Channel now = channel;
        return !closed && now != null && now.isActive();
    }

    /** Says COM_QUIT if nothing is under way, and closes. A command under way fails. May be called again. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        onLoop(() -> {
            Channel now = channel;
            if (now != null && now.isActive() && commands.isIdle()) {
                now.writeAndFlush(buffer(packet(Command.COM_QUIT, new byte[0]))); // if it can't be sent at once, it is not sent
            }
            closeChannel();
        });
    }

    private void closeChannel() {
        Channel now = channel;
        if (now != null) {
            now.close();
        }
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}
