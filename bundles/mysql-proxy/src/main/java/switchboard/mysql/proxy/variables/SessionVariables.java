package switchboard.mysql.proxy.variables;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The variables that a session has set: name to the text that sets it, as it stands after SET ({@code
 * sql_mode='ANSI'}, {@code NAMES utf8mb4}). Immutable; what isn't in it has the server's default.
 */
public final class SessionVariables {
    /** Nothing set. */
    public static final SessionVariables NONE = new SessionVariables(new TreeMap<>());

    private final TreeMap<String, String> assignments;
    private final int hash;
    private String text; // made when it is first asked for; whoever makes it makes the same

    private SessionVariables(TreeMap<String, String> assignments) {
        this.assignments = assignments;
        this.hash = assignments.hashCode();
    }

    /** With one more variable set; names in lower case. */
    public SessionVariables with(String name, String assignment) {
        if (assignment.equals(assignments.get(name))) {
            return this;
        }
        TreeMap<String, String> next = new TreeMap<>(assignments);
        next.put(name, assignment);
        return new SessionVariables(next);
    }

    /** With a variable back at the server's default. */
    public SessionVariables without(String name) {
        if (!assignments.containsKey(name)) {
            return this;
        }
        TreeMap<String, String> next = new TreeMap<>(assignments);
        next.remove(name);
        return new SessionVariables(next);
    }

    /** All of them as one text: the same for equal ones. */
    public String text() {
        if (text == null) {
            text = assignments.toString();
        }
        return text;
    }

    /** The texts that set them, by name. */
    public Map<String, String> assignments() {
        return Collections.unmodifiableMap(assignments);
    }

    public boolean has(String name) {
        return assignments.containsKey(name);
    }

    /** The text that sets the variable, or null. */
    public String assignment(String name) {
        return assignments.get(name);
    }

    /** Whether its sql_mode is known to contain NO_BACKSLASH_ESCAPES. */
    public boolean escapesNoBackslashes() {
        String mode = assignments.get("sql_mode");
        return mode != null && mode.toUpperCase(Locale.ROOT).contains("NO_BACKSLASH_ESCAPES");
    }

    /** Whether a connection in this state gets into {@code wanted} only by a reset. */
    public boolean needsResetFor(SessionVariables wanted) {
        for (String name : assignments.keySet()) {
            if (TrackedVariables.standsAlone(name) && !wanted.has(name)) {
                return true;
            }
        }
        return false;
    }

    /** The statements that bring a connection from this state into {@code wanted}; empty if nothing differs. */
    public List<String> statementsFor(SessionVariables wanted) {
        return statementsFor(wanted, false);
    }

    /**
     * As {@link #statementsFor(SessionVariables)}.
     *
     * @param singly each variable in a statement of its own, for servers that don't know all of them
     */
    public List<String> statementsFor(SessionVariables wanted, boolean singly) {
        List<String> statements = new ArrayList<>(2);
        StringBuilder together = new StringBuilder();
        StringBuilder users = new StringBuilder(); // after the character set, which their values get
        boolean names = needsNamesFor(wanted);
        if (names) { // before the variables that it sets too
            append(together, wanted.has(TrackedVariables.NAMES)
                    ? wanted.assignment(TrackedVariables.NAMES)
                    : TrackedVariables.toDefault(TrackedVariables.NAMES), singly ? statements : null);
        }
        for (String name : assignments.keySet()) {
            if (name.equals(TrackedVariables.NAMES) || names && TrackedVariables.isSetByNames(name)) {
                continue;
            }
            if (!wanted.has(name) && UserVariable.is(name)) {
                append(users, name + "=X'', " + name + "=NULL", null); // NULL alone keeps the last value's type
            } else if (!wanted.has(name) && !TrackedVariables.standsAlone(name)) {
                append(together, TrackedVariables.toDefault(name), singly ? statements : null);
            }
        }
        for (Map.Entry<String, String> entry : wanted.assignments.entrySet()) {
            boolean again = names && TrackedVariables.isSetByNames(entry.getKey());
            if (entry.getKey().equals(TrackedVariables.NAMES)
                    || !again && entry.getValue().equals(assignments.get(entry.getKey()))) {
                continue;
            }
            if (UserVariable.is(entry.getKey())) {
                append(users, entry.getValue(), null);
            } else if (TrackedVariables.standsAlone(entry.getKey())) {
                statements.add("SET " + entry.getValue());
            } else if (buildsOnDefault(entry.getValue()) && assignments.containsKey(entry.getKey())) {
                append(together, TrackedVariables.toDefault(entry.getKey()), singly ? statements : null);
                statements.add("SET " + entry.getValue());
            } else {
                append(together, entry.getValue(), singly ? statements : null);
            }
        }
        if (!together.isEmpty()) {
            statements.add(0, "SET " + together);
        }
        if (!users.isEmpty()) {
            statements.add("SET " + users);
        }
        return statements;
    }

    /** NAMES differ, or one of the variables that they set goes back to what they say. */
    private boolean needsNamesFor(SessionVariables wanted) {
        if (!Objects.equals(assignments.get(TrackedVariables.NAMES), wanted.assignment(TrackedVariables.NAMES))) {
            return true;
        }
        for (String name : assignments.keySet()) {
            if (TrackedVariables.isSetByNames(name) && !wanted.has(name) && wanted.has(TrackedVariables.NAMES)) {
                return true;
            }
        }
        return false;
    }

    /** Without what a statement names that only its connection understands: from now on that one knows better. */
    public SessionVariables lessNamedIn(String sql) {
        String text = sql.toLowerCase(Locale.ROOT);
        SessionVariables less = this;
        for (String name : assignments.keySet()) {
            boolean names = name.equals(TrackedVariables.NAMES)
                    && (text.contains("char") || text.contains("collation"));
            if (names || text.contains(name)) {
                less = less.without(name);
            }
        }
        return less;
    }

    /** The value of a known user variable as it can be assigned, NULL for others. */
    String userValue(String name) {
        String assignment = assignments.get(name);
        return assignment == null ? "NULL" : assignment.substring(name.length() + 1);
    }

    /** Whether the known user variables are few and short enough to be kept. */
    boolean userVariablesFit() {
        int count = 0;
        int characters = 0;
        for (Map.Entry<String, String> entry : assignments.headMap("A").entrySet()) { // @ sorts before letters
            count++;
            characters += entry.getValue().length();
        }
        return count <= UserVariable.MAX_COUNT && characters <= UserVariable.MAX_CHARACTERS;
    }

    /** Whether a known user variable is a text, whose collation is the connection's of its day. */
    boolean hasUserText() {
        return assignments.headMap("A").values().stream().anyMatch(assignment -> assignment.indexOf('\'') > 0);
    }

    /** Whether an assignment's value contains the variable's default: {@code sql_mode=CONCAT(@@sql_mode,',ANSI')}. */
    static boolean buildsOnDefault(String assignment) {
        return assignment.contains("=CONCAT(@@");
    }

    /** To the list, or as a statement where {@code statements} is given. */
    private static void append(StringBuilder list, String assignment, List<String> statements) {
        if (statements != null) {
            statements.add("SET " + assignment);
            return;
        }
        if (!list.isEmpty()) {
            list.append(", ");
        }
        list.append(assignment);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof SessionVariables that && hash == that.hash
                && assignments.equals(that.assignments);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return assignments.values().toString();
    }
}
