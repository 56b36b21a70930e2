package switchboard.mysql.proxy.backend;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The sessions of one event loop that wait for a connection, and how those of all loops get theirs in their order. */
final class WaitingSessions {
    private static final long FIRST_POLL_MS = 10;

    private final BackendPool pool;
    private final EventLoop loop;
    private final ServerChoice choice;
    private final Set<BackendRequest> waiting = new LinkedHashSet<>();
    private Collection<BackendPool> others = List.of();
    private ScheduledFuture<?> poll;

    WaitingSessions(BackendPool pool, EventLoop loop, ServerChoice choice) {
        this.pool = pool;
        this.loop = loop;
        this.choice = choice;
    }

    /** The pools of all loops. */
    void siblings(Collection<BackendPool> pools) {
        others = pools;
    }

    /** A request of this loop waits in its hostgroup's line. */
    void add(BackendRequest request) {
        waiting.add(request);
        if (poll == null) { // for what nobody tells: a server is back, the next second allows one more connection
            long pause = pool.settings().pollTimeoutOnFailure().toMillis();
            poll = loop.scheduleWithFixedDelay(this::polled, Math.min(pause, FIRST_POLL_MS), pause,
                    TimeUnit.MILLISECONDS);
        }
    }

    /** It waits no longer. */
    void remove(BackendRequest request) {
        waiting.remove(request);
        if (waiting.isEmpty() && poll != null) {
            poll.cancel(false);
            poll = null;
        }
    }

    int size() {
        return waiting.size();
    }

    private void polled() {
        pool.gtidWaits().look();
        for (int hostgroup : hostgroups()) {
            pool.directory().recoverShunned(hostgroup);
            serve(hostgroup);
            askOthers(hostgroup);
        }
    }

    private Set<Integer> hostgroups() {
        Set<Integer> hostgroups = new LinkedHashSet<>();
        waiting.forEach(request -> hostgroups.add(request.wanted().hostgroup()));
        return hostgroups;
    }

    void serveAll() {
        pool.gtidWaits().look();
        hostgroups().forEach(this::serve);
    }

    /** Serves waiting sessions of any loop, oldest first, as long as servers of the hostgroup have room. On the loop. */
    void serve(int hostgroup) {
        WaitingLine line = pool.lineOf(hostgroup);
        LoopServer server = line.hasWaiting() ? pool.pick(hostgroup) : null;
        while (server != null && servesOne(server, line)) {
            server = line.hasWaiting() ? pool.pick(hostgroup) : null;
        }
        if (line.hasChoosy()) { // the one that was picked last may not be theirs
            choice.withRoom(hostgroup).forEach(each -> {
                while (servesOne(each, line)) {
                    // until it has no room, or nobody wants it
                }
            });
        }
    }

    private boolean servesOne(LoopServer server, WaitingLine line) {
        if (line.hasChoosy() && !line.hasWaitingFor(server.gate())) {
            return false;
        }
        BackendConnection idle = server.anyIdle();
        BackendRequest next = idle == null ? null : line.nextFor(pool, idle.key(), server.gate());
        if (next != null) {
            pool.borrow(idle);
            next.connected(idle);
            return true;
        }
        if (!server.gate().enter(server.server().maxConnections())) {
            if (idle != null) {
                idle.close("its place is another event loop's or user's by now");
            }
            return idle != null;
        }
        next = line.next(server.gate());
        if (next == null) {
            server.gate().leave();
            return false;
        }
        return next.grant(server.gate());
    }

    /** Gives a connection to a waiting session, or makes place for another loop's or user's; false if nobody waits. */
    boolean take(BackendConnection connection) {
        LoopServer server = connection.server();
        BackendRequest next = server.gate().line().nextFor(pool, connection.key(), server.gate());
        if (next != null) {
            server.count(LoopServer.Count.GIVEN_BACK, 1);
            next.connected(connection);
            return true;
        }
        boolean wanted = server.gate().line().hasWaitingFor(server.gate());
        if (wanted) {
            connection.close("its place is another event loop's or user's by now");
        }
        return wanted;
    }

    /** Somebody waits for a hostgroup, and nobody did before: what idles on other loops is for whose turn it is. */
    void askOthers(int hostgroup) {
        for (BackendPool other : others) {
            if (other != pool) {
                other.loop().execute(() -> other.waiting().serve(hostgroup));
            }
        }
    }
}
