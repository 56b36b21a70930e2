package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.server.ServerKey;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.HeldBy;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.ErrorCounts;
import switchboard.mysql.proxy.loop.ProxyLoop;

/**
 * Errors of a command that don't just come from its server: the proxy's own, that of a statement which the proxy ended,
 * and those of a server that stops serving (ProxySQL 2.7 manual, errors while running a query).
 */
final class ErrorAnswer {
    private static final int LOST = 2013;
    private static final int SHUTDOWN = 1053;
    private static final int UNKNOWN_COMMAND = 1047; // Galera says so while a node isn't ready
    private static final String GALERA = "WSREP";

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswer.class);

    private final ClientSession session;
    private final ProxyLoop loop;
    private final Interruption interruption;
    private boolean leaving;
    private boolean swallowing;

    ErrorAnswer(ClientSession session, ProxyLoop loop, Interruption interruption) {
        this.session = session;
        this.loop = loop;
        this.interruption = interruption;
    }

    void begin() {
        leaving = false;
        swallowing = false;
    }

    /** Whether the answer said that the server stops serving: its connection isn't used again. */
    boolean serverLeaves() {
        return leaving;
    }

    /**
     * Looks at bytes with an error in them. True if it took them over: they don't go to the client.
     *
     * @param repeats whether the command is run again if the server stops serving
     */
    boolean takes(ByteBuf bytes, BackendConnection by, boolean passedOn, boolean repeats) {
        int code = by.answer().errorCode();
        if (swallowing) {
            bytes.release();
            return true;
        }
        if (passedOn) {
            return false;
        }
        if (code == Interruption.INTERRUPTED && interruption.isTimeout()) {
            tell(null, Interruption.TIMEOUT, Interruption.SQL_STATE, Interruption.TIMEOUT_MESSAGE);
            swallowing = true;
        } else if (code == SHUTDOWN || isNotReady(by.answer())) {
            loop.modules().servers().get().connectFailed(by.server().gate().key(), code, by.answer().errorMessage());
            leaving = true;
            swallowing = repeats;
        }
        if (swallowing) {
            bytes.release();
        }
        return swallowing;
    }

    /** Whether a Galera node refuses all because it is no part of its cluster. */
    static boolean isNotReady(Answer answer) {
        return answer.errorCode() == UNKNOWN_COMMAND && answer.errorMessage().startsWith(GALERA);
    }

    /** Counts an error for stats_mysql_errors. */
    void count(BackendConnection by, int code, String message) {
        ServerKey server = by.server().gate().key();
        if (loop.settings().session().verboseQueryError()) {
            LOG.warn("Error during query on ({},{},{}) thread_id={} user={} client={} schema={} errno={} {} digest={}",
                    server.hostgroup(), server.hostname(), server.port(), session.id(), session.account().username(),
                    session.origin().clientAddress(), session.origin().schema(), code, message,
                    session.execution().command().digestText());
        }
        loop.errors().add(new ErrorCounts.Key(server.hostgroup(), server.hostname(), server.port(),
                session.account().username(), session.origin().clientAddress(), session.origin().schema(), code),
                message);
    }

    /**
     * Counts a connection that broke, for stats_mysql_errors and against its server. Not against it if the client's own bytes
     * went there: a server hangs up on nonsense, and must not be shunned for one client's.
     */
    void countLost(BackendConnection gone, String reason) {
        count(gone, LOST, reason);
        if ((gone.state().heldBy() & HeldBy.RELAYED) == 0) {
            loop.modules().servers().get().connectFailed(gone.server().gate().key(), LOST, reason);
        }
    }

    /** Tells an error of the proxy's own: the client, or the script of a command without an answer; null for no script. */
    void tell(CommandScript script, int code, String sqlState, String message) {
        if (script == null || !script.keepsError(code, sqlState, message)) {
            loop.counters().add(Counter.GENERATED_ERROR_PACKETS, 1);
            session.replies().error(code, sqlState, message);
            session.context().last().failed(code, message);
        }
    }

    /** Tells that the server's connection broke before anything was answered. */
    void tellLost(CommandScript script) {
        if (interruption.isTimeout()) {
            tell(script, Interruption.TIMEOUT, Interruption.SQL_STATE, Interruption.TIMEOUT_MESSAGE);
        } else {
            tell(script, LOST, "HY000", "Lost connection to server during query");
        }
    }
}
