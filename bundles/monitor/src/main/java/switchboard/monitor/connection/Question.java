package switchboard.monitor.connection;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import switchboard.api.check.CheckQuestion;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.api.table.Rows;
import switchboard.mysql.protocol.ErrorCode;
import switchboard.mysql.protocol.client.AnswerListener;
import switchboard.mysql.protocol.client.ClientConnection;
import switchboard.mysql.protocol.client.CommandFailedException;

/**
 * One server is asked once: takes or opens a connection, asks, and ends with exactly one result, at the latest after its
 * timeout, or a little later if the event loop itself was late. On the connections' event loop.
 */
public final class Question extends CheckTimer.Task implements AnswerListener<Rows> {
    /** Who asks. */
    public interface Asker {
        /**
         * Called on the loop, once for each question, and may be called before {@link #ask} returns.
         *
         * @param index as given to {@link #ask}
         */
        void answered(int index, CheckResult result);
    }

    private static final int TENTHS = 10;

    private final CheckConnections connections;
    private final CheckTarget target;
    private final CheckClock clock;
    private final Asker asker;
    private final int index;
    private final ConnectionSettings settings;
    private final long timeoutNanos;
    private final long startNanos;
    private final long startMicros;
    private Future<ClientConnection> opening; // null unless a connection is being opened
    private CheckConnections.Kept kept; // null if the connection is for this question only
    private ClientConnection connection; // null until there is one
    private boolean reused;
    private boolean over;
    private boolean extended;

    private Question(CheckConnections connections, CheckTarget target, long timeoutNanos, CheckClock clock,
            Asker asker, int index) {
        this.connections = connections;
        this.target = target;
        this.clock = clock;
        this.asker = asker;
        this.index = index;
        this.settings = connections.settings();
        this.timeoutNanos = timeoutNanos;
        this.startNanos = clock.nanos().getAsLong();
        this.startMicros = clock.micros();
    }

    /** Begins. */
    public static void ask(CheckConnections connections, CheckTarget target, long timeoutNanos, CheckClock clock,
            Asker asker, int index) {
        new Question(connections, target, timeoutNanos, clock, asker, index).start();
    }

    private void start() {
        connections.timer().schedule(this, startNanos, timeoutNanos, timeoutNanos);
        try {
            begin();
        } catch (RuntimeException | LinkageError fault) { // of the check's question: its group has to go on
            if (!over) {
                gaveUp(fault);
            }
        }
    }

    private void begin() {
        if (target.question() instanceof CheckQuestion.Connect) {
            open();
            return;
        }
        kept = connections.kept(target);
        ClientConnection idle = connections.takeIdle(kept);
        if (idle == null) {
            open();
        } else {
            reused = true;
            connection = idle;
            askServer();
        }
    }

    private void open() {
        Duration left = Duration.ofNanos(Math.max(1, timeoutNanos - (clock.nanos().getAsLong() - startNanos)));
        opening = connections.open(target, settings, left);
        opening.addListener(opened -> {
            opening = null;
            if (over) {
                if (opened.isSuccess()) { // at the very moment of the timeout
                    ((ClientConnection) opened.getNow()).close();
                }
                return;
            }
            if (!opened.isSuccess()) {
                gaveUp(opened.cause());
                return;
            }
            connection = (ClientConnection) opened.getNow();
            if (target.question() instanceof CheckQuestion.Connect) {
                succeeded(CheckResult.NO_ROWS);
            } else if (settings.waitTimeoutSeconds() > 0) {
                connection.query("SET wait_timeout=" + settings.waitTimeoutSeconds())
                        .addListener(this::isSet);
            } else {
                askServer();
            }
        });
    }

    private void isSet(Future<?> set) {
        if (!set.isSuccess()) {
            failed(set.cause());
        } else if (!over) {
            askServer();
        }
    }

    private void askServer() {
        connection.ask(connections.command(target.question(), connection.session().serverVersion()), this);
    }

    @Override
    public void answered(Rows rows) {
        if (!over) {
            succeeded(rows);
        }
    }

    @Override
    public void failed(Throwable cause) {
        if (over) {
            return;
        }
        if (reused && isLost(cause)) { // it had gone unnoticed: that says nothing about the server
            reused = false;
            connection.close();
            connection = null;
            open();
        } else {
            gaveUp(cause);
        }
    }

    private static boolean isLost(Throwable cause) {
        return cause instanceof CommandFailedException failure && (failure.code() == ErrorCode.CR_SERVER_LOST
                || failure.code() == ErrorCode.CR_SERVER_GONE_ERROR);
    }

    private void succeeded(Rows rows) {
        if (target.question() instanceof CheckQuestion.Connect) {
            connection.close();
        } else {
            connections.giveBack(target, kept, connection, settings);
        }
        end(rows, 0, null, false);
    }

    private void gaveUp(Throwable cause) {
        ConnectError error = ConnectError.of(target, cause);
        if (connection != null && kept != null) {
            connections.giveBack(target, kept, connection, settings); // which closes it unless only the statement failed
        }
        end(CheckResult.NO_ROWS, error.code(), error.text(), false);
    }

    @Override
    protected void due() {
        if (over || isExtended()) {
            return;
        }
        over = true;
        if (connection == null) {
            if (opening != null) {
                opening.cancel(true);
            }
            ConnectError error = ConnectError.timeoutOf(target);
            report(CheckResult.NO_ROWS, error.code(), "timeout on creating new connection: " + error.text(), true);
        } else {
            connection.close();
            report(CheckResult.NO_ROWS, ErrorCode.CR_SERVER_LOST, "timeout check", true);
        }
    }

    /** Where this loop itself stood still, answers may lie unread: they are read before a server is said to be late. */
    private boolean isExtended() {
        long lateNanos = clock.nanos().getAsLong() - startNanos - timeoutNanos;
        if (extended || lateNanos < timeoutNanos / TENTHS) {
            return false;
        }
        extended = true;
        connections.timer().schedule(this, clock.nanos().getAsLong(), Math.min(lateNanos, timeoutNanos), timeoutNanos);
        return true;
    }

    private void end(Rows rows, int errorCode, String error, boolean isTimeout) {
        over = true;
        connections.timer().cancel(this);
        report(rows, errorCode, error, isTimeout);
    }

    private void report(Rows rows, int errorCode, String error, boolean isTimeout) {
        String version = connection == null ? "" : connection.session().serverVersion();
        long micros = TimeUnit.NANOSECONDS.toMicros(clock.nanos().getAsLong() - startNanos);
        asker.answered(index,
                new CheckResult(target, startMicros, micros, version, rows, errorCode, error, isTimeout));
    }
}
