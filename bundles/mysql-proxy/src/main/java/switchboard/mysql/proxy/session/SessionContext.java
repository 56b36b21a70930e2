package switchboard.mysql.proxy.session;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.query.QueryOrigin;
import switchboard.api.user.FrontendAccount;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.packet.QueryAttributes;
import switchboard.mysql.protocol.server.Login;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.PoolKey;
import switchboard.mysql.proxy.backend.Wanted;
import switchboard.mysql.proxy.gtid.GtidNeed;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.route.KnownQuery;
import switchboard.mysql.proxy.variables.SessionVariables;
import switchboard.mysql.proxy.variables.TrackedVariables;

/** Who the client is, what it has set, and what answers said of its session. */
final class SessionContext {
    private static final Logger LOG = LoggerFactory.getLogger(SessionContext.class);

    private static final Pattern SETS_INSERT_ID = Pattern.compile("(?i)last_insert_id|identity");

    private static final Pattern GIVEN_ID = Pattern.compile("(?i)LAST_INSERT_ID *\\( *(\\d{1,18}) *\\)");

    private final ProxyLoop loop;
    private Login login;
    private FrontendAccount account;
    private PoolKey poolKey;
    private long capabilities;
    private int collation;
    private QueryOrigin origin;
    private SessionVariables variables;
    private SessionVariables atLogin;
    private SessionVariables initialVariables;
    private int lockedHostgroup = -1;
    private long lastInsertId;
    private BackendConnection insertIdAt; // while it is the session's
    private final LastStatement last = new LastStatement();
    private final SessionGtids gtids;
    private QueryAttributes attributes = QueryAttributes.NONE;
    private boolean nextSetIsKnown;

    SessionContext(ProxyLoop loop, SessionLogin begin) {
        this.loop = loop;
        this.gtids = new SessionGtids(loop);
        begin(begin);
    }

    /** Begins as this user, at login and with COM_CHANGE_USER. */
    void begin(SessionLogin begin) {
        login = begin.login();
        account = begin.account();
        capabilities = login.capabilities();
        collation = begin.collation();
        poolKey = new PoolKey(account.username(), wantedOfServers(), account.fastForward());
        origin = begin.origin();
        atLogin = begin.variables();
        initialVariables = gtids.asked(atLogin);
        variables = initialVariables;
    }

    /** A relay's server has to do by itself what answers are changed for elsewhere; all others report what changes. */
    private long wantedOfServers() {
        long shape = capabilities & SessionLogin.SHAPES_ANSWERS;
        return account.fastForward()
                ? shape | capabilities & SessionLogin.CHANGED_HERE
                : shape | Capability.CLIENT_SESSION_TRACK;
    }

    /** Back to the state after login. */
    void reset() {
        variables = initialVariables;
        lastInsertId = 0;
        insertIdAt = null;
        last.reset();
        gtids.forget();
        unlock();
    }

    void unlock() {
        if (lockedHostgroup >= 0) {
            lockedHostgroup = -1;
            loop.counters().add(Counter.CLIENT_CONNECTIONS_HOSTGROUP_LOCKED, -1);
        }
    }

    /** What an answer says of the session. */
    void learnFrom(BackendConnection by, Answer answer, KnownQuery known) {
        last.answered(by, answer, known);
        if (answer.changes() != null && answer.changes().gtids() != null) {
            gtids.note(by, answer.changes().gtids());
        }
        if (answer.generatedId() != 0) { // though a later one of several statements may have failed
            lastInsertId = answer.generatedId();
            insertIdAt = by;
        }
    }

    /** {@code SELECT LAST_INSERT_ID(7)} was run: its answer says nothing of the id. */
    void readsGivenId(BackendConnection by, String sql) {
        Matcher given = sql == null ? null : GIVEN_ID.matcher(sql);
        while (given != null && given.find()) {
            lastInsertId = Long.parseLong(given.group(1));
            insertIdAt = by;
        }
    }

    /** A statement has changed variables in a way that only its connection knows. */
    void onlyKnownTo(BackendConnection by, String sql) {
        SessionVariables on = by.state().variables();
        variables = variables.lessNamedIn(sql);
        by.state().nowIn(by.state().schema(), on == null ? null : on.lessNamedIn(sql));
        if (SETS_INSERT_ID.matcher(sql).find()) {
            insertIdAt = by;
        }
    }

    /** The SET that goes to the server is understood, and its connection's state noted. */
    void nextSetIsKnown() {
        nextSetIsKnown = true;
    }

    /** Whether the SET that was just run leaves nothing that only its connection knows. */
    boolean takeSetIsKnown() {
        boolean known = nextSetIsKnown;
        nextSetIsKnown = false;
        return known;
    }

    /** A SET that isn't understood: from now on only one hostgroup's connection knows the session's state. */
    void lock(int hostgroup, long sessionId, KnownQuery known) {
        lockedHostgroup = hostgroup;
        loop.counters().add(Counter.CLIENT_CONNECTIONS_HOSTGROUP_LOCKED, 1);
        loop.counters().add(Counter.HOSTGROUP_LOCKED_SET_CMDS, 1);
        LOG.warn("Session bound to hostgroup={} thread_id={} user={}: SET not understood digest={}", hostgroup,
                sessionId, account.username(), known.digest() == null ? "-" : known.digest().text());
    }

    /** True if the session's schema is another one now. */
    boolean schema(String name) {
        if (name.equals(origin.schema())) {
            return false;
        }
        origin = new QueryOrigin(origin.user(), name, origin.clientAddress(), origin.proxyAddress(),
                origin.proxyPort());
        return true;
    }

    /** COM_SET_OPTION. Returns what backend connections must have from now on. */
    PoolKey multiStatements(boolean on) {
        long flag = Capability.CLIENT_MULTI_STATEMENTS;
        capabilities = on ? capabilities | flag : capabilities & ~flag;
        poolKey = new PoolKey(account.username(), wantedOfServers(), account.fastForward());
        return poolKey;
    }

    /** @param need what the server must have executed, or null */
    Wanted wanted(int hostgroup, GtidNeed need) {
        return new Wanted(hostgroup, poolKey, origin.schema(), variables, collation, atLogin,
                Capability.has(capabilities, Capability.CLIENT_CAN_HANDLE_EXPIRED_PASSWORDS), need);
    }

    boolean autocommit() {
        return !variables.has(TrackedVariables.AUTOCOMMIT);
    }

    Login login() {
        return login;
    }

    FrontendAccount account() {
        return account;
    }

    QueryOrigin origin() {
        return origin;
    }

    String schema() {
        return origin.schema();
    }

    SessionVariables variables() {
        return variables;
    }

    void variables(SessionVariables now) {
        variables = now;
    }

    long capabilities() {
        return capabilities;
    }

    /** Whether the client sends query attributes with statements, be it none. */
    boolean sendsAttributes() {
        return Capability.has(capabilities, Capability.CLIENT_QUERY_ATTRIBUTES);
    }

    /** Whether answers tell the client what changes in its session. */
    boolean hearsOfChanges() {
        return Capability.has(capabilities, Capability.CLIENT_SESSION_TRACK);
    }

    /** Those of the last COM_QUERY or COM_STMT_EXECUTE. */
    QueryAttributes attributes() {
        return attributes;
    }

    void attributes(QueryAttributes now) {
        attributes = now;
    }

    /** -1 while it is not locked. */
    int lockedHostgroup() {
        return lockedHostgroup;
    }

    long lastInsertId() {
        return lastInsertId;
    }

    /** The connection whose server knows LAST_INSERT_ID(), or null if none of the session's does. */
    BackendConnection insertIdAt() {
        return insertIdAt;
    }

    /** A connection is no longer the session's. */
    void left(BackendConnection connection) {
        last.left(connection);
        if (insertIdAt == connection) {
            insertIdAt = null;
        }
    }

    /** The transactions that servers have reported. */
    SessionGtids gtids() {
        return gtids;
    }

    /** What the last statement left to ask about. */
    LastStatement last() {
        return last;
    }
}
