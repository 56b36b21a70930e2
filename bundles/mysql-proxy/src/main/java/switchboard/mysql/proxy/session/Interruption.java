package switchboard.mysql.proxy.session;

import java.util.concurrent.TimeUnit;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.BackendKill;
import switchboard.mysql.proxy.loop.ProxyLoop;

/** Ends the command that runs, for KILL QUERY or when its time is over: at most once. One object for a session. */
final class Interruption {
    static final int TIMEOUT = 1907;
    static final String TIMEOUT_MESSAGE = "Query execution was interrupted, query_timeout exceeded";
    static final int INTERRUPTED = 1317;
    static final String INTERRUPTED_MESSAGE = "Query execution was interrupted";
    static final String SQL_STATE = "70100";
    /** How long a server may say nothing when it was asked to end a command; it may roll back meanwhile. */
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Execution execution;
    private final ProxyLoop loop;
    private boolean asked;
    private boolean byTimeout;
    private long heardNanos; // of the server that was asked

    Interruption(Execution execution, ProxyLoop loop) {
        this.execution = execution;
        this.loop = loop;
    }

    /** A command begins, or begins again. */
    void begin() {
        asked = false;
        byTimeout = false;
    }

    /** Ends the command with an error: its server is asked to, or if there is none yet, it is given up. */
    void interrupt(boolean timeout) {
        if (!execution.command().isRunning() || asked) {
            return;
        }
        BackendConnection running = execution.connection();
        if (running != null) {
            asked = true;
            byTimeout = timeout;
            heardNanos = loop.nanos();
            BackendKill.query(loop.pool(), running);
        } else if (execution.isWaiting()) {
            execution.giveUp(timeout ? TIMEOUT : INTERRUPTED, SQL_STATE,
                    timeout ? TIMEOUT_MESSAGE : INTERRUPTED_MESSAGE);
        }
    }

    /** Whether a server was asked to end it; the answer, an error, goes to the client. */
    boolean isAsked() {
        return asked;
    }

    /** Whether a server was asked because time is over: the client is told so. */
    boolean isTimeout() {
        return byTimeout;
    }

    /** The server answers. */
    void heard() {
        if (asked) {
            heardNanos = loop.nanos();
        }
    }

    /** About once a second: a server that was asked to end the command and says nothing is given up. */
    void tick(long nowNanos) {
        BackendConnection running = execution.connection();
        if (running != null && asked && execution.mayAnswer() && nowNanos - heardNanos > SILENCE_NANOS) {
            running.channel().close(); // this tells the client
        }
    }
}
