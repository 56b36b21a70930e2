package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.listen.ClientAddress;
import switchboard.api.query.QueryOrigin;
import switchboard.api.user.FrontendAccount;
import switchboard.mysql.protocol.server.Login;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.HeldBy;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.route.KnownQuery;
import switchboard.mysql.proxy.route.StatementKind;

/** A logged-in client: its session's parts. Belongs to its event loop but for {@link #kill}. */
public final class ClientSession implements ProxyLoop.Member {
    private static final Logger LOG = LoggerFactory.getLogger(ClientSession.class);

    private final long id;
    private final ProxyLoop loop;
    private final Sessions sessions;
    private final Channel channel;
    private final CommandDispatch commands;
    private final ClientInput input;
    private final SessionContext context;
    private final SessionClock clock;
    private final Replies replies;
    private final SessionBackends backends;
    private final Execution execution;
    private final QueryCommand queries;
    private final StatementCommands statements;
    private final CausalReads causalReads;
    private final AskedCommand asked;
    private final SessionEnd end;
    private final long sinceNanos;

    public ClientSession(Sessions sessions, ProxyLoop loop, Channel channel, SessionLogin begin) {
        this.id = begin.sessionId();
        this.sinceNanos = loop.nanos();
        this.loop = loop;
        this.sessions = sessions;
        this.channel = channel;
        this.context = new SessionContext(loop, begin);
        this.clock = new SessionClock(loop);
        this.replies = new Replies(channel, this);
        this.backends = new SessionBackends(this, loop);
        this.causalReads = new CausalReads(loop);
        this.execution = new Execution(this, loop, channel);
        this.queries = new QueryCommand(this, loop);
        this.statements = new StatementCommands(this);
        this.asked = new AskedCommand(context.capabilities());
        this.end = new SessionEnd(this);
        this.commands = new CommandDispatch(this);
        this.input = new ClientInput(this, this::dispatch);
    }

    /** Takes the packet over. */
    private void dispatch(ByteBuf packet) {
        if (account().fastForward()) {
            new FastForward(this).run(packet);
        } else {
            commands.run(packet);
        }
    }

    /** Takes the client's bytes from now on. */
    public void enter(ChannelPipeline pipeline) {
        asked.enter(pipeline);
        pipeline.addLast("session", input);
    }

    /** The client's next packet belongs to the command under way: its proof of another user's password. */
    public void takeNextPacket(Consumer<ByteBuf> taker) {
        input.takeNextPacket(taker);
    }

    /** The command is answered: the next one may begin. */
    void commandDone() {
        input.commandDone();
    }

    @Override
    public void close(String reason) {
        end.end(reason);
        channel.close();
    }

    /** Closes when what was written is sent and the client has closed, but after 10 s at the latest. */
    public void closeAfterFlush(String reason) {
        end.afterFlush(reason);
    }

    /** What an answer says of the session. */
    void learnFrom(BackendConnection by, Answer answer, KnownQuery known) {
        context.learnFrom(by, answer, known);
        if (known != null && known.traits().asksInsertId() && known.traits().reads() && answer.errorCode() == 0
                && answer.statementId() == 0) {
            context.readsGivenId(by, execution.command().statementText());
        }
        if (by.inTransaction()) {
            clock.inTransaction(true);
        } else if (clock.inTransaction()) {
            clock.inTransaction(backends.inTransaction() != null);
        }
    }

    /** The proxy has answered a statement itself: what the one before left is gone, as it would be on a server. */
    void answeredHere(StatementKind kind) {
        context.last().answeredHere(kind);
        if (!backends.isEmpty()) {
            if (!LastStatement.isQuestion(kind)) {
                ends(HeldBy.HAS_WARNINGS, context.last().leavesWarnings(kind));
            }
            if (LastStatement.findsOneRow(kind)) {
                ends(HeldBy.FOUND_ROWS, false);
            }
        }
    }

    /** @param slowly whether somebody may still ask */
    private void ends(int reason, boolean slowly) {
        BackendConnection held = backends.heldBy(reason);
        if (held != null && slowly) {
            held.state().holdBriefly(reason, loop.nanos());
        } else if (held != null) {
            held.state().hold(0, reason);
            backends.release(held);
        }
    }

    /** COM_CHANGE_USER succeeded: the session begins anew as this user. */
    public void changedUser(SessionLogin begin) {
        new SessionRestart(this).as(begin);
    }

    void schema(String name) {
        if (context.schema(name)) {
            queries.originChanged();
        }
    }

    /**
     * Ends the session, or only its statement. Any thread.
     *
     * @param then run on this session's event loop when it is done
     */
    public void kill(String byUser, boolean queryOnly, Runnable then) {
        loop.eventLoop().execute(() -> {
            boolean allowed = byUser == null || byUser.equals(account().username());
            if (allowed && !queryOnly) {
                close("killed");
            } else if (allowed) {
                execution.interruption().interrupt(false);
            }
            then.run();
        });
    }

    @Override
    public void tick(long nowNanos) {
        backends.tick(nowNanos, execution.connection());
        execution.interruption().tick(nowNanos);
        boolean busy = isBusy();
        String overdue = clock.overdue(nowNanos, busy);
        long runningMillis = clock.commandMillis(nowNanos);
        if (overdue != null) {
            LOG.warn("Killing client connection {} because {}", ClientAddress.of(channel), overdue);
            close(overdue);
        } else if (input.waitsForLogin() && runningMillis > loop.settings().connectTimeoutClient().toMillis()) {
            close("no answer to the question for a password");
        } else if (busy && !execution.hasOwnLimit()
                && runningMillis > loop.settings().defaultQueryTimeout().toMillis()) {
            execution.interruption().interrupt(true);
        }
    }

    void answerError(int code, String sqlState, String message) {
        loop.counters().add(Counter.GENERATED_ERROR_PACKETS, 1);
        replies.error(code, sqlState, message);
        context.last().failed(code, message);
        commandDone();
    }

    void sent(int bytes) {
        loop.counters().add(Counter.FRONTEND_BYTES_SENT, bytes);
    }

    @Override
    public boolean isBusy() {
        return input.isBusy();
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

    public int currentHostgroup() {
        return execution.command().hostgroup();
    }

    /** When it began. */
    long sinceNanos() {
        return sinceNanos;
    }

    long transactionMillis() {
        return clock.transactionMillis();
    }

    /** What takes the client's bytes: the last handler of its pipeline. */
    ClientInput input() {
        return input;
    }

    SessionClock clock() {
        return clock;
    }

    SessionEnd end() {
        return end;
    }

    AskedCommand asked() {
        return asked;
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

    CausalReads causalReads() {
        return causalReads;
    }

    Sessions sessions() {
        return sessions;
    }
}
