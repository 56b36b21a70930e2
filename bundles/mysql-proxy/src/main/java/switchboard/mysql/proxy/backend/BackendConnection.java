package switchboard.mysql.proxy.backend;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.client.ServerSession;
import switchboard.mysql.protocol.packet.QueryAttributes;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.protocol.track.ResponseTracker;

/**
 * A logged-in connection to a server. Belongs to one event loop for life; between commands it is idle in its pool, or kept
 * by a session whose state only it knows. One machine of states, and longer than most for that.
 *
 * <pre>
 * IDLE -- send --> FORWARDING -- answer complete --> IDLE
 * IDLE -- runInternal --> INTERNAL -- answered --> IDLE
 * IDLE -- sendTogether --> AHEAD -- the first is answered --> FORWARDING
 * IDLE -- sendUnanswered --> DRAINING -- the server takes more --> IDLE
 * any -- channel inactive --> CLOSED
 * </pre>
 */
public final class BackendConnection extends ChannelInboundHandlerAdapter {
    private enum Phase {
        IDLE, FORWARDING, INTERNAL, AHEAD, DRAINING, CLOSED
    }

    private final LoopServer server;
    private final Channel channel;
    private final ServerSession login;
    private final long openedNanos;
    private final BackendPool pool;
    private final ResponseTracker tracker;
    private final BackendState state = new BackendState(this);
    private final ServerAbilities abilities;
    private PoolKey key;
    private Phase phase = Phase.IDLE;
    private BackendUser user;
    private boolean cutsReports; // from the answer under way
    private InternalCommand internal;
    private int behind; // the command whose answer follows that of the one ahead
    private BackendHolder holder;
    private boolean handedOut;
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
        this.abilities = new ServerAbilities(login, channel);
    }

    /**
     * Sends a session's command and forwards the answer to it. Takes the buffer over.
     *
     * @param command the command's byte
     */
    public void send(BackendUser by, int command, ByteBuf packet) {
        assert phase == Phase.IDLE || phase == Phase.CLOSED : phase;
        if (phase == Phase.CLOSED) {
            packet.release();
            by.connectionLost("it broke before the command was sent");
            return;
        }
        phase = Phase.FORWARDING;
        user = by;
        begin(command, by);
        server.count(LoopServer.Count.QUERIES, 1);
        write(shaped(command, packet, by.attributes()));
    }

    /**
     * Sends a command of the proxy's own and in the same write a session's command that builds upon it. Both are answered, the
     * second also when the first fails. Takes the buffers over; only where {@link ServerAbilities#takesTogether}.
     *
     * @param then gets the first answer; it is told of a loss only if nothing was sent, for which else {@code by} is
     */
    public void sendTogether(int ahead, ByteBuf aheadPacket, InternalCommand then, BackendUser by, int command,
            ByteBuf packet) {
        assert phase == Phase.IDLE || phase == Phase.CLOSED : phase;
        if (phase == Phase.CLOSED) {
            aheadPacket.release();
            packet.release();
            then.lost(this, "it broke before the command was sent");
            return;
        }
        phase = Phase.AHEAD;
        internal = then;
        user = by;
        behind = command;
        begin(ahead, null);
        server.count(LoopServer.Count.QUERIES, 1);
        withNext(shaped(ahead, aheadPacket, QueryAttributes.NONE));
        write(shaped(command, packet, by.attributes()));
    }

    /** More of the command under way: the content of a file. Takes the buffer over. */
    public void sendMore(ByteBuf packet) {
        assert phase == Phase.FORWARDING : phase;
        write(packet);
    }

    /** Sends what has no answer and is short: COM_STMT_CLOSE. Takes the buffer over. */
    void sendUnanswered(ByteBuf packet) {
        write(packet);
    }

    /**
     * Sends what has no answer and may be long: COM_STMT_SEND_LONG_DATA. Takes the buffer over.
     *
     * @return true if that was it; false if the server doesn't take it yet: then {@link BackendUser#backendWritable} or
     *         {@link BackendUser#connectionLost} follows
     */
    public boolean sendUnanswered(BackendUser by, ByteBuf packet) {
        assert phase == Phase.IDLE || phase == Phase.CLOSED : phase;
        if (phase == Phase.CLOSED) {
            packet.release();
            by.connectionLost("it broke before the command was sent");
            return false;
        }
        phase = Phase.DRAINING;
        user = by;
        write(packet);
        return phase == Phase.DRAINING && channel.isWritable() && drained();
    }

    private boolean drained() {
        phase = Phase.IDLE;
        user = null;
        return true;
    }

    /** Runs a command of the proxy's own; its answer goes nowhere. Takes the buffer over. */
    public void runInternal(int command, ByteBuf packet, InternalCommand then) {
        assert phase == Phase.IDLE || phase == Phase.CLOSED : phase;
        if (phase == Phase.CLOSED) {
            packet.release();
            then.lost(this, "it broke before the command was sent");
            return;
        }
        phase = Phase.INTERNAL;
        internal = then;
        begin(command, null);
        write(shaped(command, packet, QueryAttributes.NONE));
    }

    /** Sends what has no answer together with the next command. Takes the buffer over. */
    void withNext(ByteBuf packet) {
        server.count(LoopServer.Count.BYTES_SENT, packet.readableBytes());
        channel.write(packet, channel.voidPromise());
    }

    /** @param by null for the proxy itself */
    private void begin(int command, BackendUser by) {
        tracker.begin(command, login.capabilities());
        cutsReports = by != null && abilities.reportsChanges() && !by.hearsOfChanges();
    }

    private ByteBuf shaped(int command, ByteBuf packet, QueryAttributes attributes) {
        return command == Command.COM_QUERY && abilities.takesAttributes()
                ? CommandPackets.withAttributes(channel.alloc(), packet, attributes)
                : packet;
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
        if (phase == Phase.AHEAD) {
            length = follow(bytes);
        }
        if (length == 0) {
            bytes.release();
            return;
        }
        if (phase != Phase.FORWARDING && phase != Phase.INTERNAL) {
            bytes.release(); // nobody asked: the server says that it hangs up
            close("the server sent what nobody asked for");
            return;
        }
        ByteBuf ahead = null;
        if (cutsReports) {
            ahead = tracker.trackCutting(bytes);
        } else {
            tracker.track(bytes, bytes.readerIndex(), length);
        }
        boolean complete = tracker.complete();
        if (tracker.violated()) {
            ReferenceCountUtil.release(ahead);
            bytes.release();
            close("the server's answer breaks the protocol");
            return;
        }
        hand(ahead);
        hand(bytes);
        if (complete && phase != Phase.CLOSED) {
            complete();
        }
    }

    /** To whom it answers, if there is anything. */
    private void hand(ByteBuf bytes) {
        if (phase == Phase.FORWARDING && bytes != null && bytes.isReadable()) {
            user.answered(bytes);
        } else {
            ReferenceCountUtil.release(bytes);
        }
    }

    /** The answer to the command that was sent ahead. Returns how many bytes behind it are left to read. */
    private int follow(ByteBuf bytes) {
        bytes.skipBytes(tracker.follow(bytes, bytes.readerIndex(), bytes.readableBytes()));
        if (tracker.violated()) {
            close("the server's answer breaks the protocol");
            return 0;
        }
        if (!tracker.complete()) {
            return 0;
        }
        InternalCommand then = internal;
        internal = null;
        phase = Phase.FORWARDING;
        then.answered(this);
        begin(behind, user);
        return phase == Phase.FORWARDING ? bytes.readableBytes() : 0;
    }

    private void complete() {
        Phase before = phase;
        phase = Phase.IDLE;
        if (before == Phase.FORWARDING) {
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
        if (phase == Phase.FORWARDING) {
            user.answerPaused();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        BackendUser by = user;
        if (by != null) {
            if (phase == Phase.DRAINING && channel.isWritable()) {
                drained();
            }
            by.backendWritable(channel.isWritable());
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
        if (phase == Phase.CLOSED) {
            return;
        }
        Phase before = phase;
        phase = Phase.CLOSED;
        uncount();
        if (before == Phase.FORWARDING || before == Phase.DRAINING || before == Phase.AHEAD) {
            BackendUser by = user;
            user = null;
            internal = null;
            by.connectionLost(reason);
        } else if (before == Phase.INTERNAL) {
            InternalCommand then = internal;
            internal = null;
            then.lost(this, reason);
        } else if (holder != null) {
            holder.lostWhileIdle(this, reason);
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
        boolean open = phase != Phase.CLOSED;
        phase = Phase.CLOSED;
        if (open) {
            uncount();
        }
        channel.close();
    }

    private void uncount() {
        state.statements().clear();
        if (handedOut) {
            pool.closed(this);
        } else {
            server.closed(this);
        }
    }

    /** What a new connection begins with, and one that was reset. */
    List<String> beginsWith() {
        List<String> statements = server.beginsWith(pool.settings());
        if (abilities.reportsChanges() && !key.relayed()) { // a relay's client asks its server itself
            statements.add(0, SessionTracking.statement(login));
        }
        return statements;
    }

    /** Whether a session waits for its answer. */
    boolean isForwarding() {
        return phase == Phase.FORWARDING || phase == Phase.AHEAD;
    }

    /** Whether a statement or a transaction is under way on it. */
    boolean isWorking() {
        return isForwarding() || phase == Phase.DRAINING || handedOut && inTransaction();
    }

    /** From now on the pool counts it; until then whoever opens it does. */
    void handOut() {
        handedOut = true;
    }

    /** Stops or goes on reading: back pressure of a slow client. */
    public void read(boolean on) {
        channel.config().setAutoRead(on);
    }

    public boolean isOpen() {
        return phase != Phase.CLOSED && channel.isActive();
    }

    /** Whether the server's session has an open transaction. */
    public boolean inTransaction() {
        return (tracker.answer().statusFlags() & StatusFlag.SERVER_STATUS_IN_TRANS) != 0;
    }

    /** Whether a transaction or session state allows only the session that has it to use it. */
    public boolean isBound() {
        return state.heldBy() != 0 || inTransaction();
    }

    /** As the processlist shows them: {@link HeldBy}, and whether it is compressed. */
    public int statusFlags() {
        return abilities.isCompressed() ? state.heldBy() | HeldBy.COMPRESSION : state.heldBy();
    }

    /** Who is told when it breaks between commands; null while it is in the pool. */
    public void holder(BackendHolder now) {
        holder = now;
    }

    /** COM_SET_OPTION has changed what it shares with its session for life. Only while it is in use. */
    public void key(PoolKey now) {
        key = ExpiredPassword.isChangedOn(key.capabilities()) ? ExpiredPassword.changedOn(now) : now;
    }

    /** It is for one client alone, which can change the account's password. */
    void changesPassword() {
        key = ExpiredPassword.changedOn(key);
        state.hold(HeldBy.EXPIRED_PASSWORD, 0);
    }

    /** Whether its server takes nothing but a new password, or took nothing else at first: nobody else can use it. */
    boolean takesOnlyPassword() {
        return ExpiredPassword.isChangedOn(key.capabilities())
                || ExpiredPassword.isTold(tracker.answer().errorCode());
    }

    /** What the server's session has by now. */
    public BackendState state() {
        return state;
    }

    /** What may be asked of its server. */
    public ServerAbilities abilities() {
        return abilities;
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
