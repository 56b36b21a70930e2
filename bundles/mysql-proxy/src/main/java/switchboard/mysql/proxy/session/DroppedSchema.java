package switchboard.mysql.proxy.session;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.mysql.proxy.backend.BackendConnection;

/**
 * DROP DATABASE of a session's own schema: the server's session is then in none, and a USE of one that is made again under the
 * name has to reach it.
 */
final class DroppedSchema {
    private static final Pattern DROPPED = Pattern.compile("(?is)\\bDROP\\s++(?:DATABASE|SCHEMA)\\s++"
            + "(?:IF\\s++EXISTS\\s++)?(?:`((?:[^`]++|``)++)`|([^\\s;`]++))");

    private DroppedSchema() {
    }

    static void forget(ClientSession session, BackendConnection by) {
        String text = session.execution().command().statementText();
        String dropped = text == null ? null : in(text);
        if (dropped != null && dropped.equals(by.state().schema())) {
            by.state().nowIn("", by.state().variables());
            if (dropped.equals(session.context().schema())) {
                session.schema("");
            }
        }
    }

    /** The schema that a DROP DATABASE names, or null. */
    static String in(String sql) {
        Matcher drop = DROPPED.matcher(sql);
        if (!drop.find()) {
            return null;
        }
        return drop.group(1) != null ? drop.group(1).replace("``", "`") : drop.group(2);
    }
}
