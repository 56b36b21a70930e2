package switchboard.mysql.proxy.backend;

import java.util.ArrayDeque;
import java.util.Queue;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.proxy.variables.SessionVariables;
import switchboard.mysql.proxy.variables.TrackedVariables;

/**
 * Brings a backend connection into the state of the session that took it: reset, schema, variables; one round trip each,
 * and none where nothing differs.
 */
public final class StateSync implements InternalCommand {
    /** Called on the event loop, once. */
    public interface Then {
        void ready(BackendConnection connection);

        /** The server refused; the connection is still open, in a state of its own. */
        void refused(BackendConnection connection, int errorCode, String sqlState, String message);

        void lost(BackendConnection connection, String reason);
    }

    private record Step(int command, String text) {
    }

    private static final int UNKNOWN_SYSTEM_VARIABLE = 1193;
    private static final int NO_SUCH_COMMAND = 1047;
    private static final String IGNORE_SPACE = "SET sql_mode=CONCAT(@@sql_mode,',IGNORE_SPACE')";

    private final BackendConnection connection;
    private final String schema;
    private final SessionVariables variables;
    private final Then then;
    private final Queue<Step> steps = new ArrayDeque<>(4);
    private final boolean resetOnly;
    private Step current;
    private boolean singly;

    private StateSync(BackendConnection connection, String schema, SessionVariables variables, Then then,
            boolean resetOnly) {
        this.resetOnly = resetOnly;
        this.connection = connection;
        this.schema = schema;
        this.variables = variables;
        this.then = then;
    }

    /** Calls {@code then} at once if nothing differs. */
    public static void bring(BackendConnection connection, String schema, SessionVariables variables, Then then) {
        if (connection.state().isIn(schema, variables)) {
            then.ready(connection);
        } else {
            new StateSync(connection, schema, variables, then, false).start();
        }
    }

    /** Takes away all state that only this connection has, for the next session. */
    public static void reset(BackendConnection connection, Then then) {
        StateSync sync = new StateSync(connection, connection.state().schema(), SessionVariables.NONE, then, true);
        sync.steps.add(new Step(Command.COM_RESET_CONNECTION, null));
        sync.next();
    }

    private void start() {
        SessionVariables have = connection.state().variables();
        boolean unknown = have == null && !connection.isBound(); // a reset would take a bound session's state away
        if (unknown || have != null && have.needsResetFor(variables)) {
            steps.add(new Step(Command.COM_RESET_CONNECTION, null));
        } else {
            addVariables(false);
        }
        next();
    }

    /** @param singly each variable in a statement of its own */
    private void addVariables(boolean singly) {
        SessionVariables have = connection.state().variables() == null
                ? SessionVariables.NONE
                : connection.state().variables();
        without(have).statementsFor(without(variables), singly)
                .forEach(sql -> steps.add(new Step(Command.COM_QUERY, sql)));
        if (!schema.equals(connection.state().schema()) && !schema.isEmpty()) {
            steps.add(new Step(Command.COM_INIT_DB, schema));
        }
    }

    /** Less what mysql_hostgroup_attributes says not to repeat. */
    private SessionVariables without(SessionVariables all) {
        SessionVariables some = all;
        for (String ignored : connection.server().ignoredVariables()) {
            some = some.without(ignored);
        }
        return connection.login().mariaDb() ? some.without(TrackedVariables.TRACK_GTIDS) : some; // it has none
    }

    private void next() {
        current = steps.poll();
        if (current == null) {
            connection.state().nowIn(schema.isEmpty() ? connection.state().schema() : schema, variables);
            then.ready(connection);
            return;
        }
        count(current.command());
        var allocator = connection.channel().alloc();
        connection.runInternal(current.command(),
                current.text() == null
                        ? CommandPackets.of(allocator, current.command())
                        : CommandPackets.of(allocator, current.command(), current.text()),
                this);
    }

    private void count(int command) {
        if (command == Command.COM_RESET_CONNECTION) {
            connection.server().count(LoopServer.Count.RESETS, 1);
        } else if (command == Command.COM_INIT_DB) {
            connection.server().count(LoopServer.Count.SCHEMA_CHANGES, 1);
        } else if (TrackedVariables.setsNames(current.text())) {
            connection.server().count(LoopServer.Count.NAMES_SET, 1);
        }
    }

    @Override
    public void answered(BackendConnection by) {
        int error = by.answer().errorCode();
        boolean reset = current.command() == Command.COM_RESET_CONNECTION;
        if (reset && error == 0) {
            by.state().wasReset();
            by.beginsWith().forEach(sql -> steps.add(new Step(Command.COM_QUERY, sql)));
            if (Capability.has(by.login().capabilities(), Capability.CLIENT_IGNORE_SPACE)) {
                steps.add(new Step(Command.COM_QUERY, IGNORE_SPACE)); // a reset takes it away from MariaDB's session
            }
            if (!resetOnly) {
                addVariables(false);
            }
            next();
        } else if (SessionTracking.is(current.text())) {
            next(); // a server that can't report is used as it is
        } else if (error == UNKNOWN_SYSTEM_VARIABLE && !singly) { // the others of that SET aren't set either
            singly = true;
            steps.clear();
            addVariables(true);
            next();
        } else if (ExpiredPassword.isTold(error)) {
            by.state().nowIn(by.state().schema(), null); // the client's own statement may be the new password
            then.ready(by);
        } else if (error == 0 || error == UNKNOWN_SYSTEM_VARIABLE) { // a server without the variable does without it
            next();
        } else if (reset && error == NO_SUCH_COMMAND) {
            then.lost(by, "the server has no COM_RESET_CONNECTION");
        } else {
            by.state().nowIn(by.state().schema(), null);
            then.refused(by, error, by.answer().sqlState(), by.answer().errorMessage());
        }
    }

    @Override
    public void lost(BackendConnection gone, String reason) {
        then.lost(gone, reason);
    }
}
