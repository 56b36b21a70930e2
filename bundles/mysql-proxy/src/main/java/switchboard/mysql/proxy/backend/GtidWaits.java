package switchboard.mysql.proxy.backend;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of one event loop for which no server of their hostgroup has executed the GTID yet. Each is of a session that
 * waits, which has one at most. On the loop, but for {@link #grown}.
 */
final class GtidWaits {
    private static final Logger LOG = LoggerFactory.getLogger(GtidWaits.class);
    private static final long LOOK_AFTER_MS = 1;
    private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final BackendPool pool;
    private final Set<BackendRequest> waiting = new LinkedHashSet<>();
    private final AtomicBoolean looks = new AtomicBoolean();
    private volatile boolean any;
    private long loggedNanos;
    private boolean logged;

    GtidWaits(BackendPool pool) {
        this.pool = pool;
    }

    /** False if there is a server for it already: then it doesn't wait here. */
    boolean add(BackendRequest request) {
        waiting.add(request);
        any = true; // before it looks: what is told from now on is not missed
        boolean waits = !pool.hasServerFor(request.wanted());
        if (!waits) {
            remove(request);
        }
        return waits;
    }

    void remove(BackendRequest request) {
        waiting.remove(request);
        any = !waiting.isEmpty();
    }

    /** Some server has executed more. Any thread; transactions come fast, so it is looked once a millisecond. */
    void grown() {
        if (any && looks.compareAndSet(false, true)) {
            pool.loop().schedule(() -> {
                looks.set(false);
                look();
            }, LOOK_AFTER_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** Whoever has a server now goes on. */
    void look() {
        if (any) {
            for (BackendRequest request : List.copyOf(waiting)) {
                if (waiting.contains(request) && pool.hasServerFor(request.wanted())) {
                    request.gtidIsThere();
                }
            }
        }
    }

    /** One has waited for too long, here or for a connection to a server that has it. */
    void gaveUp(BackendRequest request) {
        long now = pool.nanoClock().getAsLong();
        if (waiting.contains(request) && (!logged || now - loggedNanos >= LOG_NANOS)) {
            logged = true;
            loggedNanos = now;
            LOG.warn("Hostgroup {} has no servers ready for GTID '{}': a query was given up",
                    request.wanted().hostgroup(), request.wanted().need().gtids().text());
        }
    }
}
