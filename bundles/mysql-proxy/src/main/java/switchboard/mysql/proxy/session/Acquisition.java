package switchboard.mysql.proxy.session;

import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.BackendRequest;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.ProxyLoop;

/** How a command gets its backend connection: the session's own, an idle one, or after a wait. One object for a session. */
final class Acquisition implements BackendRequest.Waiter {
    private final ClientSession session;
    private final ProxyLoop loop;
    private final Execution execution;
    private BackendRequest request;

    Acquisition(ClientSession session, ProxyLoop loop, Execution execution) {
        this.session = session;
        this.loop = loop;
        this.execution = execution;
    }

    /** Ends with {@link Execution#use} or {@link Execution#fail}, perhaps at once. */
    void start(int hostgroup) {
        BackendConnection held = session.backends().at(hostgroup);
        if (held != null) {
            execution.use(held);
            return;
        }
        BackendConnection idle = loop.pool().take(session.context().wanted(hostgroup));
        if (idle != null) {
            loop.counters().add(Counter.CONN_POOL_IMMEDIATE, 1);
            connected(idle);
            return;
        }
        request = new BackendRequest(loop.pool(), session.context().wanted(hostgroup), this);
        request.start();
    }

    @Override
    public void connected(BackendConnection found) {
        request = null;
        loop.counters().add(Counter.CONN_POOL_SUCCESS, 1);
        session.backends().attach(found);
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
