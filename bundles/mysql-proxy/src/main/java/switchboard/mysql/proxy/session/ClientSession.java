package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
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
import switchboard.mysql.proxy.backend.PoolKey;
import switchboard.mysql.proxy.backend.StateSync;
import switchboard.mysql.proxy.backend.Wanted;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.route.KnownQuery;
import switchboard.mysql.proxy.variables.SessionVariables;
import switchboard.mysql.proxy.variables.TrackedVariables;

/**
 * A logged-in client: its connection, and what the session has set. Commands are taken one at a time; bytes that come
 * meanwhile wait, and from 64 KB on the client isn't read.
 */
public final class ClientSession extends ChannelInboundHandlerAdapter implements ProxyLoop.Member {
    private static final Logger LOG = LoggerFactory.getLogger(ClientSession.class);
    private static final int MAX_PENDING_WHILE_BUSY = 64 * 1024;

    private enum State {
        IDLE, BUSY, SENDING_FILE, CLOSED
    }

    private final long id;
    private final ProxyLoop loop;
    private final Sessions sessions;
    private final Channel channel;
    private final CommandInput input;
    private final Replies replies;
    private final SessionBackends backends = new SessionBackends();
    private final Execution execution;
    private final QueryCommand queries;
    private final StatementCommands statements;
    private final CommandDispatch dispatch;
    private FrontendAccount account;
    private PoolKey poolKey;
    private long capabilities;
    private int collation;
    private QueryOrigin origin;
    private SessionVariables variables;
    private SessionVariables initialVariables;
    private State state = State.IDLE;
    private long commandSinceNanos;
    private long transactionSinceNanos;
    private int lockedHostgroup = -1;
    private long lastInsertId;
    private int lastInsertHostgroup = -1;
    private int lastWarnings;
    private boolean dispatching;
    private boolean nextSetIsKnown;
    private Consumer<ByteBuf> packetTaker;
    private Login login;

    public ClientSession(Sessions sessions, ProxyLoop loop, Channel channel, SessionLogin begin) {
        this.id = begin.sessionId();
        this.loop = loop;
        this.sessions = sessions;
        this.channel = channel;
        this.input = new CommandInput(channel.alloc());
        this.replies = new Replies(channel, this);
        this.execution = new Execution(this, loop, channel);
        this.queries = new QueryCommand(this, loop);
        this.statements = new StatementCommands(this);
        this.dispatch = new CommandDispatch(this);
        this.commandSinceNanos = loop.nanos();
        loggedIn(begin);
    }

    /** Begins as this user, at login and with COM_CHANGE_USER. */
    private void loggedIn(SessionLogin begin) {
        login = begin.login();
        account = begin.account();
        capabilities = login.capabilities();
        collation = begin.collation();
        poolKey = new PoolKey(account.username(), capabilities & SessionLogin.SHAPES_ANSWERS);
        origin = begin.origin();
        initialVariables = begin.variables();
        variables = initialVariables;
        queries.originChanged();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        loop.counters().add(Counter.FRONTEND_BYTES_RECEIVED, bytes.readableBytes());
        if (state == State.SENDING_FILE) {
            execution.sendFile(bytes);
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
        } else if (input.pendingBytes() > MAX_PENDING_WHILE_BUSY) {
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

    /** Takes commands until one has to wait for a server. */
    private void dispatchPending() {
        if (dispatching) {
            return; // a command was answered at once: the loop below goes on
        }
        dispatching = true;
        try {
            while (state == State.IDLE) {
                ByteBuf command = input.next(loop.settings().maxAllowedPacket());
                if (command == null) {
                    return;
                }
                state = State.BUSY;
                commandSinceNanos = loop.nanos();
                dispatch.run(command);
            }
        } catch (CommandInput.CommandTooLargeException tooLarge) {
            replies.error(1153, "08S01", "Got a packet bigger than 'max_allowed_packet' bytes");
            closeAfterFlush(tooLarge.getMessage());
        } finally {
            dispatching = false;
        }
    }

    /** The command is answered: the next one may begin. */
    void commandDone() {
        if (state == State.BUSY || state == State.SENDING_FILE) {
            state = State.IDLE;
            if (!channel.config().isAutoRead()) {
                channel.config().setAutoRead(true);
            }
            if (input.pendingBytes() > 0) {
                dispatchPending();
            }
        }
    }

    /** The server asks for the content of a file: what the client sends goes there as it comes. */
    void startFile() {
        state = State.SENDING_FILE;
        ByteBuf waiting = input.takeAll();
        if (waiting != null) {
            execution.sendFile(waiting);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            execution.clientWritable();
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

    /** Closes when what was written is sent. */
    public void closeAfterFlush(String reason) {
        end(reason);
        channel.writeAndFlush(io.netty.buffer.Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
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
        releaseAll();
        loop.leave(id);
        sessions.remove(this);
        sessions.leaveUser(account.username());
        sessions.leave();
        loop.counters().add(Counter.CLIENT_CONNECTIONS_CONNECTED, -1);
        if (lockedHostgroup >= 0) {
            loop.counters().add(Counter.CLIENT_CONNECTIONS_HOSTGROUP_LOCKED, -1);
        }
    }

    /** Gives back every backend connection; those with state of this session are reset first. */
    void releaseAll() {
        for (BackendConnection connection : backends.takeAll()) {
            if (!connection.isOpen()) {
                continue;
            }
            if (connection.heldBy() == 0 && !connection.inTransaction()) {
                loop.pool().giveBack(connection);
            } else {
                StateSync.reset(connection, new GiveBack(loop.pool()));
            }
        }
    }

    /** Gives a connection back if neither a transaction nor session state binds it. */
    void release(BackendConnection connection) {
        if (!connection.isOpen()) {
            backends.detach(connection);
        } else if (connection.heldBy() == 0 && !connection.inTransaction() && loop.settings().multiplexing()) {
            backends.detach(connection);
            loop.pool().giveBack(connection);
        }
    }

    /** What an answer says of the session. */
    void learnFrom(BackendConnection by, Answer answer, KnownQuery known) {
        lastWarnings = answer.warnings();
        if (answer.errorCode() == 0 && answer.lastInsertId() != 0) {
            lastInsertId = answer.lastInsertId();
            lastInsertHostgroup = SessionBackends.hostgroup(by);
        }
        if (!by.inTransaction()) {
            transactionSinceNanos = 0;
        } else if (transactionSinceNanos == 0) {
            transactionSinceNanos = loop.nanos();
        }
    }

    /** A SET that isn't understood: from now on only that connection knows the session's state. */
    void holdForUnknownSet(KnownQuery known) {
        if (loop.settings().lockOnUnknownSet() && lockedHostgroup < 0) {
            BackendConnection transaction = backends.inTransaction();
            Integer wanted = known.decision().destinationHostgroup();
            lockedHostgroup = transaction != null
                    ? SessionBackends.hostgroup(transaction)
                    : wanted != null ? wanted : account.defaultHostgroup();
            loop.counters().add(Counter.CLIENT_CONNECTIONS_HOSTGROUP_LOCKED, 1);
            loop.counters().add(Counter.HOSTGROUP_LOCKED_SET_CMDS, 1);
            LOG.warn("Session bound to hostgroup={} thread_id={} user={}: SET not understood digest={}",
                    lockedHostgroup,
                    id, account.username(), known.digest() == null ? "-" : known.digest().text());
        }
    }

    /** COM_RESET_CONNECTION, COM_CHANGE_USER: back to the state after login. */
    void reset() {
        releaseAll();
        statements.forgetAll();
        variables = initialVariables;
        lastInsertId = 0;
        lastInsertHostgroup = -1;
        lastWarnings = 0;
        if (lockedHostgroup >= 0) {
            lockedHostgroup = -1;
            loop.counters().add(Counter.CLIENT_CONNECTIONS_HOSTGROUP_LOCKED, -1);
        }
        queries.originChanged();
    }

    /** COM_CHANGE_USER succeeded: the session begins anew as this user. */
    public void changedUser(SessionLogin begin) {
        sessions.leaveUser(account.username());
        reset();
        loggedIn(begin);
        replies.answerFrom(login.nextSequenceId());
        replies.ok();
        commandDone();
    }

    void schema(String name) {
        if (!name.equals(origin.schema())) {
            origin = new QueryOrigin(origin.user(), name, origin.clientAddress(), origin.proxyAddress(),
                    origin.proxyPort());
            queries.originChanged();
        }
    }

    /** The server is told by the client's own statement what the session has just noted. */
    void variablesSetOn(BackendConnection connection) {
        connection.nowIn(connection.schema(), variables);
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
            other.kill(account.username(), queryOnly);
        }
    }

    /** Ends the session, or only its statement. Any thread. */
    public void kill(String byUser, boolean queryOnly) {
        loop.eventLoop().execute(() -> {
            if (byUser != null && !byUser.equals(account.username())) {
                return;
            }
            if (!queryOnly) {
                close("killed");
            } else if (state == State.BUSY) {
                execution.timedOut();
            }
        });
    }

    @Override
    public void tick(long nowNanos) {
        long inStateMillis = TimeUnit.NANOSECONDS.toMillis(nowNanos - commandSinceNanos);
        long inTransactionMillis = transactionSinceNanos == 0
                ? 0
                : TimeUnit.NANOSECONDS.toMillis(nowNanos - transactionSinceNanos);
        var settings = loop.settings();
        if (state == State.IDLE && transactionSinceNanos == 0 && inStateMillis > settings.waitTimeout().toMillis()) {
            timedOut("inactive for", inStateMillis);
        } else if (state == State.IDLE && transactionSinceNanos != 0
                && inStateMillis > settings.maxTransactionIdleTime().toMillis()) {
            timedOut("(possible) transaction idle for", inStateMillis);
        } else if (inTransactionMillis > settings.maxTransactionTime().toMillis()) {
            timedOut("(possible) transaction running for", inTransactionMillis);
        } else if (state == State.BUSY && inStateMillis > settings.defaultQueryTimeout().toMillis()) {
            execution.timedOut();
        }
    }

    private void timedOut(String why, long millis) {
        LOG.warn("Killing client connection {} because {} {}ms", channel.remoteAddress(), why, millis);
        close(why + " " + millis + "ms");
    }

    void answerError(int code, String sqlState, String message) {
        loop.counters().add(Counter.GENERATED_ERROR_PACKETS, 1);
        replies.error(code, sqlState, message);
        commandDone();
    }

    Wanted wanted(int hostgroup) {
        return new Wanted(hostgroup, poolKey, origin.schema(), variables, collation, initialVariables);
    }

    void multiStatements(boolean on) {
        long flag = switchboard.mysql.protocol.Capability.CLIENT_MULTI_STATEMENTS;
        capabilities = on ? capabilities | flag : capabilities & ~flag;
        poolKey = new PoolKey(account.username(), capabilities & SessionLogin.SHAPES_ANSWERS);
        releaseAll();
    }

    void sent(int bytes) {
        loop.counters().add(Counter.FRONTEND_BYTES_SENT, bytes);
    }

    @Override
    public boolean isBusy() {
        return state == State.BUSY || state == State.SENDING_FILE;
    }

    boolean autocommit() {
        return !variables.has(TrackedVariables.AUTOCOMMIT);
    }

    /** The login that the session lives by. */
    public Login login() {
        return login;
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
        return account;
    }

    public QueryOrigin origin() {
        return origin;
    }

    public long commandSinceNanos() {
        return commandSinceNanos;
    }

    /** The backend connection that works for the session now, or the one that it holds, or null. */
    public BackendConnection backend() {
        return execution.connection() != null
                ? execution.connection()
                : backends.isEmpty() ? null : backends.all().get(0);
    }

    /** The command that runs, as text for the processlist; null while idle. */
    public String runningText() {
        ByteBuf packet = state == State.BUSY ? execution.packet() : null;
        if (packet == null || packet.refCnt() == 0 || packet.readableBytes() <= Packets.HEADER_BYTES + 1) {
            return null;
        }
        int length = Math.min(packet.readableBytes() - Packets.HEADER_BYTES - 1, 1024);
        return packet.toString(packet.readerIndex() + Packets.HEADER_BYTES + 1, length,
                java.nio.charset.StandardCharsets.UTF_8);
    }

    public int currentHostgroup() {
        return execution.currentHostgroup();
    }

    String schema() {
        return origin.schema();
    }

    SessionVariables variables() {
        return variables;
    }

    void variables(SessionVariables now) {
        variables = now;
    }

    long capabilities() {
        return capabilities;
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

    int lockedHostgroup() {
        return lockedHostgroup;
    }

    long lastInsertId() {
        return lastInsertId;
    }

    int lastInsertHostgroup() {
        return lastInsertHostgroup;
    }

    int lastWarnings() {
        return lastWarnings;
    }

    Sessions sessions() {
        return sessions;
    }
}
