package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import switchboard.api.query.Decision;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.packet.QueryAttributes;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.BackendKill;
import switchboard.mysql.proxy.backend.BackendSettings;
import switchboard.mysql.proxy.backend.BackendUser;
import switchboard.mysql.proxy.backend.StateSync;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.loop.ProxySettings;
import switchboard.mysql.proxy.route.KnownQuery;

/**
 * Runs a session's commands on backend connections, one at a time: gets a connection, brings it into the session's state,
 * sends, forwards the answer, gives the connection back if nothing binds it. One object for a session.
 */
final class Execution implements BackendUser, StateSync.Then {
    /** How long a server may say nothing when it was asked to end a command; it may roll back meanwhile. */
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final ClientSession session;
    private final ProxyLoop loop;
    private final Channel client;
    private final CommandClock clock;
    private final FinishedQuery finished;
    private final ErrorAnswer errors;
    private final Acquisition acquisition;
    private final BackendTime timer;
    private final WriterChange writer;
    private final FileRequests files;
    private WarningLog warnings; // while it asks for them
    private ClientThrottle throttle; // made when it is first needed
    private int bytesPerSecond;
    private BackendConnection connection;
    private CommandScript script;
    private ByteBuf packet;
    private int packetStart; // sending may move the reader index
    private KnownQuery known;
    private Decision decision = Decision.NONE;
    private int command;
    private int hostgroup;
    private int retriesLeft;
    private boolean passedOn; // something of the answer, to the client
    private boolean relaying;
    private boolean learning; // the server has forgotten the statement: its error goes nowhere
    private long startNanos;
    private long heardNanos; // of a server that was asked to end the command

    Execution(ClientSession session, ProxyLoop loop, Channel client) {
        this.session = session;
        this.loop = loop;
        this.client = client;
        this.clock = new CommandClock(loop.eventLoop(), this::timedOut, this::obtain);
        this.finished = new FinishedQuery(session, loop);
        this.errors = new ErrorAnswer(session, loop);
        this.acquisition = new Acquisition(session, loop, this);
        this.timer = new BackendTime(loop);
        this.writer = new WriterChange(session, loop);
        this.files = new FileRequests(session);
    }

    /** Begins a command. Takes the packet over. */
    void run(int at, int commandByte, ByteBuf commandPacket, KnownQuery query, Decision rules, CommandScript how) {
        hostgroup = at;
        command = commandByte;
        packet = commandPacket;
        packetStart = commandPacket.readerIndex();
        known = query;
        decision = rules;
        script = how;
        passedOn = false;
        errors.begin();
        writer.begin();
        startNanos = session.commandSinceNanos();
        ProxySettings settings = loop.settings();
        retriesLeft = rules.retries() != null ? rules.retries() : settings.queryRetries();
        bytesPerSecond = settings.session().throttleBytesPerSecond();
        if (!clock.start(rules, query == null ? 0 : settings().queryDelayMs())) {
            obtain();
        }
    }

    private BackendSettings settings() {
        return loop.modules().backendSettings().get();
    }

    private void obtain() {
        acquisition.start(hostgroup);
    }

    /** The command has its connection. */
    void use(BackendConnection found) {
        connection = found;
        found.state().usedBy(session.id());
        if (known != null && known.traits().asksInsertId() && found != session.context().insertIdAt()) {
            InsertIdSync.bring(found, session.context(), this);
            return;
        }
        StateSync.bring(found, session.context().schema(), session.context().variables(), this);
    }

    @Override
    public void ready(BackendConnection found) {
        if (!client.isWritable()) {
            found.read(false);
        }
        timer.start();
        if (script != null) {
            script.ready(found);
        } else {
            found.send(this, command, packet.retain());
        }
    }

    @Override
    public void refused(BackendConnection by, int code, String sqlState, String message) {
        errors.count(by, code, message);
        connection = null;
        readOn(by);
        session.backends().release(by);
        boolean timeout = code == ErrorAnswer.INTERRUPTED && errors.interruptedByTimeout();
        fail(timeout ? ErrorAnswer.TIMEOUT : code, sqlState, timeout ? ErrorAnswer.TIMEOUT_MESSAGE : message);
    }

    /** It broke, or can't be brought into the session's state; the command itself was not sent. */
    @Override
    public void lost(BackendConnection gone, String reason) {
        if (!gone.isOpen()) {
            errors.count(gone, ErrorAnswer.LOST, reason);
            loop.modules().servers().get().connectFailed(gone.server().gate().key(), ErrorAnswer.LOST, reason);
        }
        lost(gone, reason, true);
    }

    @Override
    public void answered(ByteBuf bytes) {
        if (errors.isInterrupted()) {
            heardNanos = loop.nanos();
        }
        if (connection.answer().errorCode() != 0
                && (learnsAgain(bytes) || errors.takes(bytes, connection, passedOn, mayRepeat()) || !passedOn
                        && !files.isSending() && !errors.isInterrupted() && writer.takes(bytes, connection, known))) {
            return;
        }
        ByteBuf out = script == null ? bytes : script.outgoing(bytes);
        if (out == null) {
            return;
        }
        passedOn = true;
        int length = out.readableBytes();
        loop.counters().add(Counter.FRONTEND_BYTES_SENT, length);
        client.write(out, client.voidPromise());
        if (bytesPerSecond > 0 && throttles(length) || !client.isWritable()) {
            connection.read(false); // the client is slow: so is its server
        }
    }

    private boolean learnsAgain(ByteBuf error) {
        learning = learning
                || !passedOn && script != null && !errors.isInterrupted() && script.learnsAgain(connection);
        if (learning) {
            error.release();
        }
        return learning;
    }

    private boolean throttles(int length) {
        if (throttle == null) {
            throttle = new ClientThrottle(loop, this::unthrottled);
        }
        return throttle.exceeds(length, bytesPerSecond);
    }

    private void unthrottled() {
        if (client.isWritable()) {
            clientWritable();
        }
    }

    @Override
    public void answerPaused() {
        client.flush();
        if (connection != null) {
            files.follow(connection);
        }
    }

    /** The client's part is sent last: who has an answer finds it counted and, where it is to be kept, in the cache. */
    @Override
    public void answerComplete() {
        BackendConnection by = connection;
        files.follow(by); // a server may refuse a file in the same breath: the client sends it all the same
        if (connection == null) {
            return; // the session was closed
        }
        files.answered();
        if (learning) {
            learning = false;
            packet.readerIndex(packetStart);
            script.ready(by);
            return;
        }
        if (by.answer().errorCode() != 0) {
            errors.count(by, by.answer().errorCode(), by.answer().errorMessage());
        }
        if (writer.takeRefused()) {
            sendToNewWriter(by);
            return;
        }
        if (errors.serverLeaves()) {
            by.holder(null);
            by.close("its server shuts down");
            client.flush();
            lost(by, "its server shuts down", false);
            return;
        }
        if (script != null && script.continues(by)) {
            return;
        }
        Answer answer = by.answer();
        connection = null;
        if (script != null) {
            script.complete(by);
        }
        readOn(by);
        Binding.note(session, by, answer, command, known, decision);
        session.learnFrom(by, answer, known);
        WriterChange.note(known, answer, by);
        session.causalReads().note(known, answer, hostgroup);
        finished.report(known, command, hostgroup, startNanos, answer);
        timer.stop();
        if (answer.warnings() > 0 && known != null && logsWarnings()) {
            connection = by;
            warnings = new WarningLog(session, this, digestText());
            warnings.ask(by);
        } else {
            finish(by);
        }
    }

    private boolean logsWarnings() {
        return loop.settings().session().logWarnings() && command != Command.COM_STMT_PREPARE
                && !LastStatement.isQuestion(known.traits().kind());
    }

    /** All is known and noted of the answer. */
    void finish(BackendConnection by) {
        connection = null;
        session.backends().release(by); // its next user may clear the answer
        client.flush();
        end();
    }

    /** The connection broke, but the answer is whole. */
    void lostAfterAnswer(BackendConnection gone, String reason) {
        connection = null;
        client.flush();
        session.backends().lostWhileIdle(gone, reason);
        if (packet != null) { // else the session has ended with it
            end();
        }
    }

    /** Its server writes no longer: the statement, which has not begun, goes to whichever server does in a while. */
    private void sendToNewWriter(BackendConnection by) {
        connection = null;
        readOn(by);
        if (errors.serverLeaves()) {
            session.backends().detach(by);
            by.close("its node is not ready");
        } else {
            session.backends().release(by);
        }
        rewind();
        clock.pause(writer.pauseMillis());
    }

    private void rewind() {
        learning = false;
        errors.begin();
        packet.readerIndex(packetStart);
        if (script != null) {
            script.dropped();
        }
    }

    /** A command without an answer was sent: that was it. */
    void unanswered(BackendConnection by) {
        connection = null;
        readOn(by);
        session.backends().release(by);
        end();
    }

    private static void readOn(BackendConnection by) {
        if (!by.channel().config().isAutoRead()) {
            by.read(true);
        }
    }

    @Override
    public void connectionLost(String reason) {
        BackendConnection gone = connection;
        errors.count(gone, ErrorAnswer.LOST, reason);
        loop.modules().servers().get().connectFailed(gone.server().gate().key(), ErrorAnswer.LOST, reason);
        lost(gone, reason, false);
    }

    private boolean mayRepeat() {
        return retriesLeft > 0 && !passedOn && !connection.isBound() && !files.isSending() && !errors.isInterrupted()
                && Repetition.isHarmless(known, command, packet, packetStart, session.context().capabilities());
    }

    private void lost(BackendConnection gone, String reason, boolean unsent) {
        boolean bound = gone.isBound();
        boolean left = !gone.server().isOnline(); // what has not begun waits for another server
        boolean again = unsent && (retriesLeft > 0 || left) && !bound && !errors.isInterrupted() || mayRepeat();
        connection = null;
        session.backends().detach(gone);
        gone.close(reason);
        if (again) {
            retriesLeft--;
            rewind();
            obtain();
        } else if (passedOn && !errors.serverLeaves()) {
            session.close("the server's connection broke in the middle of an answer: " + reason);
        } else {
            answerLost(bound, reason);
        }
    }

    private void answerLost(boolean bound, String reason) {
        if (!passedOn) {
            errors.tellLost(script);
        }
        drop();
        if (bound) { // before the next command begins: it would run without the state that is lost
            session.closeAfterFlush("its server connection broke in a transaction or with session state: " + reason);
        } else {
            session.commandDone();
        }
    }

    @Override
    public void backendWritable(boolean writable) {
        if (files.isSending()) {
            client.config().setAutoRead(writable);
        } else if (writable && command == Command.COM_STMT_SEND_LONG_DATA) {
            unanswered(connection);
        }
    }

    /** The client takes bytes again. */
    void clientWritable() {
        if (connection != null && (throttle == null || !throttle.isPaused())) {
            connection.read(true);
        }
    }

    /** More of a file that the server asked for. Takes the buffer over. */
    void sendFile(ByteBuf bytes) {
        files.send(connection, bytes);
    }

    private void timedOut() {
        interrupt(true);
    }

    /** Ends the command: its server is asked to, and the answer, an error, goes to the client. At most once. */
    void interrupt(boolean byTimeout) {
        if (packet == null || errors.isInterrupted()) {
            return;
        }
        if (connection != null) {
            errors.interrupted(byTimeout);
            heardNanos = loop.nanos();
            BackendKill.query(loop.pool(), connection);
        } else if (acquisition.isWaiting() || clock.isDelaying()) {
            acquisition.cancel();
            fail(byTimeout ? ErrorAnswer.TIMEOUT : ErrorAnswer.INTERRUPTED, "70100",
                    byTimeout ? ErrorAnswer.TIMEOUT_MESSAGE : ErrorAnswer.INTERRUPTED_MESSAGE);
        }
    }

    /** About once a second: a server that was asked to end the command and says nothing is given up. */
    void tick(long nowNanos) {
        if (connection != null && errors.isInterrupted() && client.isWritable()
                && nowNanos - heardNanos > SILENCE_NANOS) {
            connection.channel().close(); // this tells the client
        }
    }

    /** The client is gone: its command ends wherever it is. */
    void abort() {
        acquisition.cancel();
        if (connection != null) {
            BackendConnection running = connection;
            connection = null;
            session.backends().detach(running);
            if (running.isOpen() && settings().killsWhenClientIsGone()) {
                BackendKill.connection(loop.pool(), running);
            }
            running.abandon();
        }
        if (packet != null) {
            drop();
        }
    }

    /** The command ends with an error of the proxy's, or one that a server gave before it was sent. */
    void fail(int code, String sqlState, String message) {
        errors.tell(script, code, sqlState, message);
        end();
    }

    private void end() {
        drop();
        session.commandDone();
    }

    private void drop() {
        clock.stop();
        if (packet != null) {
            packet.release();
            packet = null;
        }
        if (script != null) {
            script.dropped();
            script = null;
        }
        connection = null;
        learning = false;
        if (warnings != null) {
            warnings.dropped();
            warnings = null;
        }
        files.end();
    }

    /** The proxy has answered a statement itself. */
    void answeredLocally(KnownQuery statement) {
        boolean timed = loop.settings().statistics().commands();
        finished.count(statement.traits().type(),
                timed ? (loop.nanos() - session.commandSinceNanos()) / 1000 : 0);
    }

    /** The cache has answered a statement. */
    void answeredFromCache(KnownQuery statement) {
        session.context().last().fromCache();
        finished.fromCache(statement, session.commandSinceNanos());
    }

    /** From now on bytes go both ways past it, without end. */
    void relays() {
        relaying = true;
        clock.stop();
        timer.stop();
    }

    /** Whether the client was told already that its time is over. */
    boolean hasToldTimeout() {
        return errors.interruptedByTimeout();
    }

    /** Of the statement that runs; a dash if there is none. */
    String digestText() {
        return known == null || known.digest() == null ? "-" : known.digest().text();
    }

    /** The statement that runs, as text; null if the command has none. */
    String statementText() {
        if (script instanceof ExecuteScript execute) {
            return execute.text();
        }
        int from = packetStart + Packets.HEADER_BYTES + 1;
        return command == Command.COM_QUERY
                ? packet.toString(from, packet.writerIndex() - from, StandardCharsets.UTF_8)
                : null;
    }

    /** Whether mysql-default_query_timeout is not for it: a rule's time limit is, or none. */
    boolean hasOwnLimit() {
        return relaying || clock.hasLimit();
    }

    @Override
    public QueryAttributes attributes() {
        return session.context().attributes();
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

    /** Where the command begins in {@link #packet}. */
    int packetStart() {
        return packetStart;
    }
}
