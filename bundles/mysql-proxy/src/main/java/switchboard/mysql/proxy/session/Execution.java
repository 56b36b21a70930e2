package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import switchboard.api.query.Decision;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.packet.QueryAttributes;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.BackendKill;
import switchboard.mysql.proxy.backend.BackendSettings;
import switchboard.mysql.proxy.backend.BackendUser;
import switchboard.mysql.proxy.backend.StateSync;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.route.KnownQuery;

/**
 * Runs a session's commands on backend connections, one at a time: gets a connection, brings it into the session's state,
 * sends, forwards the answer, gives the connection back if nothing binds it. One object for a session.
 *
 * <p>Longer than most: it is the one partner of connection, pool and state sync, whose calls back follow upon each other.
 */
final class Execution implements BackendUser, StateSync.Then {
    private final ClientSession session;
    private final ProxyLoop loop;
    private final Channel client;
    private final CommandClock clock;
    private final RunningCommand command = new RunningCommand();
    private final Interruption interruption;
    private final AnswerOutput output;
    private final AnswerNotes notes;
    private final ErrorAnswer errors;
    private final SecondTry again;
    private final ConnectionLoss loss;
    private final Acquisition acquisition;
    private final BackendTime timer;
    private final FileRequests files;
    private WarningLog warnings; // while it asks for them
    private BackendConnection connection;
    private boolean relaying;

    Execution(ClientSession session, ProxyLoop loop, Channel client) {
        this.session = session;
        this.loop = loop;
        this.client = client;
        this.interruption = new Interruption(this, loop);
        this.clock = new CommandClock(loop.eventLoop(), () -> interruption.interrupt(true), this::obtain);
        this.output = new AnswerOutput(loop, client, this::clientWritable);
        this.notes = new AnswerNotes(session, loop);
        this.errors = new ErrorAnswer(session, loop, interruption);
        this.again = new SecondTry(session, command, output, interruption, errors);
        this.loss = new ConnectionLoss(session, this, output, errors, again);
        this.acquisition = new Acquisition(session, loop, this);
        this.timer = new BackendTime(loop);
        this.files = new FileRequests(session);
    }

    /** Begins a command. Takes the packet over. */
    void run(int at, int commandByte, ByteBuf packet, KnownQuery query, Decision rules, CommandScript how) {
        command.begin(at, commandByte, packet, query, rules, how);
        command.limits(session.commandSinceNanos(), loop.settings().queryRetries());
        output.begin();
        again.begin();
        if (!clock.start(rules, query == null ? 0 : settings().queryDelayMs())) {
            obtain();
        }
    }

    private BackendSettings settings() {
        return loop.modules().backendSettings().get();
    }

    /** Gets a connection, perhaps at once. */
    void obtain() {
        acquisition.start(command.hostgroup(), command.known(), command.decision());
    }

    /** The command has its connection. */
    void use(BackendConnection found) {
        connection = found;
        found.state().usedBy(session.id());
        if (command.known() != null && command.known().traits().asksInsertId()
                && found != session.context().insertIdAt()) {
            InsertIdSync.bring(found, session.context(), this);
            return;
        }
        if (command.known() != null && command.known().traits().warnings().asks()
                && !session.context().last().isToldAt(found)) {
            ErrorSync.bring(found, session.context(), this);
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
        command.send(found, this);
    }

    @Override
    public void refused(BackendConnection by, int code, String sqlState, String message) {
        errors.count(by, code, message);
        leave(by);
        session.backends().release(by);
        boolean timeout = code == Interruption.INTERRUPTED && interruption.isTimeout();
        fail(timeout ? Interruption.TIMEOUT : code, sqlState, timeout ? Interruption.TIMEOUT_MESSAGE : message);
    }

    /** It broke, or can't be brought into the session's state; the command itself was not sent. */
    @Override
    public void lost(BackendConnection gone, String reason) {
        if (!gone.isOpen()) {
            errors.countLost(gone, reason);
        }
        loss.lost(gone, reason, true, files.isSending());
    }

    @Override
    public void answered(ByteBuf bytes) {
        interruption.heard();
        if (connection.answer().errorCode() != 0 && again.takes(bytes, connection, files.isSending())) {
            return;
        }
        ByteBuf out = command.script() == null ? bytes : command.script().outgoing(bytes);
        if (out != null) {
            output.pass(out, connection);
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
        if (again.takeLearning()) {
            if (interruption.isAsked()) {
                refused(by, Interruption.INTERRUPTED, Interruption.SQL_STATE, Interruption.INTERRUPTED_MESSAGE);
                return;
            }
            command.packet().readerIndex(command.packetStart());
            command.script().ready(by);
            return;
        }
        if (by.answer().errorCode() != 0) {
            errors.count(by, by.answer().errorCode(), by.answer().errorMessage());
        }
        if (again.takeRefused()) {
            leave(by);
            loss.writesNoLonger(by);
        } else if (errors.serverLeaves()) {
            loss.serverLeft(by, files.isSending());
        } else if (command.script() == null || !command.script().continues(by)) {
            answeredWhole(by);
        }
    }

    private void answeredWhole(BackendConnection by) {
        connection = null;
        if (command.script() != null) {
            command.script().complete(by);
        }
        readOn(by);
        notes.answered(command, by);
        timer.stop();
        if (notes.wantsWarnings(command, by.answer())) {
            connection = by;
            warnings = new WarningLog(session, this, command.digestText());
            warnings.ask(by);
        } else {
            finish(by);
        }
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
        if (command.isRunning()) { // else the session has ended with it
            end();
        }
    }

    /** A command without an answer was sent: that was it. */
    void unanswered(BackendConnection by) {
        leave(by);
        session.backends().release(by);
        end();
    }

    /** Gets a connection in so long. */
    void pause(long millis) {
        clock.pause(millis);
    }

    /** The command has no connection any more. */
    void leave() {
        connection = null;
    }

    private void leave(BackendConnection by) {
        connection = null;
        readOn(by);
    }

    private static void readOn(BackendConnection by) {
        if (!by.channel().config().isAutoRead()) {
            by.read(true);
        }
    }

    @Override
    public void connectionLost(String reason) {
        errors.countLost(connection, reason);
        loss.lost(connection, reason, false, files.isSending());
    }

    @Override
    public void backendWritable(boolean writable) {
        if (files.isSending()) {
            client.config().setAutoRead(writable);
        } else if (writable && command.command() == Command.COM_STMT_SEND_LONG_DATA) {
            unanswered(connection);
        }
    }

    /** The client takes bytes again. */
    void clientWritable() {
        if (connection != null && output.mayGoOn()) {
            connection.read(true);
        }
    }

    /** More of a file that the server asked for. Takes the buffer over. */
    void sendFile(ByteBuf bytes) {
        files.send(connection, bytes);
    }

    /** Whether it waits for a connection, or for the end of a delay. */
    boolean isWaiting() {
        return acquisition.isWaiting() || clock.isDelaying();
    }

    /** Ends a command that waits, with an error. */
    void giveUp(int code, String sqlState, String message) {
        acquisition.cancel();
        fail(code, sqlState, message);
    }

    /** Whether the client takes bytes of an answer. */
    boolean mayAnswer() {
        return client.isWritable();
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
        if (command.isRunning()) {
            drop();
        }
    }

    /** The command ends with an error of the proxy's, or one that a server gave before it was sent. */
    void fail(int code, String sqlState, String message) {
        errors.tell(command.script(), code, sqlState, message);
        end();
    }

    private void end() {
        drop();
        session.commandDone();
    }

    /** Forgets the command: it has ended. */
    void drop() {
        clock.stop();
        command.drop();
        connection = null;
        if (warnings != null) {
            warnings.dropped();
            warnings = null;
        }
        files.end();
    }

    /** From now on bytes go both ways past it, without end. */
    void relays() {
        relaying = true;
        clock.stop();
        timer.stop();
    }

    /** Whether mysql-default_query_timeout is not for it: a rule's time limit is, or none. */
    boolean hasOwnLimit() {
        return relaying || clock.hasLimit();
    }

    @Override
    public QueryAttributes attributes() {
        return session.context().attributes();
    }

    @Override
    public boolean hearsOfChanges() {
        return session.context().hearsOfChanges();
    }

    /** The connection whose server runs the command, or null while it waits for one. */
    BackendConnection connection() {
        return connection;
    }

    /** The one that runs, or the last one. */
    RunningCommand command() {
        return command;
    }

    Interruption interruption() {
        return interruption;
    }

    AnswerNotes notes() {
        return notes;
    }
}
