package switchboard.mysql.proxy.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.BackendHolder;
import switchboard.mysql.proxy.backend.BackendState;
import switchboard.mysql.proxy.backend.BackendStatement;
import switchboard.mysql.proxy.backend.HeldBy;
import switchboard.mysql.proxy.backend.Sharing;
import switchboard.mysql.proxy.loop.ProxyLoop;

/** The backend connections that a session has now, at most one for each hostgroup; rarely more than one. */
final class SessionBackends implements BackendHolder {
    /** What a session can lose without harm: it doesn't end with its connection. */
    private static final int LITTLE = HeldBy.HAS_WARNINGS | HeldBy.FOUND_ROWS | HeldBy.NO_MULTIPLEX
            | HeldBy.NO_MULTIPLEX_HG;

    /** Treated as an open transaction. */
    private static final int PERHAPS = HeldBy.AUTOCOMMIT_OFF | HeldBy.TRANSACTION_UNKNOWN;

    private final ClientSession session;
    private final ProxyLoop loop;
    private final List<BackendConnection> connections = new ArrayList<>(1);

    SessionBackends(ClientSession session, ProxyLoop loop) {
        this.session = session;
        this.loop = loop;
    }

    /** The session's connection of a hostgroup, or null. */
    BackendConnection at(int hostgroup) {
        for (int i = 0; i < connections.size(); i++) {
            if (hostgroup(connections.get(i)) == hostgroup) {
                return connections.get(i);
            }
        }
        return null;
    }

    void attach(BackendConnection connection) {
        connections.add(connection);
        connection.holder(this);
    }

    void detach(BackendConnection connection) {
        connections.remove(connection);
        connection.holder(null);
        session.context().left(connection);
    }

    /** Whether a transaction or session state binds one of them to the session. */
    boolean isAnyBound() {
        for (int i = 0; i < connections.size(); i++) {
            if (connections.get(i).isBound()) {
                return true;
            }
        }
        return false;
    }

    /** The one with an open transaction, or null. */
    BackendConnection inTransaction() {
        for (int i = 0; i < connections.size(); i++) {
            BackendConnection connection = connections.get(i);
            if (connection.inTransaction() || (connection.state().heldBy() & PERHAPS) != 0) {
                return connection;
            }
        }
        return null;
    }

    /** The one held for this reason, or null. */
    BackendConnection heldBy(int reason) {
        for (int i = 0; i < connections.size(); i++) {
            if ((connections.get(i).state().heldBy() & reason) != 0) {
                return connections.get(i);
            }
        }
        return null;
    }

    /** The one whose server has long data or a cursor of this statement, or null. */
    BackendConnection withStateOf(ClientStatement statement) {
        for (int i = 0; i < connections.size(); i++) {
            BackendConnection connection = connections.get(i);
            if ((connection.state().heldBy() & HeldBy.STATEMENT_STATE) != 0) {
                BackendStatement known = connection.state().statements().of(statement.shared());
                if (known != null && known.hasState()) {
                    return connection;
                }
            }
        }
        return null;
    }

    /** Gives a connection back if neither a transaction nor session state binds it. */
    void release(BackendConnection connection) {
        if (!connection.isOpen()) {
            detach(connection);
        } else if (!connection.isBound() && loop.settings().multiplexing()
                && !(isKept(connection) && connection.server().isOnline())) {
            detach(connection);
            giveBack(connection);
        }
    }

    /** Gives back one that nothing binds: the session needs another server of its hostgroup. */
    void leave(BackendConnection connection) {
        connection.state().keptFor(0, 0);
        detach(connection);
        if (connection.isOpen()) {
            giveBack(connection);
        } else {
            connection.close("it broke");
        }
    }

    /** Whether it stays a while although nothing binds it (mysql-auto_increment_delay_multiplex, ...). */
    private boolean isKept(BackendConnection connection) {
        Sharing sharing = loop.modules().backendSettings().get().sharing();
        BackendState state = connection.state();
        int queries = state.keptForQueries();
        if (connection.answer().lastInsertId() != 0) {
            queries = sharing.autoIncrementDelay();
        } else if (queries > 0) {
            queries--;
        }
        boolean kept = queries > 0 || !sharing.connectionDelay().isZero();
        if (kept || queries != state.keptForQueries()) {
            state.keptFor(queries, loop.nanos());
        }
        return kept;
    }

    /** About once a second: connections that were kept long enough go back. */
    void tick(long nowNanos, BackendConnection running) {
        if (connections.isEmpty() || !loop.settings().multiplexing()) {
            return;
        }
        Sharing sharing = loop.modules().backendSettings().get().sharing();
        for (BackendConnection connection : List.copyOf(connections)) {
            if (connection != running && connection.isOpen()
                    && (connection.state().endBrief(nowNanos) & HeldBy.HAS_WARNINGS) != 0) {
                session.context().last().warningsAreGone();
            }
            long kept = nowNanos - connection.state().keptSinceNanos();
            boolean forQueries = connection.state().keptForQueries() > 0
                    && (sharing.autoIncrementTimeout().isZero() || kept < sharing.autoIncrementTimeout().toNanos());
            if (connection != running && connection.isOpen() && !connection.isBound() && !forQueries
                    && kept >= sharing.connectionDelay().toNanos()) {
                connection.state().keptFor(0, nowNanos);
                detach(connection);
                giveBack(connection);
            }
        }
    }

    private void giveBack(BackendConnection connection) {
        if ((connection.answer().statusFlags() & StatusFlag.SERVER_STATUS_AUTOCOMMIT) == 0
                && loop.settings().session().autocommitFalseNotReusable()) {
            connection.close("autocommit is off on it and mysql-autocommit_false_not_reusable is on");
        } else {
            loop.pool().giveBack(connection);
        }
    }

    /** Resets under way, and whoever starts them. */
    private static final class Resets implements Runnable {
        private final Runnable then;
        private int left = 1;

        Resets(Runnable then) {
            this.then = then;
        }

        @Override
        public void run() {
            if (--left == 0) {
                then.run();
            }
        }
    }

    /** Gives all back; those with state of this session are reset first. */
    void releaseAll() {
        releaseAll(() -> {
        });
    }

    /** @param then called once, when those that had state of this session have it no longer */
    void releaseAll(Runnable then) {
        Resets resets = new Resets(then);
        for (BackendConnection connection : List.copyOf(connections)) {
            detach(connection);
            if (!connection.isOpen()) {
                connection.close("it broke");
            } else if (!connection.isBound()) {
                connection.state().keptFor(0, 0);
                giveBack(connection);
            } else {
                resets.left++;
                GiveBack.afterReset(loop, connection, resets);
            }
        }
        resets.run();
    }

    /** A connection broke while the session was idle: with what only it knew the session can't go on. */
    @Override
    public void lostWhileIdle(BackendConnection connection, String reason) {
        boolean bound = connection.inTransaction() || (connection.state().heldBy() & ~LITTLE) != 0;
        detach(connection);
        if (bound) {
            session.close("its server connection broke in a transaction or with session state: " + reason);
        }
    }

    /** All of them now. */
    List<BackendConnection> all() {
        return Collections.unmodifiableList(connections);
    }

    boolean isEmpty() {
        return connections.isEmpty();
    }

    boolean hasSeveral() {
        return connections.size() > 1;
    }

    /** The only or first one. */
    BackendConnection first() {
        return connections.get(0);
    }

    static int hostgroup(BackendConnection connection) {
        return connection.server().gate().key().hostgroup();
    }
}
