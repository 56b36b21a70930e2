package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.query.QueryOrigin;
import switchboard.api.user.FrontendAccount;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.server.Login;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.ProxyLoop;

/**
 * A logged-in client's connection. Commands are taken one at a time; bytes that come meanwhile wait, and from 64 KB on the
 * client isn't read. While the client doesn't take its answers no command begins.
 *
 * <pre>
 * IDLE -- command --> BUSY -- answered --> IDLE
 * BUSY -- the server asks for a file --> SENDING_FILE -- file's end --> BUSY
 * any -- end --> CLOSED
 * </pre>
 */
public final class ClientSession extends ChannelInboundHandlerAdapter implements ProxyLoop.Member {
    private static final Logger LOG = LoggerFactory.getLogger(ClientSession.class);
    private static final int MAX_PENDING_WHILE_BUSY = 64 * 1024;
    private static final long LAST_WORDS_SECONDS = 10;

    private enum State {
        IDLE, BUSY, SENDING_FILE, CLOSED
    }

    private final long id;
    private final ProxyLoop loop;
    private final Sessions sessions;
    private final Channel channel;
    private final CommandInput input;
    private final SessionContext context;
    private final SessionClock clock;
    private final Replies replies;
    private final SessionBackends backends;
    private final Execution execution;
    private final QueryCommand queries;
    private final StatementCommands statements;
    private final CommandDispatch dispatch;
    private final FileContent file = new FileContent();
    private State state = State.IDLE;
    private boolean answeredBeforeFile;
    private boolean dispatching;
    private boolean nextSetIsKnown;
    private Consumer<ByteBuf> packetTaker;

    public ClientSession(Sessions sessions, ProxyLoop loop, Channel channel, SessionLogin begin) {
        this.id = begin.sessionId();
        this.loop = loop;
        this.sessions = sessions;
        this.channel = channel;
        this.input = new CommandInput(channel.alloc());
        this.context = new SessionContext(loop, begin);
        this.clock = new SessionClock(loop);
        this.replies = new Replies(channel, this);
        this.backends = new SessionBackends(this, loop);
        this.execution = new Execution(this, loop, channel);
        this.queries = new QueryCommand(this, loop);
        this.statements = new StatementCommands(this);
        this.dispatch = new CommandDispatch(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        loop.counters().add(Counter.FRONTEND_BYTES_RECEIVED, bytes.readableBytes());
        if (state == State.SENDING_FILE) {
            receiveFile(bytes);
            return;
        }
        if (state == State.CLOSED) {
            bytes.release();
            return;
        }
        input.add(bytes);
        if (packetTaker != null) {
            takeLoginPacket();
        } else if (state == State.IDLE) {
            dispatchPending();
        }
        if (input.pendingBytes() > MAX_PENDING_WHILE_BUSY && (state != State.IDLE || !channel.isWritable())) {
            channel.config().setAutoRead(false);
        }
    }

    /** The client's next packet belongs to the command under way: its proof of another user's password. */
    public void takeNextPacket(Consumer<ByteBuf> taker) {
        packetTaker = taker;
        takeLoginPacket();
    }

    private void takeLoginPacket() {
        try {
            ByteBuf packet = input.next(MAX_PENDING_WHILE_BUSY);
            if (packet != null) {
                Consumer<ByteBuf> taker = packetTaker;
                packetTaker = null;
                taker.accept(packet);
            }
        } catch (CommandInput.CommandTooLargeException tooLarge) {
            close("a login packet of more than " + MAX_PENDING_WHILE_BUSY + " bytes");
        }
    }

    /** Takes commands until one has to wait for a server, or the client for its answers. */
    private void dispatchPending() {
        if (dispatching) {
            return; // a command was answered at once: the loop below goes on
        }
        dispatching = true;
        try {
            while (state == State.IDLE && channel.isWritable()) {
                ByteBuf command = input.next(loop.settings().maxAllowedPacket());
                if (command == null) {
                    return;
                }
                state = State.BUSY;
                clock.commandBegins();
                dispatch.run(command);
            }
        } catch (CommandInput.CommandTooLargeException tooLarge) {
            replies.answerFrom(tooLarge.sequenceId() + 1);
            replies.error(1153, "08S01", "Got a packet bigger than 'max_allowed_packet' bytes");
            closeAfterFlush(tooLarge.getMessage());
        } finally {
            dispatching = false;
        }
    }

    /** The command is answered: the next one may begin. */
    void commandDone() {
        if (state == State.SENDING_FILE && !file.hasEnded()) { // the rest of the file is no command
            answeredBeforeFile = true;
            readOn();
        } else if (state == State.BUSY || state == State.SENDING_FILE) {
            state = State.IDLE;
            readOn();
            if (input.pendingBytes() > 0) {
                dispatchPending();
            }
        }
    }

    private void readOn() {
        if (!channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
    }

    /** The server asks for the content of a file: what the client sends goes there as it comes. */
    void startFile() {
        state = State.SENDING_FILE;
        answeredBeforeFile = false;
        file.begin();
        ByteBuf waiting = input.takeAll();
        if (waiting != null) {
            receiveFile(waiting);
        }
    }

    private void receiveFile(ByteBuf bytes) {
        int length = file.measure(bytes);
        if (length == bytes.readableBytes()) {
            execution.sendFile(bytes);
        } else {
            execution.sendFile(bytes.readRetainedSlice(length));
            input.add(bytes);
        }
        if (file.hasEnded() && state == State.SENDING_FILE) {
            state = State.BUSY;
            if (answeredBeforeFile) {
                commandDone();
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!channel.isWritable()) {
            return;
        }
        execution.clientWritable();
        if (state == State.IDLE) {
            readOn();
            dispatchPending();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end("the client closed the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof java.io.IOException)) {
            LOG.error("Session closed thread_id={}: a fault of the proxy", id, cause);
        }
        close(String.valueOf(cause.getMessage()));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        end("the session is over");
    }

    @Override
    public void close(String reason) {
        end(reason);
        channel.close();
    }

    /** Closes when what was written is sent, or the client doesn't take it for 10 s. */
    public void closeAfterFlush(String reason) {
        end(reason);
        readOn(); // to see that the client closes
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        if (channel.isOpen()) {
            channel.eventLoop().schedule(() -> channel.close(), LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void end(String reason) {
        if (state == State.CLOSED) {
            return;
        }
        if (state != State.IDLE) {
            loop.counters().add(Counter.CLIENT_CONNECTIONS_ABORTED, 1);
        }
        LOG.debug("Session ended thread_id={} reason={}", id, reason);
        state = State.CLOSED;
        execution.abort();
        input.release();
        packetTaker = null;
        backends.releaseAll();
        loop.leave(id);
        sessions.remove(this);
        sessions.leaveUser(account().username());
        sessions.leave();
        loop.counters().add(Counter.CLIENT_CONNECTIONS_CONNECTED, -1);
        context.unlock();
    }

    /** What an answer says of the session. */
    void learnFrom(BackendConnection by, Answer answer) {
        context.learnFrom(by, answer);
        if (by.inTransaction()) {
            clock.inTransaction(true);
        } else if (clock.inTransaction()) {
            clock.inTransaction(backends.inTransaction() != null);
        }
    }

    /** COM_RESET_CONNECTION, COM_CHANGE_USER: back to the state after login. */
    void reset() {
        backends.releaseAll();
        statements.forgetAll();
        context.reset();
        clock.inTransaction(false);
        queries.originChanged();
    }

    /** COM_CHANGE_USER succeeded: the session begins anew as this user. */
    public void changedUser(SessionLogin begin) {
        sessions.leaveUser(account().username());
        reset();
        context.begin(begin);
        queries.originChanged();
        replies.answerFrom(begin.login().nextSequenceId());
        replies.ok();
        commandDone();
    }

    void schema(String name) {
        if (context.schema(name)) {
            queries.originChanged();
        }
    }

    /** The SET that goes to the server is understood, and its connection's state noted. */
    void nextSetIsKnown() {
        nextSetIsKnown = true;
    }

    /** Whether the SET that was just run leaves nothing that only its connection knows. */
    boolean takeSetIsKnown() {
        boolean known = nextSetIsKnown;
        nextSetIsKnown = false;
        return known;
    }

    void killOther(long otherId, boolean queryOnly) {
        ClientSession other = sessions.byId(otherId);
        if (other != null) {
            other.kill(account().username(), queryOnly);
        }
    }

    /** Ends the session, or only its statement. Any thread. */
    public void kill(String byUser, boolean queryOnly) {
        loop.eventLoop().execute(() -> {
            if (byUser != null && !byUser.equals(account().username())) {
                return;
            }
            if (!queryOnly) {
                close("killed");
            } else {
                execution.interrupt(false);
            }
        });
    }

    @Override
    public void tick(long nowNanos) {
        boolean busy = isBusy();
        String overdue = clock.overdue(nowNanos, busy);
        long runningMillis = clock.commandMillis(nowNanos);
        if (overdue != null) {
            LOG.warn("Killing client connection {} because {}", channel.remoteAddress(), overdue);
            close(overdue);
        } else if (packetTaker != null && runningMillis > loop.settings().connectTimeoutClient().toMillis()) {
            close("no answer to the question for a password");
        } else if (busy && !execution.hasOwnLimit()
                && runningMillis > loop.settings().defaultQueryTimeout().toMillis()) {
            execution.interrupt(true);
        }
    }

    void answerError(int code, String sqlState, String message) {
        loop.counters().add(Counter.GENERATED_ERROR_PACKETS, 1);
        replies.error(code, sqlState, message);
        commandDone();
    }

    void sent(int bytes) {
        loop.counters().add(Counter.FRONTEND_BYTES_SENT, bytes);
    }

    @Override
    public boolean isBusy() {
        return state == State.BUSY || state == State.SENDING_FILE;
    }

    /** The login that the session lives by. */
    public Login login() {
        return context.login();
    }

    public ProxyLoop loop() {
        return loop;
    }

    public long id() {
        return id;
    }

    public Channel channel() {
        return channel;
    }

    public FrontendAccount account() {
        return context.account();
    }

    public QueryOrigin origin() {
        return context.origin();
    }

    public long commandSinceNanos() {
        return clock.commandSinceNanos();
    }

    /** The backend connection that works for the session now, or the one that it holds, or null. */
    public BackendConnection backend() {
        return execution.connection() != null
                ? execution.connection()
                : backends.isEmpty() ? null : backends.first();
    }

    /** The command that runs, as text for the processlist; null while idle. */
    public String runningText() {
        ByteBuf packet = state == State.BUSY ? execution.packet() : null;
        int from = execution.packetStart() + Packets.HEADER_BYTES + 1;
        if (packet == null || packet.writerIndex() <= from) {
            return null;
        }
        return packet.toString(from, Math.min(packet.writerIndex() - from, 1024), StandardCharsets.UTF_8);
    }

    public int currentHostgroup() {
        return execution.currentHostgroup();
    }

    SessionContext context() {
        return context;
    }

    Replies replies() {
        return replies;
    }

    SessionBackends backends() {
        return backends;
    }

    Execution execution() {
        return execution;
    }

    QueryCommand queries() {
        return queries;
    }

    StatementCommands statements() {
        return statements;
    }

    Sessions sessions() {
        return sessions;
    }
}
