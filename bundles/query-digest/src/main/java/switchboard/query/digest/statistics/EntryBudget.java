package switchboard.query.digest.statistics;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many entries all event loops together may still add. */
final class EntryBudget {
    private static final Logger LOG = LoggerFactory.getLogger(EntryBudget.class);

    private final int max;
    private final AtomicInteger used = new AtomicInteger();
    private final AtomicBoolean told = new AtomicBoolean();

    EntryBudget(int max) {
        this.max = max;
    }

    /** One entry more; false, and a warning for the first time, when there are too many. */
    boolean take() {
        if (used.incrementAndGet() <= max) {
            return true;
        }
        used.decrementAndGet();
        if (told.compareAndSet(false, true)) {
            LOG.warn("Query digests beyond the limit are counted in one row, digest 0x0000000000000000; "
                    + "read stats_mysql_query_digest_reset to begin anew entries={}", max);
        }
        return false;
    }

    int used() {
        return used.get();
    }

    void giveBack(int entries) {
        used.addAndGet(-entries);
        told.set(false);
    }
}
