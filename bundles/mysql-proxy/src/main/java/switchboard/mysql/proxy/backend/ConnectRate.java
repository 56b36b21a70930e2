package switchboard.mysql.proxy.backend;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what begins within a second, over all event loops (mysql-throttle_connections_per_sec_to_hostgroup). */
final class ConnectRate {
    private static final int COUNT_BITS = 31; // the second stands above them
    private final AtomicLong state = new AtomicLong();

    /** Counts one more, or is false when {@code perSecond} have begun within this second. Any thread, no waiting. */
    boolean tryEnter(long nanos, int perSecond) {
        long second = TimeUnit.NANOSECONDS.toSeconds(nanos);
        while (true) {
            long before = state.get();
            long count = before >> COUNT_BITS == second ? before & (1L << COUNT_BITS) - 1 : 0;
            if (count >= perSecond) {
                return false;
            }
            if (state.compareAndSet(before, second << COUNT_BITS | count + 1)) {
                return true;
            }
        }
    }
}
