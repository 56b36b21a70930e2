package switchboard.mysql.proxy.backend;

import switchboard.mysql.proxy.statement.SharedStatement;

/** A prepared statement of a backend connection. */
public final class BackendStatement {
    private final SharedStatement shared;
    private final int id;
    private Object typesOf;
    private boolean state;

    BackendStatement(SharedStatement shared, int id) {
        this.shared = shared;
        this.id = id;
    }

    SharedStatement shared() {
        return shared;
    }

    /** The server's id for it. */
    public int id() {
        return id;
    }

    /** Whether the server knows the parameter types from the last EXECUTE of this client statement. */
    public boolean hasTypesOf(Object clientStatement) {
        return typesOf == clientStatement;
    }

    /** An EXECUTE with parameter types was sent for this client statement. */
    public void typesSentFor(Object clientStatement) {
        typesOf = clientStatement;
    }

    /** Whether long data was sent for it or a cursor is open: {@link BackendStatements#state} says so. */
    public boolean hasState() {
        return state;
    }

    void hasState(boolean now) {
        state = now;
    }
}
