package switchboard.mysql.proxy.session;

import switchboard.api.query.Decision;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.BackendRequest;
import switchboard.mysql.proxy.backend.Wanted;
import switchboard.mysql.proxy.gtid.GtidNeed;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.route.KnownQuery;

/** How a command gets its backend connection: the session's own, an idle one, or after a wait. One object for a session. */
final class Acquisition implements BackendRequest.Waiter {
    private final ClientSession session;
    private final ProxyLoop loop;
    private final Execution execution;
    private BackendRequest request;
    private boolean choosy; // the server needs a GTID

    Acquisition(ClientSession session, ProxyLoop loop, Execution execution) {
        this.session = session;
        this.loop = loop;
        this.execution = execution;
    }

    /** Ends with {@link Execution#use} or {@link Execution#fail}, perhaps at once. */
    void start(int hostgroup, KnownQuery known, Decision decision) {
        GtidNeed need = session.context().gtids().need(known, decision);
        choosy = need != null;
        BackendConnection held = session.backends().at(hostgroup);
        if (held != null && (need == null || stays(held) || loop.pool().fits(held.server().gate(), need))) {
            count(held);
            execution.use(held);
            return;
        }
        if (held != null) {
            session.backends().leave(held);
        }
        Wanted wanted = session.context().wanted(hostgroup, need);
        BackendConnection idle = loop.pool().take(wanted);
        if (idle != null) {
            loop.counters().add(Counter.CONN_POOL_IMMEDIATE, 1);
            connected(idle);
            return;
        }
        request = new BackendRequest(loop.pool(), wanted, this);
        request.start();
    }

    /** Whether its session can't have another one instead. */
    private boolean stays(BackendConnection held) {
        return held.isBound() || !loop.settings().multiplexing() || !held.server().multiplexes();
    }

    private void count(BackendConnection found) {
        if (choosy) {
            loop.counters().add(Counter.GTID_CONSISTENT_QUERIES, 1);
            found.server().countGtidQuery();
        }
    }

    @Override
    public void connected(BackendConnection found) {
        request = null;
        loop.counters().add(Counter.CONN_POOL_SUCCESS, 1);
        session.backends().attach(found);
        count(found);
        execution.use(found);
    }

    @Override
    public void refused(int code, String sqlState, String message) {
        request = null;
        loop.counters().add(code == 9001 ? Counter.MAX_CONNECT_TIMEOUTS : Counter.CONN_POOL_FAILURE, 1);
        execution.fail(code, sqlState, message);
    }

    boolean isWaiting() {
        return request != null;
    }

    void cancel() {
        if (request != null) {
            request.cancel();
            request = null;
        }
    }
}
