package switchboard.mysql.proxy.session;

import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.ProxyLoop;

/** Measures how long servers take for a session's commands, while mysql-stats_time_backend_query says so. */
final class BackendTime {
    private final ProxyLoop loop;
    private long sinceNanos;
    private boolean running;

    BackendTime(ProxyLoop loop) {
        this.loop = loop;
    }

    /** A command is sent, perhaps once more. */
    void start() {
        running = loop.settings().statistics().backendQueryTime();
        if (running) {
            sinceNanos = loop.nanos();
        }
    }

    /** It is answered. */
    void stop() {
        if (running) {
            running = false;
            loop.counters().add(Counter.BACKEND_QUERY_NANOS, loop.nanos() - sinceNanos);
        }
    }
}
