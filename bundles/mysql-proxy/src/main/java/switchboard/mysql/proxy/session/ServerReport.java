package switchboard.mysql.proxy.session;

import java.util.Map;
import java.util.regex.Pattern;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.protocol.track.SessionChanges;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.HeldBy;
import switchboard.mysql.proxy.route.CommandType;
import switchboard.mysql.proxy.route.KnownQuery;
import switchboard.mysql.proxy.route.StatementTraits;
import switchboard.mysql.proxy.variables.ServerSet;
import switchboard.mysql.proxy.variables.SessionVariables;
import switchboard.mysql.proxy.variables.TrackedVariables;

/** What a server reports of its session after a statement that doesn't tell: a procedure may set any variable. */
final class ServerReport {
    private static final int NAMELESS = HeldBy.USER_VARIABLE | HeldBy.PREPARED_STATEMENT | HeldBy.TEMPORARY_TABLE;
    private static final Pattern SEQUENCE = Pattern.compile("(?i)\\bNEXT VALUE FOR\\b|\\b(?:NEXT|SET)VAL ?\\(");
    private static final Pattern SET_VAR = Pattern.compile("(?i)\\bSET_VAR\\b"); // MySQL's hint takes all back

    private ServerReport() {
    }

    /**
     * Makes the changes that an answer tells of the session's own: they are set on its other connections too.
     *
     * @param known the statement, which may explain what has no name
     * @return false if there is one that only this connection can have
     */
    static boolean follow(ClientSession session, BackendConnection by, Answer answer, KnownQuery known) {
        SessionChanges changes = answer.changes();
        CommandType type = known.traits().type();
        if (type == CommandType.SET) {
            return true; // SET STATEMENT reports what it sets, and takes it back
        }
        if (changes == null) {
            return !answer.changesUntold() || !mayRunCode(known);
        }
        if (!by.abilities().tellsInTime() && type != CommandType.CALL) {
            return true; // it may be of another session's statement
        }
        boolean followed = changes.complete() && (!changes.other() || isExplained(session, by, changes, known));
        for (Map.Entry<String, String> change : changes.variables().entrySet()) {
            followed &= variable(session.context(), by, change.getKey(), change.getValue());
        }
        // code of another schema goes there and back: that is told, and no change
        if (changes.schema() != null && !changes.schema().equals(by.state().schema())) {
            session.schema(changes.schema());
            by.state().nowIn(changes.schema(), by.state().variables());
        }
        return followed;
    }

    /**
     * Whether something else than a user variable, a temporary table or a prepared statement is meant by what has no name; a
     * variable beside it is no reason, because a procedure may set both.
     */
    private static boolean isExplained(ClientSession session, BackendConnection by, SessionChanges changes,
            KnownQuery known) {
        StatementTraits traits = known.traits();
        if (((traits.holds() | traits.frees()) & NAMELESS) != 0) {
            return true;
        }
        if (changes.schema() != null && traits.type() != CommandType.CALL) { // a function of another schema, mostly
            by.state().suspect(session.id());
            return true;
        }
        String text = session.execution().command().statementText();
        return !changes.variables().isEmpty() && text != null && SET_VAR.matcher(text).find();
    }

    /** Whether it may be a function that has changed what MariaDB doesn't tell; else it is its binary log's position. */
    private static boolean mayRunCode(KnownQuery known) {
        CommandType type = known.traits().type();
        return (type == CommandType.SELECT || type == CommandType.SELECT_FOR_UPDATE)
                && (known.digest() == null || !SEQUENCE.matcher(known.digest().text()).find());
    }

    private static boolean variable(SessionContext context, BackendConnection by, String name, String value) {
        SessionVariables on = by.state().variables();
        if (name.equals(TrackedVariables.AUTOCOMMIT) && value.equals("ON")) {
            context.variables(context.variables().without(name));
            by.state().nowIn(by.state().schema(), on == null ? null : on.without(name));
            return true;
        }
        String assignment = name.equals(TrackedVariables.AUTOCOMMIT)
                ? name + "=OFF"
                : ServerSet.assignment(name, value);
        if (assignment == null) {
            return false;
        }
        context.variables(context.variables().with(name, assignment));
        by.state().nowIn(by.state().schema(), on == null ? null : on.with(name, assignment));
        return true;
    }
}
