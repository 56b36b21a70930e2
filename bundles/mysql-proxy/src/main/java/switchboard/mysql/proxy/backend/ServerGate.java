package switchboard.mysql.proxy.backend;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import switchboard.api.server.ServerKey;

/** What all event loops share of one server: how many connections are open, and counters of rare events. Any thread. */
public final class ServerGate {
    private final ServerKey key;
    private final AtomicLong latencyMicros;
    private final WaitingLine line;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong connectOk = new AtomicLong();
    private final AtomicLong connectErrors = new AtomicLong();
    private final AtomicInteger maxUsed = new AtomicInteger();
    private volatile boolean written;
    private volatile long offered;

    /**
     * @param latencyMicros of its host's pings, 0 for none; shared with the host's other hostgroups
     * @param line of its hostgroup
     */
    ServerGate(ServerKey key, AtomicLong latencyMicros, WaitingLine line) {
        this.key = key;
        this.latencyMicros = latencyMicros;
        this.line = line;
    }

    public ServerKey key() {
        return key;
    }

    /** What the monitor's pings took on average; 0 while nobody has pinged. */
    public long latencyMicros() {
        return latencyMicros.get();
    }

    /** Takes a place for one more connection; false when {@code limit} are open. {@link #leave} gives it back. */
    boolean enter(int limit) {
        int now = open.get();
        while (now < limit) {
            if (open.compareAndSet(now, now + 1)) {
                return true;
            }
            now = open.get();
        }
        return false;
    }

    void leave() {
        open.decrementAndGet();
    }

    public int open() {
        return open.get();
    }

    /** Who waits for a connection to its hostgroup. */
    WaitingLine line() {
        return line;
    }

    /** A statement has changed rows there. */
    public void writes() {
        if (!written) {
            written = true;
        }
    }

    /** Whether statements have changed rows there, ever: for its hostgroup it was a writer, and may be no longer. */
    public boolean hasWritten() {
        return written;
    }

    /** Capabilities of its last greeting; 0 before there was one. */
    long offered() {
        return offered;
    }

    /** True if that is something else than before. */
    boolean offers(long capabilities) {
        boolean changed = offered != capabilities;
        if (changed) {
            offered = capabilities;
        }
        return changed;
    }

    void connected() {
        connectOk.incrementAndGet();
    }

    void failed() {
        connectErrors.incrementAndGet();
    }

    void used(int now) {
        if (now > maxUsed.get()) {
            maxUsed.accumulateAndGet(now, Math::max);
        }
    }

    /** Begins anew with the highest number of connections in use at once. */
    public void resetMaxUsed() {
        maxUsed.set(0);
    }

    public long connectOk() {
        return connectOk.get();
    }

    public long connectErrors() {
        return connectErrors.get();
    }

    public int maxUsed() {
        return maxUsed.get();
    }
}
