package switchboard.mysql.proxy.route;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Several statements in one text (MySQL protocol reference, multi-statement). Rare: costs a pass over the text. */
public final class StatementBatch {
    private static final Pattern USE = Pattern.compile("(?is)USE\\s*+(?:`((?:[^`]++|``)++)`|([^\\s`]++))");
    private static final Pattern CALL = Pattern.compile("(?is)CALL\\b.*+");
    /** What has no semicolon that ends a statement: quoted, or a comment. */
    private static final Pattern WHOLE = Pattern
            .compile("(?s)'(?:[^'\\\\]|\\\\.|'')*+'?+|\"(?:[^\"\\\\]|\\\\.|\"\")*+\"?+"
                    + "|`[^`]*+`?+|/\\*.*?(?:\\*/|$)|(?:#|--\\s)[^\\n]*+");

    private StatementBatch() {
    }

    /**
     * The schema that the last USE names.
     *
     * @param ran how many of the statements have been run
     * @return null if there is none, or if it can't be told because CALL has a number of results of its own
     */
    public static String schemaUsedIn(String sql, int ran) {
        String last = null;
        List<String> statements = statements(sql);
        boolean all = ran >= statements.size();
        for (String statement : all ? statements : statements.subList(0, ran)) {
            Matcher use = USE.matcher(statement);
            if (use.matches()) {
                last = use.group(1) != null ? use.group(1).replace("``", "`") : use.group(2);
            } else if (!all && CALL.matcher(statement).matches()) {
                return null;
            }
        }
        return last;
    }

    /** The single statements, without blanks around them; none is empty. */
    static List<String> statements(String sql) {
        List<String> statements = new ArrayList<>();
        Matcher whole = WHOLE.matcher(sql);
        int start = 0;
        int at = 0;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == ';') {
                add(statements, sql.substring(start, at));
                start = at + 1;
            } else if (opens(c) && whole.region(at, sql.length()).lookingAt()) {
                at = whole.end();
                continue;
            }
            at++;
        }
        add(statements, sql.substring(start));
        return statements;
    }

    private static boolean opens(char c) {
        return c == '\'' || c == '"' || c == '`' || c == '/' || c == '#' || c == '-';
    }

    private static void add(List<String> statements, String statement) {
        String text = statement.strip();
        if (!text.isEmpty()) {
            statements.add(text);
        }
    }
}
