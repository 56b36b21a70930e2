package switchboard.mysql.proxy.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.mysql.proxy.backend.HeldBy;

/**
 * What a statement takes or leaves that has a name and binds its connection: temporary tables, user locks, statements
 * prepared in SQL.
 *
 * @param kind one bit of {@link HeldBy}
 * @param names of what it takes, or leaves
 * @param takes false if it leaves them
 * @param all whether it leaves all of the kind
 */
public record NamedState(int kind, List<String> names, boolean takes, boolean all) {
    /** All kinds. */
    public static final int KINDS = HeldBy.TEMPORARY_TABLE | HeldBy.GET_LOCK | HeldBy.PREPARED_STATEMENT;

    private static final String TABLE = "((?:`[^`]++`|[\\w$]++)(?:\\s*+\\.\\s*+(?:`[^`]++`|[\\w$]++))?+)";
    private static final Pattern CREATE = Pattern.compile("(?is)CREATE\\s++(?:OR\\s++REPLACE\\s++)?+TEMPORARY\\s++"
            + "TABLE\\s++(?:IF\\s++NOT\\s++EXISTS\\s++)?+" + TABLE + "(?:[\\s(].*+)?+");
    private static final Pattern DROP = Pattern.compile("(?is)DROP\\s++(?:TEMPORARY\\s++)?+TABLES?\\s++"
            + "(?:IF\\s++EXISTS\\s++)?+(" + TABLE + "(?:\\s*+,\\s*+" + TABLE + ")*+)\\s*+(?:RESTRICT|CASCADE)?+");
    private static final Pattern ONE_TABLE = Pattern.compile(TABLE);
    private static final String AS = "(?:\\s*+(?:AS\\s++)?+`?[\\w$]++`?)?+";
    private static final Pattern LOCK = Pattern.compile("(?is)(?:SELECT|DO)\\s++(GET|RELEASE)_LOCK\\s*+\\(\\s*+"
            + "'([^'\\\\]*+)'\\s*+(?:,\\s*+[\\d.-]++\\s*+)?+\\)" + AS);
    private static final Pattern ALL_LOCKS = Pattern
            .compile("(?is)(?:SELECT|DO)\\s++RELEASE_ALL_LOCKS\\s*+\\(\\s*+\\)" + AS);
    private static final Pattern PREPARE = Pattern.compile(
            "(?is)PREPARE\\s++`?([\\w$]++)`?\\s++FROM\\s*+(?:'((?:[^'\\\\]|'')*+)'|\"([^\"\\\\]*+)\")");
    private static final Pattern IMMEDIATE = Pattern.compile(
            "(?is)EXECUTE\\s++IMMEDIATE\\s*+(?:'((?:[^'\\\\]|'')*+)'|\"([^\"\\\\]*+)\")(?:\\s*+USING\\s[^@]*+)?+");
    private static final Pattern DEALLOCATE = Pattern
            .compile("(?is)(?:DEALLOCATE|DROP)\\s++PREPARE\\s++`?([\\w$]++)`?");
    /** What can be prepared without leaving anything when it is executed. */
    private static final Pattern HARMLESS = Pattern.compile("(?is)\\s*+(?:SELECT|INSERT|UPDATE|DELETE|REPLACE)\\s.*+");

    /**
     * Null if the statement leaves nothing, or what it takes has no name that can be told: then the connection is kept.
     *
     * @param schema of the session, for names without one
     */
    public static NamedState of(String sql, String schema) {
        String text = sql.strip();
        while (text.endsWith(";")) {
            text = text.substring(0, text.length() - 1).stripTrailing();
        }
        if (text.indexOf(';') >= 0) {
            return null; // several statements, perhaps: more than one name
        }
        return switch (text.isEmpty() ? ' ' : Character.toUpperCase(text.charAt(0))) {
            case 'C' -> create(text, schema);
            case 'P' -> prepare(text);
            case 'E' -> immediate(text);
            case 'S' -> lock(text);
            case 'D' -> text.regionMatches(true, 0, "DO", 0, 2) ? lock(text) : drop(text, schema);
            default -> null;
        };
    }

    private static NamedState create(String text, String schema) {
        Matcher create = CREATE.matcher(text);
        return create.matches()
                ? new NamedState(HeldBy.TEMPORARY_TABLE, List.of(qualified(create.group(1), schema)), true, false)
                : null;
    }

    private static NamedState drop(String text, String schema) {
        Matcher deallocate = DEALLOCATE.matcher(text);
        if (deallocate.matches()) {
            return new NamedState(HeldBy.PREPARED_STATEMENT, List.of(lower(deallocate.group(1))), false, false);
        }
        Matcher drop = DROP.matcher(text);
        if (!drop.matches()) {
            return null;
        }
        List<String> names = new ArrayList<>();
        Matcher each = ONE_TABLE.matcher(drop.group(1));
        while (each.find()) {
            names.add(qualified(each.group(1), schema));
        }
        return new NamedState(HeldBy.TEMPORARY_TABLE, List.copyOf(names), false, false);
    }

    private static NamedState lock(String text) {
        if (ALL_LOCKS.matcher(text).matches()) {
            return new NamedState(HeldBy.GET_LOCK, List.of(), false, true);
        }
        Matcher lock = LOCK.matcher(text);
        return lock.matches()
                ? new NamedState(HeldBy.GET_LOCK, List.of(lower(lock.group(2))), lock.group(1).length() == 3, false)
                : null;
    }

    private static NamedState prepare(String text) {
        Matcher prepare = PREPARE.matcher(text);
        if (!prepare.matches()) {
            return null;
        }
        String inner = prepare.group(2) != null ? prepare.group(2).replace("''", "'") : prepare.group(3);
        return isHarmless(inner)
                ? new NamedState(HeldBy.PREPARED_STATEMENT, List.of(lower(prepare.group(1))), true, false)
                : null;
    }

    /** What is run at once and leaves nothing has no name to remember. */
    private static NamedState immediate(String text) {
        Matcher immediate = IMMEDIATE.matcher(text);
        if (!immediate.matches()) {
            return null;
        }
        String inner = immediate.group(1) != null ? immediate.group(1).replace("''", "'") : immediate.group(2);
        return isHarmless(inner) ? new NamedState(HeldBy.PREPARED_STATEMENT, List.of(), true, false) : null;
    }

    private static boolean isHarmless(String sql) {
        return HARMLESS.matcher(sql).matches() && sql.indexOf('@') < 0 && StatementTraits.of(sql).holds() == 0
                && StatementTraits.of(sql).frees() == 0;
    }

    private static String qualified(String name, String schema) {
        String plain = name.replaceAll("[`\\s]", "");
        return plain.indexOf('.') >= 0 ? plain : schema + "." + plain;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
