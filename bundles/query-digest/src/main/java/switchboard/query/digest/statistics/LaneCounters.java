package switchboard.query.digest.statistics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import switchboard.api.query.QueryDigest;
import switchboard.api.query.QueryOrigin;
import switchboard.api.query.QueryReport;

/**
 * The counters of one event loop. They can be taken away while it counts: the taker puts a new table in place and waits
 * until the loop has left the old one, for the time of counting one query at most. The loop never waits.
 */
final class LaneCounters {
    private static final VarHandle SEQUENCE;

    static {
        try {
            SEQUENCE = MethodHandles.lookup().findVarHandle(LaneCounters.class, "sequence", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final EntryBudget budget;
    private volatile CounterTable table;
    /** Odd while the loop counts; the loop writes it. */
    @SuppressWarnings("unused") // through SEQUENCE
    private long sequence;

    LaneCounters(EntryBudget budget) {
        this.budget = budget;
        table = new CounterTable(budget);
    }

    /** Counts a query; the loop only. */
    void count(QueryReport report, QueryDigest digest, boolean byClient, long nowSeconds) {
        QueryOrigin origin = report.origin();
        long entered = (long) SEQUENCE.get(this) + 1;
        // volatile, and so is the table: either the taker sees the odd number or we see the taker's new table
        SEQUENCE.setVolatile(this, entered);
        try {
            table.counters(digest, report.hostgroup(), origin.schema(), origin.user(),
                    byClient ? origin.clientAddress() : "")
                    .count(nowSeconds, report.tookMicros(), report.rowsAffected(), report.rowsSent());
        } finally {
            SEQUENCE.setRelease(this, entered + 1);
        }
    }

    /** Adds what is counted; any thread. */
    void addTo(DigestSums sums) {
        table.addTo(sums);
    }

    /** Adds what is counted and begins anew; one thread at a time, never the loop. */
    void moveTo(DigestSums sums) {
        CounterTable taken = table;
        table = new CounterTable(budget);
        long seen = (long) SEQUENCE.getVolatile(this);
        while ((seen & 1) != 0 && (long) SEQUENCE.getVolatile(this) == seen) {
            Thread.onSpinWait();
        }
        taken.addTo(sums);
        taken.free();
    }
}
