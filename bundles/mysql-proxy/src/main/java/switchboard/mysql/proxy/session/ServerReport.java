package switchboard.mysql.proxy.session;

import java.util.Map;
import switchboard.mysql.protocol.track.SessionChanges;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.route.StatementTraits;
import switchboard.mysql.proxy.variables.ServerSet;
import switchboard.mysql.proxy.variables.SessionVariables;
import switchboard.mysql.proxy.variables.TrackedVariables;

/** What a server reports of its session after a statement that doesn't tell: a procedure may set any variable. */
final class ServerReport {
    private ServerReport() {
    }

    /**
     * Makes the changes the session's own: they are set on its other connections too.
     *
     * @param traits of the statement, which may explain what has no name
     * @return false if there is one that only this connection can have
     */
    static boolean follow(ClientSession session, BackendConnection by, SessionChanges changes,
            StatementTraits traits) {
        boolean explained = !changes.other() || !changes.variables().isEmpty() || changes.schema() != null
                || (traits.holds() | traits.frees()) != 0;
        boolean followed = changes.complete() && explained;
        for (Map.Entry<String, String> change : changes.variables().entrySet()) {
            followed &= variable(session.context(), by, change.getKey(), change.getValue());
        }
        // a procedure of another schema goes there and back: that is told, and no change
        if (changes.schema() != null && !changes.schema().equals(by.state().schema())) {
            session.schema(changes.schema());
            by.state().nowIn(changes.schema(), by.state().variables());
        }
        return followed;
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
