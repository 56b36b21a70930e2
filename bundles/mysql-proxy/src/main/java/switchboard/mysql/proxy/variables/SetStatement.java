package switchboard.mysql.proxy.variables;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A SET statement that the proxy understands and can run again on another connection (ProxySQL 2.7 manual, SET
 * tracking).
 *
 * @param changes variables in order, each with the text that sets it, or with null to bring it back to its default
 */
public record SetStatement(List<Map.Entry<String, String>> changes) {
    private static final String DEFAULT = "DEFAULT";
    private static final List<String> COLLATING = List.of(TrackedVariables.NAMES, "character_set_client",
            "character_set_connection", "collation_connection");

    /** The statement's changes, or null when a part of it isn't understood: then only the server knows what it did. */
    public static SetStatement parse(String sql) {
        SetTokens tokens = new SetTokens(unwrap(sql));
        if (!tokens.take("SET")) {
            return null;
        }
        List<Map.Entry<String, String>> changes = new ArrayList<>();
        if (!list(tokens, changes)) {
            return null;
        }
        while (tokens.take(";")) {
            // trailing semicolons say nothing
        }
        return tokens.peek().isEmpty() ? new SetStatement(List.copyOf(changes)) : null;
    }

    /** The state after it; null if only the server can tell. */
    public SessionVariables applyTo(SessionVariables before) {
        SessionVariables after = before;
        for (Map.Entry<String, String> change : changes) {
            if (change.getValue() != null && SessionVariables.buildsOnDefault(change.getValue())
                    && before.has(change.getKey())) {
                return null; // it builds on what the session has set
            }
            after = change.getValue() == null
                    ? after.without(change.getKey())
                    : after.with(change.getKey(), resolved(change, before));
            if (change.getKey().equals(TrackedVariables.NAMES)) {
                for (String name : List.of("character_set_client", "character_set_connection", "character_set_results",
                        "collation_connection")) {
                    after = after.without(name);
                }
            }
        }
        boolean collates = after.hasUserText() && !sameCharacterSet(before, after);
        return collates || !after.userVariablesFit() ? null : after;
    }

    /** A variable's value is what it was before the statement. */
    private static String resolved(Map.Entry<String, String> change, SessionVariables before) {
        String name = change.getKey();
        String value = UserVariable.is(name) ? change.getValue().substring(name.length() + 1) : "";
        return value.startsWith("@") ? name + "=" + before.userValue(value) : change.getValue();
    }

    private static boolean sameCharacterSet(SessionVariables before, SessionVariables after) {
        for (String name : COLLATING) {
            if (!Objects.equals(before.assignment(name), after.assignment(name))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether it reads a user variable, or brings back to its default what isn't known to have been set: right only while
     * no connection knows better.
     */
    public boolean buildsOnMore(SessionVariables than) {
        return changes.stream().anyMatch(change -> change.getValue() == null
                ? !than.has(change.getKey())
                : UserVariable.is(change.getKey())
                        && change.getValue().startsWith("=@", change.getKey().length()));
    }

    /** What is inside of {@code /*!40101 SET x *}{@code /}. */
    private static String unwrap(String sql) {
        String text = sql.strip();
        if (!text.startsWith("/*!")) {
            return text;
        }
        int end = text.indexOf("*/");
        int begin = 3;
        while (begin < text.length() && Character.isDigit(text.charAt(begin))) {
            begin++;
        }
        return end < 0 ? text : text.substring(begin, end) + text.substring(end + 2);
    }

    private static boolean list(SetTokens tokens, List<Map.Entry<String, String>> changes) {
        do {
            if (!one(tokens, changes)) {
                return false;
            }
        } while (tokens.take(","));
        return true;
    }

    private static boolean one(SetTokens tokens, List<Map.Entry<String, String>> changes) {
        if (tokens.take("NAMES")) {
            return names(tokens, changes);
        }
        if (tokens.take("CHARSET") || tokens.take("CHARACTER") && tokens.take("SET")) {
            return charset(tokens, changes);
        }
        String user = UserVariable.name(tokens.peek());
        if (user != null) {
            tokens.next();
            return (tokens.take("=") || tokens.take(":=")) && userVariable(user, tokens.next(), changes);
        }
        boolean session = tokens.take("SESSION") || tokens.take("LOCAL");
        if (session && tokens.take("TRANSACTION")) {
            return transaction(tokens, changes);
        }
        String name = variable(tokens.next());
        if (name == null || !(tokens.take("=") || tokens.take(":="))) {
            return false;
        }
        String value = tokens.next();
        return value.equalsIgnoreCase("CONCAT")
                ? concat(name, tokens, changes)
                : assignment(name, value, changes);
    }

    private static boolean userVariable(String name, String token, List<Map.Entry<String, String>> changes) {
        String value = UserVariable.value(token);
        if (value != null) {
            changes.add(entry(name, name + "=" + value));
        }
        return value != null;
    }

    /**
     * {@code CONCAT(@@name, 'text')}: what MariaDB's connector begins with. Taken where it builds on the variable's own
     * default, which every new connection has.
     */
    private static boolean concat(String name, SetTokens tokens, List<Map.Entry<String, String>> changes) {
        StringBuilder text = new StringBuilder(name).append("=CONCAT");
        for (String token = tokens.next(); !token.isEmpty(); token = tokens.next()) {
            boolean own = name.equals(variable(token.replaceFirst("(?i)^@@global\\.", "@@")));
            if (!own && !quoted(token) && !token.equals("(") && !token.equals(")") && !token.equals(",")) {
                return false;
            }
            text.append(token);
            if (token.equals(")")) {
                if (TrackedVariables.isIgnored(name)) {
                    return true;
                }
                if (TrackedVariables.kind(name) != TrackedVariables.Kind.TEXT) {
                    return false;
                }
                changes.add(entry(name, text.toString()));
                return true;
            }
        }
        return false;
    }

    /** The plain name of a session variable, or null for another kind. */
    private static String variable(String token) {
        String name = token.toLowerCase(Locale.ROOT).replace("`", "");
        if (name.startsWith("@@")) {
            name = name.substring(2);
            for (String scope : List.of("session.", "local.")) {
                if (name.startsWith(scope)) {
                    name = name.substring(scope.length());
                    break;
                }
            }
        }
        return name.isEmpty() || name.indexOf('@') >= 0 || name.indexOf('.') >= 0 ? null : name;
    }

    private static boolean assignment(String name, String value, List<Map.Entry<String, String>> changes) {
        if (value.isEmpty() || value.indexOf('@') >= 0 && value.charAt(0) != '\'' && value.charAt(0) != '"') {
            return false;
        }
        if (TrackedVariables.isIgnored(name)) {
            return true;
        }
        if (name.equals("tx_isolation") || name.equals(TrackedVariables.ISOLATION)) {
            return isolation(unquote(value).replace('-', ' '), changes);
        }
        if (name.equals("tx_read_only") || name.equals(TrackedVariables.READ_ONLY)) {
            String on = TrackedVariables.onOrOff(value);
            return on != null && readOnly(on.equals("ON"), changes);
        }
        TrackedVariables.Kind kind = TrackedVariables.kind(name);
        String normal = kind == null ? null : value(kind, value);
        if (normal == null) {
            return false;
        }
        if (name.equals(TrackedVariables.TRACK_GTIDS) && normal.equalsIgnoreCase("'ALL_GTIDS'")) {
            normal = "'OWN_GTID'"; // as ProxySQL: all of a server's with each answer would serve nobody here
        }
        // a login sets what SET NAMES sets: the server's default is another value, to be set like any
        boolean back = normal.equals(DEFAULT) && !TrackedVariables.isSetByNames(name)
                || name.equals(TrackedVariables.AUTOCOMMIT) && normal.equals("ON");
        changes.add(entry(name, back ? null : name + "=" + normal));
        return true;
    }

    private static String value(TrackedVariables.Kind kind, String value) {
        if (value.equalsIgnoreCase(DEFAULT)) {
            return DEFAULT;
        }
        return switch (kind) {
            case BOOLEAN -> TrackedVariables.onOrOff(value);
            case NUMBER -> number(unquote(value));
            case TEXT -> text(value);
            case CHARSET -> word(unquote(value)) ? unquote(value) : null;
        };
    }

    /** In single quotes: double ones are an identifier's under sql_mode ANSI_QUOTES. */
    private static String text(String value) {
        if (word(value)) {
            return "'" + value + "'";
        }
        if (!quoted(value)) {
            return null;
        }
        String inner = unquote(value);
        boolean plain = inner.indexOf('\'') < 0 && inner.indexOf('"') < 0 && inner.indexOf('\\') < 0;
        return plain ? "'" + inner + "'" : value.charAt(0) == '\'' ? value : null;
    }

    private static String number(String value) {
        if (value.isEmpty()) {
            return null;
        }
        boolean digits = value.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.' || c == '-');
        boolean word = value.equalsIgnoreCase("on") || value.equalsIgnoreCase("off")
                || value.equalsIgnoreCase("demand");
        return digits || word ? value : null;
    }

    private static boolean names(SetTokens tokens, List<Map.Entry<String, String>> changes) {
        String charset = unquote(tokens.next());
        if (!word(charset)) {
            return false;
        }
        String text = "NAMES " + charset;
        if (tokens.take("COLLATE")) {
            String collation = unquote(tokens.next());
            if (!word(collation)) {
                return false;
            }
            text += " COLLATE " + collation;
        }
        boolean isDefault = charset.equalsIgnoreCase(DEFAULT); // the server's, not that with which a connection logs in
        changes.add(
                entry(TrackedVariables.NAMES, isDefault ? TrackedVariables.toDefault(TrackedVariables.NAMES) : text));
        return true;
    }

    /** SET CHARACTER SET x: client and results are x, the connection's is that of the database. */
    private static boolean charset(SetTokens tokens, List<Map.Entry<String, String>> changes) {
        String charset = unquote(tokens.next());
        if (!word(charset)) {
            return false;
        }
        changes.add(entry(TrackedVariables.NAMES, "CHARACTER SET " + charset));
        return true;
    }

    private static boolean transaction(SetTokens tokens, List<Map.Entry<String, String>> changes) {
        do {
            if (tokens.take("ISOLATION")) {
                if (!tokens.take("LEVEL")) {
                    return false;
                }
                String level = tokens.next();
                if (level.equalsIgnoreCase("READ") || level.equalsIgnoreCase("REPEATABLE")) {
                    level += " " + tokens.next();
                }
                if (!isolation(level, changes)) {
                    return false;
                }
            } else if (!tokens.take("READ") || !readOnly(tokens.peek().equalsIgnoreCase("ONLY"), changes)
                    || !(tokens.take("ONLY") || tokens.take("WRITE"))) {
                return false;
            }
        } while (tokens.take(","));
        return true;
    }

    private static boolean isolation(String level, List<Map.Entry<String, String>> changes) {
        String normal = level.toUpperCase(Locale.ROOT);
        if (!List.of("READ UNCOMMITTED", "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE").contains(normal)) {
            return false;
        }
        changes.add(entry(TrackedVariables.ISOLATION, "SESSION TRANSACTION ISOLATION LEVEL " + normal));
        return true;
    }

    private static boolean readOnly(boolean only, List<Map.Entry<String, String>> changes) {
        changes.add(entry(TrackedVariables.READ_ONLY, "SESSION TRANSACTION READ " + (only ? "ONLY" : "WRITE")));
        return true;
    }

    private static Map.Entry<String, String> entry(String name, String assignment) {
        return new java.util.AbstractMap.SimpleImmutableEntry<>(name, assignment);
    }

    private static boolean quoted(String value) {
        return value.length() >= 2 && (value.charAt(0) == '\'' || value.charAt(0) == '"')
                && value.charAt(value.length() - 1) == value.charAt(0);
    }

    private static String unquote(String value) {
        return quoted(value) ? value.substring(1, value.length() - 1) : value;
    }

    private static boolean word(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    }
}
