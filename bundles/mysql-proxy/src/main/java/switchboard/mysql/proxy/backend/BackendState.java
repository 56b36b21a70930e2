package switchboard.mysql.proxy.backend;

import switchboard.mysql.proxy.variables.SessionVariables;

/** What the server's session of one backend connection has by now: schema, variables, statements, and what binds it. */
public final class BackendState {
    private static final long BRIEFLY_NANOS = 1_000_000_000;

    private final BackendStatements statements;
    private String schema;
    private SessionVariables variables;
    private int heldBy;
    private int keptForQueries;
    private long keptSinceNanos;
    private int briefly; // bits of heldBy
    private long brieflySinceNanos;
    private HeldNames names;
    private long suspectOf; // a session, 0 for none

    BackendState(BackendConnection connection) {
        statements = new BackendStatements(connection);
    }

    /** Whether it serves a session in this state without further ado. */
    boolean isIn(String wantedSchema, SessionVariables wanted) {
        return (variables == wanted || wanted.equals(variables)) && wantedSchema.equals(schema);
    }

    /**
     * What the server's session has been set to.
     *
     * @param newVariables null when that isn't known
     */
    public void nowIn(String newSchema, SessionVariables newVariables) {
        schema = newSchema;
        variables = newVariables;
    }

    /** Adds and removes reasons ({@link HeldBy}) why only the session that has it may use it. */
    public void hold(int add, int remove) {
        heldBy = heldBy & ~remove | add;
        briefly &= ~(remove | add);
    }

    /** The same for reasons that a second later don't count any more: who asks does so at once. */
    public void holdBriefly(int reasons, long nowNanos) {
        heldBy |= reasons;
        briefly |= reasons;
        brieflySinceNanos = nowNanos;
    }

    /** Forgets what held it only briefly, when the time is over. Returns what that was. */
    public int endBrief(long nowNanos) {
        if (briefly == 0 || nowNanos - brieflySinceNanos < BRIEFLY_NANOS) {
            return 0;
        }
        int over = briefly;
        hold(0, over);
        return over;
    }

    /**
     * How many queries of its session it is still kept for, though nothing binds it.
     *
     * @param nowNanos when that was found
     */
    public void keptFor(int queries, long nowNanos) {
        keptForQueries = queries;
        keptSinceNanos = nowNanos;
    }

    public int keptForQueries() {
        return keptForQueries;
    }

    public long keptSinceNanos() {
        return keptSinceNanos;
    }

    public int heldBy() {
        return heldBy;
    }

    /** All is gone by COM_RESET_CONNECTION. */
    void wasReset() {
        heldBy = 0;
        briefly = 0;
        keptForQueries = 0;
        names = null;
        suspectOf = 0;
        statements.clear();
        variables = null;
    }

    /** A procedure of this session may have set what nobody was told of. */
    public void suspect(long session) {
        suspectOf = session;
    }

    /** A session is about to use it: what another one's procedures may have left goes with a reset. */
    public void usedBy(long session) {
        if (suspectOf != 0 && suspectOf != session) {
            variables = null;
        }
    }

    /** What binds it and has a name. */
    public HeldNames names() {
        if (names == null) {
            names = new HeldNames();
        }
        return names;
    }

    public BackendStatements statements() {
        return statements;
    }

    public String schema() {
        return schema;
    }

    /** Null while it isn't known. */
    public SessionVariables variables() {
        return variables;
    }
}
