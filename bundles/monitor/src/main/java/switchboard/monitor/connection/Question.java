package switchboard.monitor.connection;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import switchboard.api.check.CheckQuestion;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.api.table.Rows;
import switchboard.mysql.protocol.ErrorCode;
import switchboard.mysql.protocol.client.ClientConnection;
import switchboard.mysql.protocol.client.CommandFailedException;
import switchboard.mysql.protocol.client.ResultRows;

/**
 * One server is asked once: takes or opens a connection, asks, and ends with exactly one result, at the latest after its
 * timeout, or a little later if the event loop itself was late. On the connections' event loop.
 */
public final class Question {
    private static final int TENTHS = 10;

    private final CheckConnections connections;
    private final CheckTarget target;
    private final CheckClock clock;
    private final Consumer<CheckResult> done;
    private final ConnectionSettings settings;
    private final long timeoutNanos;
    private final long startNanos;
    private final long startMicros;
    private CheckTimer.Task timer;
    private Future<ClientConnection> opening; // null unless a connection is being opened
    private ClientConnection connection; // null until there is one
    private boolean reused;
    private boolean over;
    private boolean extended;

    private Question(CheckConnections connections, CheckTarget target, Duration timeout, CheckClock clock,
            Consumer<CheckResult> done) {
        this.connections = connections;
        this.target = target;
        this.clock = clock;
        this.done = done;
        this.settings = connections.settings();
        this.timeoutNanos = timeout.toNanos();
        this.startNanos = clock.nanos().getAsLong();
        this.startMicros = clock.micros();
    }

    /** Begins. {@code done} is called on the loop, once, and may be called before this returns. */
    public static void ask(CheckConnections connections, CheckTarget target, Duration timeout, CheckClock clock,
            Consumer<CheckResult> done) {
        new Question(connections, target, timeout, clock, done).start();
    }

    private void start() {
        timer = connections.timer().in(timeoutNanos, timeoutNanos, this::timedOut);
        try {
            begin();
        } catch (RuntimeException | LinkageError fault) { // of the check's question: its group has to go on
            if (!over) {
                failed(fault);
            }
        }
    }

    private void begin() {
        ClientConnection idle = target.question() instanceof CheckQuestion.Connect
                ? null
                : connections.takeIdle(target);
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
                failed(opened.cause());
                return;
            }
            connection = (ClientConnection) opened.getNow();
            if (target.question() instanceof CheckQuestion.Connect) {
                succeeded(CheckResult.NO_ROWS);
            } else if (settings.waitTimeoutSeconds() > 0) {
                connection.query("SET wait_timeout=" + settings.waitTimeoutSeconds())
                        .addListener(set -> ifGoing(set, this::askServer));
            } else {
                askServer();
            }
        });
    }

    private void askServer() {
        switch (target.question()) {
            case CheckQuestion.Ping ping -> connection.ping()
                    .addListener(pong -> ifGoing(pong, () -> succeeded(CheckResult.NO_ROWS)));
            case CheckQuestion.Query query -> {
                Future<ResultRows> answer = connection
                        .query(query.byServerVersion().apply(connection.session().serverVersion()));
                answer.addListener(any -> ifGoing(any,
                        () -> succeeded(new Rows(answer.getNow().columns(), answer.getNow().rows()))));
            }
            case CheckQuestion.Connect connect -> throw new IllegalStateException("a connect asks nothing");
        }
    }

    private void ifGoing(Future<?> step, Runnable next) {
        if (over) {
            return;
        }
        if (step.isSuccess()) {
            next.run();
        } else if (reused && isLost(step.cause())) { // it had gone unnoticed: that says nothing about the server
            reused = false;
            connection.close();
            connection = null;
            open();
        } else {
            failed(step.cause());
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
            connections.giveBack(target, connection, settings);
        }
        end(rows, 0, null, false);
    }

    private void failed(Throwable cause) {
        ConnectError error = ConnectError.of(target, cause);
        if (connection != null) {
            connections.giveBack(target, connection, settings); // which closes it unless only the statement failed
        }
        end(CheckResult.NO_ROWS, error.code(), error.text(), false);
    }

    private void timedOut() {
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
        timer = connections.timer().in(Math.min(lateNanos, timeoutNanos), timeoutNanos, this::timedOut);
        return true;
    }

    private void end(Rows rows, int errorCode, String error, boolean isTimeout) {
        over = true;
        timer.cancel();
        report(rows, errorCode, error, isTimeout);
    }

    private void report(Rows rows, int errorCode, String error, boolean isTimeout) {
        String version = connection == null ? "" : connection.session().serverVersion();
        long micros = TimeUnit.NANOSECONDS.toMicros(clock.nanos().getAsLong() - startNanos);
        done.accept(new CheckResult(target, startMicros, micros, version, rows, errorCode, error, isTimeout));
    }
}
