package switchboard.mysql.proxy.session;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.mysql.protocol.ErrorCode;
import switchboard.mysql.proxy.loop.Counter;

/**
 * KILL and COM_PROCESS_KILL, by the ids that the proxy has given to its clients. ProxySQL answers OK to each; here a thread
 * that isn't there, or is another user's, is told as MySQL does.
 */
final class KillStatement {
    private static final int MAX_LENGTH = 1000;
    // possessive throughout: a client's blanks must not cost the event loop their square
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*(?!!).*?\\*/|(?m-s)(?:#|-- ).*+$");
    private static final Pattern KILL = Pattern.compile(
            "(?is)\\s*+KILL\\s++(?:(?:HARD|SOFT)\\s++)?(?:(CONNECTION|QUERY)\\s++)?(\\d{1,18})\\s*+;*+\\s*+");

    private KillStatement() {
    }

    /**
     * Runs and answers a statement; false for one that only a server can run: KILL USER, KILL QUERY ID.
     *
     * @param answered run when the answer was written, perhaps later, on the event loop of the session
     */
    static boolean run(ClientSession session, String sql, Runnable answered) {
        if (sql.length() > MAX_LENGTH) {
            return false; // nobody's KILL; looking for comments in it would cost its square
        }
        Matcher matcher = KILL.matcher(COMMENT.matcher(sql).replaceAll(" "));
        if (!matcher.matches()) {
            return false;
        }
        boolean query = matcher.group(1) != null && matcher.group(1).toUpperCase(Locale.ROOT).equals("QUERY");
        run(session, Long.parseLong(matcher.group(2)), query, answered);
        return true;
    }

    /** Runs and answers. */
    static void run(ClientSession session, long id, boolean queryOnly, Runnable answered) {
        ClientSession other = session.sessions().byId(id);
        if (other == null) {
            refuse(session, ErrorCode.ER_NO_SUCH_THREAD, "Unknown thread id: " + id);
            answered.run();
        } else if (!other.account().username().equals(session.account().username())) {
            refuse(session, ErrorCode.ER_KILL_DENIED_ERROR, "You are not owner of thread " + id);
            answered.run();
        } else if (other == session) {
            session.replies().ok(); // before its end
            other.kill(session.account().username(), queryOnly, () -> {
                // answered already
            });
            answered.run();
        } else { // who was told OK relies on it: the other's next statement must not meet the kill
            other.kill(session.account().username(), queryOnly, () -> session.loop().eventLoop().execute(() -> {
                if (session.channel().isActive()) {
                    session.replies().ok();
                    answered.run();
                }
            }));
        }
    }

    private static void refuse(ClientSession session, int code, String message) {
        session.loop().counters().add(Counter.GENERATED_ERROR_PACKETS, 1);
        session.replies().error(code, "HY000", message);
    }
}
