package switchboard.mysql.proxy.backend;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import switchboard.mysql.protocol.client.LoginRefusedException;

/**
 * A session's wait for a backend connection: an idle one, a new one, or the next that becomes free. Ends with one call of
 * its {@link Waiter} (ProxySQL 2.7 manual, mysql-connect_timeout_server_max).
 */
public final class BackendRequest {
    /** Who waits. Called on the event loop, exactly once unless cancelled. */
    public interface Waiter {
        void connected(BackendConnection connection);

        void refused(int errorCode, String sqlState, String message);
    }

    private final BackendPool pool;
    private final Wanted wanted;
    private final Waiter waiter;
    private final long sinceNanos;
    private int failures;
    private LoopServer fullServer;
    private ScheduledFuture<?> deadline;
    private ScheduledFuture<?> poll;
    private boolean connecting;
    private boolean queued;
    private boolean over;

    public BackendRequest(BackendPool pool, Wanted wanted, Waiter waiter) {
        this.pool = pool;
        this.wanted = wanted;
        this.waiter = waiter;
        this.sinceNanos = pool.nanoClock().getAsLong();
    }

    /** Begins; may call the waiter at once. */
    public void start() {
        if (tryAgain()) {
            return;
        }
        long limit = Math.max(pool.settings().connectTimeoutServerMax().toMillis(),
                pool.settings().connectTimeoutServer().toMillis());
        deadline = pool.loop().schedule(this::expired, limit, TimeUnit.MILLISECONDS);
        if (!connecting) {
            queue();
        }
    }

    Wanted wanted() {
        return wanted;
    }

    /** Whether it is over, or under way without the queue. */
    boolean tryAgain() {
        if (over) {
            return true;
        }
        if (connecting) {
            return false;
        }
        LoopServer server = pool.pick(wanted.hostgroup());
        if (server == null) {
            waitForRoom();
            return false;
        }
        if ((failures > 0 || !server.isWarming()) && takesIdle(server)) { // no warming where connecting fails
            return true;
        }
        if (!server.gate().enter(server.server().maxConnections())) {
            BackendConnection other = server.anyIdle(); // of another user: make room
            if (other == null) {
                waitForRoom();
                return false;
            }
            other.close("another user needs its place");
            if (!server.gate().enter(server.server().maxConnections())) {
                waitForRoom();
                return false;
            }
        }
        if (!pool.mayOpen(server)) { // the next second brings one, or one becomes free
            server.gate().leave();
            return takesIdle(server);
        }
        connect(server);
        return over;
    }

    private boolean takesIdle(LoopServer server) {
        BackendConnection idle = server.takeIdle(wanted.key(), wanted.schema(), wanted.variables());
        if (idle == null) {
            return false;
        }
        pool.used(server, 1);
        connected(idle);
        return true;
    }

    private void waitForRoom() {
        pool.directory().recoverShunned(wanted.hostgroup());
        if (fullServer == null) {
            fullServer = pool.anyOnline(wanted.hostgroup());
            if (fullServer != null) {
                fullServer.gate().waiting(1);
            }
        }
        if (fullServer != null) {
            pool.askOthers(fullServer.gate().key());
        }
    }

    private void queue() {
        if (!queued) {
            queued = true;
            pool.await(this);
        }
        if (poll == null) {
            long pause = pool.settings().pollTimeoutOnFailure().toMillis();
            poll = pool.loop().scheduleWithFixedDelay(this::polled, Math.min(pause, 10), pause, TimeUnit.MILLISECONDS);
        }
    }

    private void polled() {
        if (tryAgain() || connecting) {
            leaveQueue();
        }
    }

    boolean isConnecting() {
        return connecting;
    }

    void leaveQueue() {
        if (queued) {
            queued = false;
            pool.stopWaiting(this);
        }
    }

    private void connect(LoopServer server) {
        connecting = true;
        pool.used(server, 1);
        pool.connector().connect(pool, server, wanted, opened -> {
            connecting = false;
            if (!over && server.isOnline()) {
                connected(opened);
                return;
            }
            pool.giveBack(opened); // closed there if its server went offline meanwhile
            if (!over) {
                tryAgainOrQueue();
            }
        }, failure -> {
            connecting = false;
            pool.used(server, -1);
            server.gate().leave();
            if (!over) {
                failed(server, failure);
            }
        });
    }

    private void failed(LoopServer server, LoginRefusedException failure) {
        server.gate().failed();
        pool.directory().connectFailed(server.gate().key(), failure.code(), failure.getMessage());
        boolean hopeless = switch (failure.code()) {
            case 1044, 1045, 1049, 1226 -> true; // another try gets the same answer
            default -> false;
        };
        if (hopeless || ++failures > pool.settings().connectRetriesOnFailure()) {
            refused(failure.code(), failure.sqlState(), failure.getMessage());
            return;
        }
        long pause = Math.max(1, pool.settings().connectRetriesDelay().toMillis());
        pool.loop().schedule(this::tryAgainOrQueue, pause, TimeUnit.MILLISECONDS);
    }

    private void tryAgainOrQueue() {
        if (!tryAgain() && !connecting) {
            queue();
        }
    }

    private void connected(BackendConnection connection) {
        end();
        waiter.connected(connection);
    }

    private void refused(int code, String sqlState, String message) {
        end();
        waiter.refused(code, sqlState, message);
    }

    private void expired() {
        if (!over) {
            long waited = TimeUnit.NANOSECONDS.toMillis(pool.nanoClock().getAsLong() - sinceNanos);
            refused(9001, "HY000", "Max connect timeout reached while reaching hostgroup " + wanted.hostgroup()
                    + " after " + waited + "ms");
        }
    }

    /** The session is gone. */
    public void cancel() {
        if (!over) {
            end();
        }
    }

    private void end() {
        over = true;
        leaveQueue();
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (poll != null) {
            poll.cancel(false);
        }
        if (fullServer != null) {
            fullServer.gate().waiting(-1);
            fullServer = null;
        }
    }
}
