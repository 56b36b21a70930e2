package switchboard.mysql.proxy.session;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.query.QueryOrigin;
import switchboard.api.user.FrontendAccount;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.server.Login;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.PoolKey;
import switchboard.mysql.proxy.backend.Wanted;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.route.KnownQuery;
import switchboard.mysql.proxy.variables.SessionVariables;
import switchboard.mysql.proxy.variables.TrackedVariables;

/** Who the client is, what it has set, and what answers said of its session. */
final class SessionContext {
    private static final Logger LOG = LoggerFactory.getLogger(SessionContext.class);

    private final ProxyLoop loop;
    private Login login;
    private FrontendAccount account;
    private PoolKey poolKey;
    private long capabilities;
    private int collation;
    private QueryOrigin origin;
    private SessionVariables variables;
    private SessionVariables initialVariables;
    private int lockedHostgroup = -1;
    private long lastInsertId;
    private int lastInsertHostgroup = -1;
    private int lastWarnings;

    SessionContext(ProxyLoop loop, SessionLogin begin) {
        this.loop = loop;
        begin(begin);
    }

    /** Begins as this user, at login and with COM_CHANGE_USER. */
    void begin(SessionLogin begin) {
        login = begin.login();
        account = begin.account();
        capabilities = login.capabilities();
        collation = begin.collation();
        poolKey = new PoolKey(account.username(), capabilities & SessionLogin.SHAPES_ANSWERS);
        origin = begin.origin();
        initialVariables = begin.variables();
        variables = initialVariables;
    }

    /** Back to the state after login. */
    void reset() {
        variables = initialVariables;
        lastInsertId = 0;
        lastInsertHostgroup = -1;
        lastWarnings = 0;
        unlock();
    }

    void unlock() {
        if (lockedHostgroup >= 0) {
            lockedHostgroup = -1;
            loop.counters().add(Counter.CLIENT_CONNECTIONS_HOSTGROUP_LOCKED, -1);
        }
    }

    /** What an answer says of the session. */
    void learnFrom(BackendConnection by, Answer answer) {
        lastWarnings = answer.warnings();
        if (answer.errorCode() == 0 && answer.lastInsertId() != 0) {
            lastInsertId = answer.lastInsertId();
            lastInsertHostgroup = SessionBackends.hostgroup(by);
        }
    }

    /** The last statement left no warnings. */
    void noWarnings() {
        lastWarnings = 0;
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
        poolKey = new PoolKey(account.username(), capabilities & SessionLogin.SHAPES_ANSWERS);
        return poolKey;
    }

    Wanted wanted(int hostgroup) {
        return new Wanted(hostgroup, poolKey, origin.schema(), variables, collation, initialVariables);
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

    /** -1 while it is not locked. */
    int lockedHostgroup() {
        return lockedHostgroup;
    }

    long lastInsertId() {
        return lastInsertId;
    }

    /** -1 before the first one. */
    int lastInsertHostgroup() {
        return lastInsertHostgroup;
    }

    int lastWarnings() {
        return lastWarnings;
    }
}
