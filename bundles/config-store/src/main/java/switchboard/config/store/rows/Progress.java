package switchboard.config.store.rows;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the rows that are read and written: who waits can tell long work from none, and the log says how far it is. */
public final class Progress {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.config.store.ConfigStore");
    private static final int COUNTED_AT_ONCE = 1000;
    private static final long LINE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final AtomicLong rows = new AtomicLong();

    /** All rows so far. Any thread. */
    public long rows() {
        return rows.get();
    }

    /** @param what for the log: {@code read from disk.mysql_users} */
    Step begin(String what) {
        return new Step(what);
    }

    /** One piece of work; one thread. */
    final class Step {
        private final String what;
        private long count;
        private long lineAt = System.nanoTime() + LINE_EVERY_NANOS;

        private Step(String what) {
            this.what = what;
        }

        void row() {
            count++;
            if (count % COUNTED_AT_ONCE == 0) {
                rows.addAndGet(COUNTED_AT_ONCE);
                long now = System.nanoTime();
                if (now - lineAt > 0) {
                    lineAt = now + LINE_EVERY_NANOS;
                    LOG.info("Rows {} so far rows={}", what, count);
                }
            }
        }
    }
}
