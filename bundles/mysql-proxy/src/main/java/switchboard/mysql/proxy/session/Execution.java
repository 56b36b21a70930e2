package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import switchboard.api.query.Decision;
import switchboard.api.query.QueryDigest;
import switchboard.api.query.QueryOrigin;
import switchboard.api.query.QueryReport;
import switchboard.api.server.ServerKey;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.BackendKill;
import switchboard.mysql.proxy.backend.BackendRequest;
import switchboard.mysql.proxy.backend.BackendUser;
import switchboard.mysql.proxy.backend.HeldBy;
import switchboard.mysql.proxy.backend.StateSync;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.ErrorCounts;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.route.KnownQuery;
import switchboard.mysql.proxy.route.StatementKind;

/**
 * Runs a session's commands on backend connections, one at a time: gets a connection, brings it into the session's state,
 * sends, forwards the answer, gives the connection back if nothing binds it. One object for a session.
 */
final class Execution implements BackendUser, BackendRequest.Waiter, StateSync.Then, QueryReport {
    /** A command that is more than forwarding: prepared statements. */
    interface Script {
        /** The connection is in the session's state: send the command on it. */
        void ready(BackendConnection connection);

        /** Bytes of the answer before they go to the client. Takes the buffer over, gives one back, or null. */
        ByteBuf outgoing(ByteBuf bytes);

        /** The answer is complete and passed on. */
        void complete(BackendConnection connection);

        /** The command ends without an answer of the server. */
        void dropped();
    }

    private static final int LOST = 2013;

    private final ClientSession session;
    private final ProxyLoop loop;
    private final Channel client;
    private BackendRequest request;
    private BackendConnection connection;
    private Script script;
    private ByteBuf packet;
    private KnownQuery known;
    private Decision decision = Decision.NONE;
    private int command;
    private int hostgroup;
    private int retriesLeft;
    private boolean answered;
    private boolean sendingFile;
    private long startNanos;
    private long tookMicros;
    private long rowsAffected;
    private long rowsSent;
    private int errorCode;
    private ScheduledFuture<?> timeout;

    Execution(ClientSession session, ProxyLoop loop, Channel client) {
        this.session = session;
        this.loop = loop;
        this.client = client;
    }

    /** Begins a command. Takes the packet over. */
    void run(int at, int commandByte, ByteBuf commandPacket, KnownQuery query, Decision rules, Script how) {
        hostgroup = at;
        command = commandByte;
        packet = commandPacket;
        known = query;
        decision = rules;
        script = how;
        answered = false;
        errorCode = 0;
        startNanos = session.commandSinceNanos();
        retriesLeft = rules.retries() != null ? rules.retries() : loop.settings().queryRetries();
        if (rules.timeoutMs() != null && rules.timeoutMs() > 0) {
            timeout = loop.eventLoop().schedule(this::timedOut, rules.timeoutMs(), TimeUnit.MILLISECONDS);
        }
        if (rules.delayMs() != null && rules.delayMs() > 0) {
            loop.eventLoop().schedule(this::obtain, rules.delayMs(), TimeUnit.MILLISECONDS);
        } else {
            obtain();
        }
    }

    private void obtain() {
        if (packet == null) {
            return; // the client went away during a delay
        }
        BackendConnection held = session.backends().at(hostgroup);
        if (held != null) {
            use(held);
            return;
        }
        BackendConnection idle = loop.pool().take(session.wanted(hostgroup));
        if (idle != null) {
            loop.counters().add(Counter.CONN_POOL_IMMEDIATE, 1);
            connected(idle);
            return;
        }
        request = new BackendRequest(loop.pool(), session.wanted(hostgroup), this);
        request.start();
    }

    @Override
    public void connected(BackendConnection found) {
        request = null;
        loop.counters().add(Counter.CONN_POOL_SUCCESS, 1);
        session.backends().attach(found);
        use(found);
    }

    @Override
    public void refused(int code, String sqlState, String message) {
        request = null;
        loop.counters().add(code == 9001 ? Counter.MAX_CONNECT_TIMEOUTS : Counter.CONN_POOL_FAILURE, 1);
        fail(code, sqlState, message);
    }

    private void use(BackendConnection found) {
        connection = found;
        StateSync.bring(found, session.schema(), session.variables(), this);
    }

    @Override
    public void ready(BackendConnection found) {
        if (packet == null) {
            return;
        }
        if (!client.isWritable()) {
            found.read(false);
        }
        if (script != null) {
            script.ready(found);
        } else {
            found.send(this, command, packet.retain());
        }
    }

    @Override
    public void refused(BackendConnection by, int code, String sqlState, String message) {
        count(by, code, message);
        session.release(by);
        fail(code, sqlState, message);
    }

    private void count(BackendConnection by, int code, String message) {
        ServerKey server = by.server().gate().key();
        loop.errors().add(new ErrorCounts.Key(server.hostgroup(), server.hostname(), server.port(),
                session.account().username(), session.origin().clientAddress(), session.origin().schema(), code),
                message);
    }

    @Override
    public void lost(BackendConnection gone, String reason) {
        connectionLost(reason);
    }

    @Override
    public void answered(ByteBuf bytes) {
        answered = true;
        ByteBuf out = script == null ? bytes : script.outgoing(bytes);
        if (out == null) {
            return;
        }
        loop.counters().add(Counter.FRONTEND_BYTES_SENT, out.readableBytes());
        client.write(out, client.voidPromise());
        if (!client.isWritable()) {
            connection.read(false); // the client is slow: so is its server
        }
    }

    @Override
    public void answerPaused() {
        client.flush();
        if (!sendingFile && connection != null && connection.answer().localInfileRequested()) {
            sendingFile = true;
            session.startFile();
        }
    }

    @Override
    public void answerComplete() {
        client.flush();
        sendingFile = false;
        BackendConnection by = connection;
        Answer answer = by.answer();
        errorCode = answer.errorCode();
        if (errorCode != 0) {
            count(by, errorCode, answer.errorMessage());
        }
        connection = null;
        if (script != null) {
            script.complete(by);
        }
        if (!by.channel().config().isAutoRead()) {
            by.read(true);
        }
        hold(by, answer);
        session.learnFrom(by, answer, known);
        session.release(by);
        report(answer);
        end();
    }

    /** Notes what binds the connection to this session from now on, and what no longer does. */
    private void hold(BackendConnection by, Answer answer) {
        int add = 0;
        int remove = HeldBy.HAS_WARNINGS;
        if (known != null && errorCode == 0 && command != Command.COM_STMT_PREPARE) {
            add = known.traits().holds();
            remove |= known.traits().frees();
            if (known.traits().kind() == StatementKind.SET && !session.takeSetIsKnown()) {
                add |= HeldBy.UNKNOWN_SET;
            }
        }
        if (decision.multiplex() != null) {
            switch (decision.multiplex()) {
                case 0 -> add |= HeldBy.NO_MULTIPLEX;
                case 1 -> remove |= HeldBy.NO_MULTIPLEX;
                default -> add &= ~HeldBy.USER_VARIABLE;
            }
        }
        if (errorCode == 0 && answer.warnings() > 0 && loop.settings().handleWarnings()
                && command == Command.COM_QUERY) {
            add |= HeldBy.HAS_WARNINGS;
        }
        if (!by.inTransaction()) {
            remove |= HeldBy.HAS_SAVEPOINT;
            add &= ~HeldBy.HAS_SAVEPOINT;
        }
        if (add != 0 || by.heldBy() != 0) {
            by.hold(add, remove & ~add);
        }
    }

    /** A command without an answer was sent: that was it. */
    void unanswered(BackendConnection by) {
        session.release(by);
        end();
    }

    private void report(Answer answer) {
        tookMicros = (loop.nanos() - startNanos) / 1000;
        if (tookMicros > loop.settings().longQueryMillis() * 1000) {
            loop.counters().add(Counter.SLOW_QUERIES, 1);
        }
        if (known != null && known.digest() != null) {
            rowsAffected = answer.affectedRows();
            rowsSent = answer.rows();
            loop.finished(this);
        }
    }

    @Override
    public void connectionLost(String reason) {
        BackendConnection gone = connection;
        connection = null;
        if (gone != null) {
            session.backends().detach(gone);
            count(gone, LOST, reason);
            loop.modules().servers().get().connectFailed(gone.server().gate().key(), LOST, reason);
        }
        boolean bound = gone != null && (gone.inTransaction() || gone.heldBy() != 0);
        boolean repeatable = known != null && known.traits().reads() && !answered && !bound && !sendingFile;
        if (repeatable && retriesLeft > 0) {
            retriesLeft--;
            packet.readerIndex(0);
            obtain();
            return;
        }
        if (answered && command != Command.COM_STMT_PREPARE) {
            session.close("the server's connection broke in the middle of an answer: " + reason);
        } else if (bound) {
            fail(LOST, "HY000", "Lost connection to server during query");
            session.closeAfterFlush("its server connection broke in a transaction or with session state: " + reason);
        } else {
            fail(LOST, "HY000", "Lost connection to server during query");
        }
    }

    @Override
    public void backendWritable(boolean writable) {
        if (sendingFile) {
            client.config().setAutoRead(writable);
        }
    }

    /** The client takes bytes again. */
    void clientWritable() {
        if (connection != null) {
            connection.read(true);
        }
    }

    /** More of a file that the server asked for. Takes the buffer over. */
    void sendFile(ByteBuf bytes) {
        if (connection == null) {
            bytes.release();
        } else {
            connection.sendMore(bytes);
        }
    }

    /** The query took too long: its server is asked to end it, and its answer, an error, goes to the client. */
    void timedOut() {
        timeout = null;
        if (connection != null) {
            BackendKill.query(loop.pool(), connection);
        } else if (request != null) {
            request.cancel();
            request = null;
            fail(1907, "70100", "Query execution was interrupted, query_timeout exceeded");
        }
    }

    /** The client is gone: its command ends wherever it is. */
    void abort() {
        if (request != null) {
            request.cancel();
            request = null;
        }
        if (connection != null) {
            BackendConnection running = connection;
            connection = null;
            session.backends().detach(running);
            BackendKill.connection(loop.pool(), running);
            running.abandon();
        }
        if (packet != null) {
            drop();
        }
    }

    private void fail(int code, String sqlState, String message) {
        errorCode = code;
        loop.counters().add(Counter.GENERATED_ERROR_PACKETS, 1);
        session.replies().error(code, sqlState, message);
        drop();
        session.commandDone();
    }

    private void end() {
        drop();
        session.commandDone();
    }

    private void drop() {
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
        if (packet != null) {
            packet.release();
            packet = null;
        }
        if (script != null) {
            script.dropped();
            script = null;
        }
        connection = null;
        sendingFile = false;
    }

    /** The connection whose server runs the command, or null while it waits for one. */
    BackendConnection connection() {
        return connection;
    }

    int currentHostgroup() {
        return hostgroup;
    }

    ByteBuf packet() {
        return packet;
    }

    @Override
    public QueryDigest digest() {
        return known.digest();
    }

    @Override
    public QueryOrigin origin() {
        return session.origin();
    }

    @Override
    public int hostgroup() {
        return hostgroup;
    }

    @Override
    public long tookMicros() {
        return tookMicros;
    }

    @Override
    public long rowsAffected() {
        return rowsAffected;
    }

    @Override
    public long rowsSent() {
        return rowsSent;
    }

    @Override
    public int errorCode() {
        return errorCode;
    }
}
