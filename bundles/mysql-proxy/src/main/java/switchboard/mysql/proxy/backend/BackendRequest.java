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
    private Wanted wanted; // changes only while it is in no line
    private final Waiter waiter;
    private final long sinceNanos;
    private final WaitingLine line;
    private long number; // in the line; written before it joins, read by whoever serves the line
    private long overtakenUpTo;
    private int failures;
    private ScheduledFuture<?> deadline;
    private boolean connecting;
    private boolean queued;
    private boolean over;

    public BackendRequest(BackendPool pool, Wanted wanted, Waiter waiter) {
        this.pool = pool;
        this.wanted = wanted;
        this.waiter = waiter;
        this.line = pool.lineOf(wanted.hostgroup());
        this.sinceNanos = pool.nanoClock().getAsLong();
    }

    /** Begins; may call the waiter at once. */
    public void start() {
        boolean begun = !line.hasWaiting() && begins();
        if (over) {
            return;
        }
        long limit = Math.max(pool.settings().connectTimeoutServerMax().toMillis(),
                pool.settings().connectTimeoutServer().toMillis());
        deadline = pool.loop().schedule(this::expired, limit, TimeUnit.MILLISECONDS);
        if (!begun) {
            queue();
        }
    }

    Wanted wanted() {
        return wanted;
    }

    /** Its place in the line, 0 before it has one. */
    long number() {
        return number;
    }

    /** The last number that may be served before it. */
    long overtakenUpTo() {
        return overtakenUpTo;
    }

    void waitsAs(long newNumber, long overtakenUpToNumber) {
        number = newNumber;
        overtakenUpTo = overtakenUpToNumber;
    }

    /** Whether not any server will do. Any thread. */
    boolean isChoosy() {
        return wanted.need() != null;
    }

    /** Whether this server will do. Any thread. */
    boolean fits(ServerGate server) {
        return pool.fits(server, wanted.need());
    }

    boolean takes(BackendPool from, PoolKey key) {
        return pool == from && wanted.key().equals(key);
    }

    /** Whether it is over, or a connection is under way. */
    private boolean begins() {
        LoopServer server = pool.pick(wanted);
        if (server == null) {
            return false;
        }
        if ((failures > 0 || !server.isWarming()) && takesIdle(server)) { // no warming where connecting fails
            return true;
        }
        if (!server.gate().enter(server.server().maxConnections())) {
            BackendConnection other = server.anyIdle(); // of another user: make room
            if (other == null) {
                return false;
            }
            other.close("another user needs its place");
            if (!server.gate().enter(server.server().maxConnections())) {
                return false;
            }
        }
        return opens(server);
    }

    /** Opens a connection, its place taken, if the second allows one more. */
    private boolean opens(LoopServer server) {
        if (pool.mayOpen(server)) {
            connect(server);
            return true;
        }
        server.gate().leave();
        return takesIdle(server);
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

    /** It waits, and whatever became free since it looked is given to whose turn it is. */
    private void queue() {
        pool.directory().recoverShunned(wanted.hostgroup());
        queued = true;
        pool.waiting().add(this);
        if (isChoosy() && pool.gtidWaits().add(this)) {
            return; // it stands in nobody's way until a server has the transaction
        }
        if (line.join(this)) {
            pool.waiting().askOthers(wanted.hostgroup());
        }
        pool.waiting().serve(wanted.hostgroup());
    }

    /** A server of its hostgroup has the transaction now. */
    void gtidIsThere() {
        leaveQueue();
        tryAgainOrQueue();
    }

    /**
     * Its turn: a place at the server is taken for it. Any thread.
     *
     * @return false if it waits again: the second allows no more connections
     */
    boolean grant(ServerGate at) {
        if (pool.loop().inEventLoop()) {
            granted(at);
            return !queued;
        }
        pool.loop().execute(() -> granted(at));
        return true;
    }

    private void granted(ServerGate at) {
        leaveQueue();
        LoopServer server = pool.server(at.key());
        if (over || server == null || !server.isOnline() || takesIdle(server)) {
            pool.placeLeft(at);
        } else if (opens(server)) {
            return;
        }
        if (!over) { // the poll looks again: at once would be in vain
            queued = true;
            pool.waiting().add(this);
            line.join(this);
        }
    }

    private void leaveQueue() {
        if (queued) {
            queued = false;
            pool.waiting().remove(this);
            if (isChoosy()) {
                pool.gtidWaits().remove(this);
            }
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
            pool.placeLeft(server.gate());
            if (!over) {
                failed(server, failure);
            }
        });
    }

    private void failed(LoopServer server, LoginRefusedException failure) {
        server.gate().failed();
        if (ExpiredPassword.mayBeChanged(wanted, failure.code())) {
            wanted = wanted.with(ExpiredPassword.changedOn(wanted.key()));
            tryAgainOrQueue();
            return;
        }
        boolean blameless = failure.code() == BackendConnector.LACKS_CAPABILITY
                || pool.ownTls().explains(server.gate().key(), wanted.key().user(), failure);
        if (!blameless) {
            pool.directory().connectFailed(server.gate().key(), failure.code(), failure.getMessage());
        }
        boolean hopeless = switch (failure.code()) {
            case BackendConnector.LACKS_CAPABILITY, 1044, 1045, 1049, 1226, 1862, 3118, 4151 -> true; // another try gets the same answer
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
        if (!over && (line.hasWaiting() || !begins())) {
            queue();
        }
    }

    /** It gets a connection, in use already. */
    void connected(BackendConnection connection) {
        end();
        waiter.connected(connection);
    }

    private void refused(int code, String sqlState, String message) {
        end();
        waiter.refused(code, sqlState, message);
    }

    private void expired() {
        if (!over) {
            if (isChoosy()) {
                pool.gtidWaits().gaveUp(this);
            }
            long waited = TimeUnit.NANOSECONDS.toMillis(pool.nanoClock().getAsLong() - sinceNanos);
            refused(9001, "HY000", "Max connect timeout reached while reaching hostgroup " + wanted.hostgroup()
                    + (wanted.key().relayed() ? " for 'fast_forward' session" : "") + " after " + waited + "ms");
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
        if (number != 0) {
            line.leave(this);
        }
        leaveQueue();
        if (deadline != null) {
            deadline.cancel(false);
        }
    }
}
