package switchboard.mysql.proxy.backend;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.LinkedHashMap;
import java.util.Map;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.client.ServerSession;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.protocol.track.ResponseTracker;
import switchboard.mysql.proxy.variables.SessionVariables;

/**
 * A logged-in connection to a server. Belongs to one event loop for life; between commands it is idle in its pool, or kept
 * by a session whose state only it knows.
 *
 * <pre>
 * IDLE -- send --> FORWARDING -- answer complete --> IDLE
 * IDLE -- runInternal --> INTERNAL -- answered --> IDLE
 * any -- channel inactive --> CLOSED
 * </pre>
 */
public final class BackendConnection extends ChannelInboundHandlerAdapter {
    private enum State {
        IDLE, FORWARDING, INTERNAL, CLOSED
    }

    private final LoopServer server;
    private final PoolKey key;
    private final Channel channel;
    private final ServerSession login;
    private final long openedNanos;
    private final BackendPool pool;
    private final ResponseTracker tracker;
    private final Map<Object, BackendStatement> statements = new LinkedHashMap<>(4, 0.75f, true);
    private State state = State.IDLE;
    private BackendUser user;
    private InternalCommand internal;
    private String schema;
    private SessionVariables variables;
    private int heldBy;
    private long idleSinceNanos;

    BackendConnection(BackendPool pool, LoopServer server, PoolKey key, Channel channel, ServerSession login,
            long nowNanos) {
        this.pool = pool;
        this.server = server;
        this.key = key;
        this.channel = channel;
        this.login = login;
        this.openedNanos = nowNanos;
        this.tracker = new ResponseTracker(login.statusFlags());
    }

    /** Whether it serves a session in this state without further ado. */
    boolean isIn(String wantedSchema, SessionVariables wanted) {
        return (variables == wanted || wanted.equals(variables)) && wantedSchema.equals(schema);
    }

    /** What the server's session has been set to. */
    public void nowIn(String newSchema, SessionVariables newVariables) {
        schema = newSchema;
        variables = newVariables;
    }

    /**
     * Sends a session's command and forwards the answer to it. Takes the buffer over.
     *
     * @param command the command's byte
     */
    public void send(BackendUser by, int command, ByteBuf packet) {
        assert state == State.IDLE : state;
        state = State.FORWARDING;
        user = by;
        tracker.begin(command, login.capabilities());
        server.count(LoopServer.Count.QUERIES, 1);
        write(packet);
    }

    /** More of the command under way: the content of a file. Takes the buffer over. */
    public void sendMore(ByteBuf packet) {
        assert state == State.FORWARDING : state;
        write(packet);
    }

    /** Sends what has no answer: COM_STMT_CLOSE, COM_STMT_SEND_LONG_DATA. Takes the buffer over. */
    public void sendUnanswered(ByteBuf packet) {
        write(packet);
    }

    /** Runs a command of the proxy's own; its answer goes nowhere. Takes the buffer over. */
    public void runInternal(int command, ByteBuf packet, InternalCommand then) {
        assert state == State.IDLE : state;
        state = State.INTERNAL;
        internal = then;
        tracker.begin(command, login.capabilities());
        write(packet);
    }

    private void write(ByteBuf packet) {
        server.count(LoopServer.Count.BYTES_SENT, packet.readableBytes());
        channel.writeAndFlush(packet, channel.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        int length = bytes.readableBytes();
        server.count(LoopServer.Count.BYTES_RECEIVED, length);
        if (state != State.FORWARDING && state != State.INTERNAL) {
            bytes.release(); // nobody asked: the server says that it hangs up
            ctx.close();
            return;
        }
        boolean complete = tracker.track(bytes, bytes.readerIndex(), length);
        if (tracker.violated()) {
            bytes.release();
            lost("the server's answer breaks the protocol");
            ctx.close();
            return;
        }
        if (state == State.FORWARDING) {
            user.answered(bytes);
        } else {
            bytes.release();
        }
        if (complete) {
            complete();
        }
    }

    private void complete() {
        State before = state;
        state = State.IDLE;
        if (before == State.FORWARDING) {
            BackendUser by = user;
            user = null;
            by.answerComplete();
        } else {
            InternalCommand then = internal;
            internal = null;
            then.answered(this);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (state == State.FORWARDING) {
            user.answerPaused();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (user != null) {
            user.backendWritable(channel.isWritable());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lost("the server closed the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        lost(String.valueOf(cause.getMessage()));
        ctx.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        lost("the connection is closed");
    }

    private void lost(String reason) {
        if (state == State.CLOSED) {
            return;
        }
        State before = state;
        state = State.CLOSED;
        pool.closed(this);
        if (before == State.FORWARDING) {
            BackendUser by = user;
            user = null;
            by.connectionLost(reason);
        } else if (before == State.INTERNAL) {
            InternalCommand then = internal;
            internal = null;
            then.lost(this, reason);
        }
    }

    /** Ends it; a command under way is lost. */
    public void close(String reason) {
        lost(reason);
        channel.close();
    }

    /** The session that waits for the answer is gone: nobody is told any more. */
    public void abandon() {
        user = null;
        internal = null;
        boolean open = state != State.CLOSED;
        state = State.CLOSED;
        if (open) {
            pool.closed(this);
        }
        channel.close();
    }

    /** As {@link #abandon}, for a connection that was never handed out: its opener counts it. */
    void abandonUncounted() {
        state = State.CLOSED;
        server.closed(this);
        channel.close();
    }

    /** Stops or goes on reading: back pressure of a slow client. */
    public void read(boolean on) {
        channel.config().setAutoRead(on);
    }

    public boolean isOpen() {
        return state != State.CLOSED && channel.isActive();
    }

    /** Whether the server's session has an open transaction. */
    public boolean inTransaction() {
        return (tracker.answer().statusFlags() & StatusFlag.SERVER_STATUS_IN_TRANS) != 0;
    }

    /** Adds and removes reasons ({@link HeldBy}) why only the session that has it may use it. */
    public void hold(int add, int remove) {
        heldBy = heldBy & ~remove | add;
    }

    public int heldBy() {
        return heldBy;
    }

    /** All state of the server's session is gone by COM_RESET_CONNECTION. */
    void wasReset() {
        heldBy = 0;
        statements.clear();
        variables = null;
    }

    /** The prepared statement of this text, or null. */
    public BackendStatement statement(Object text) {
        return statements.get(text);
    }

    /** Remembers a statement that was prepared here. Over the limit the one not used for longest is closed. */
    public BackendStatement prepared(Object text, int id, int limit) {
        BackendStatement made = new BackendStatement(id);
        BackendStatement before = statements.put(text, made);
        if (before == null && statements.size() > limit) {
            var eldest = statements.entrySet().iterator();
            before = eldest.next().getValue();
            eldest.remove();
        }
        if (before != null) {
            sendUnanswered(
                    channel.alloc().buffer(9).writeMediumLE(5).writeByte(0).writeByte(Command.COM_STMT_CLOSE)
                            .writeIntLE(
                                    before.id()));
        }
        return made;
    }

    public void forgetStatement(Object text) {
        statements.remove(text);
    }

    /** What the last answer said. */
    public Answer answer() {
        return tracker.answer();
    }

    public LoopServer server() {
        return server;
    }

    public PoolKey key() {
        return key;
    }

    public ServerSession login() {
        return login;
    }

    public String schema() {
        return schema;
    }

    public SessionVariables variables() {
        return variables;
    }

    public Channel channel() {
        return channel;
    }

    public long openedNanos() {
        return openedNanos;
    }

    void idleSince(long nanos) {
        idleSinceNanos = nanos;
    }

    public long idleSinceNanos() {
        return idleSinceNanos;
    }
}
