package switchboard.query.digest.statistics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import switchboard.api.query.QueryDigest;

/** Counters of one row on one event loop: written by that loop alone, read by any thread. */
final class DigestCounters {
    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(long[].class);
    static final int COUNT = 0;
    static final int FIRST_SEEN = 1;
    static final int LAST_SEEN = 2;
    static final int SUM_TIME = 3;
    static final int MIN_TIME = 4;
    static final int MAX_TIME = 5;
    static final int ROWS_AFFECTED = 6;
    static final int ROWS_SENT = 7;
    static final int SIZE = 8;

    private final QueryDigest digest;
    private final int hostgroup;
    private final String schema;
    private final String user;
    private final String client;
    private final long[] values = new long[SIZE];

    DigestCounters(QueryDigest digest, int hostgroup, String schema, String user, String client) {
        this.digest = digest;
        this.hostgroup = hostgroup;
        this.schema = schema;
        this.user = user;
        this.client = client;
    }

    boolean isFor(long digestHash, int hostgroup, String schema, String user, String client) {
        return digest.hash() == digestHash && this.hostgroup == hostgroup && this.user.equals(user)
                && this.schema.equals(schema) && this.client.equals(client);
    }

    /** Where it belongs in a table. */
    int spread() {
        return spread(digest.hash(), hostgroup, schema, user, client);
    }

    static int spread(long digestHash, int hostgroup, String schema, String user, String client) {
        long mixed = digestHash + 31L * (hostgroup + 31L * (schema.hashCode() + 31L * (user.hashCode() + 31L * client
                .hashCode())));
        mixed *= 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }

    /** Counts one query; the writing loop only. */
    void count(long nowSeconds, long micros, long rowsAffected, long rowsSent) {
        long before = values[COUNT];
        if (before == 0) {
            set(FIRST_SEEN, nowSeconds);
            set(MIN_TIME, micros);
        } else if (micros < values[MIN_TIME]) {
            set(MIN_TIME, micros);
        }
        if (micros > values[MAX_TIME]) {
            set(MAX_TIME, micros);
        }
        set(LAST_SEEN, nowSeconds);
        set(SUM_TIME, values[SUM_TIME] + micros);
        set(ROWS_AFFECTED, values[ROWS_AFFECTED] + rowsAffected);
        set(ROWS_SENT, values[ROWS_SENT] + rowsSent);
        ELEMENT.setRelease(values, COUNT, before + 1); // last: who reads a count of 1 reads the rest of it too
    }

    private void set(int counter, long value) {
        ELEMENT.setOpaque(values, counter, value);
    }

    /** Adds what is counted to a sum; any thread. Ignored while its first query is being counted. */
    void addTo(DigestSums sums) {
        long[] seen = new long[SIZE];
        seen[COUNT] = (long) ELEMENT.getAcquire(values, COUNT);
        if (seen[COUNT] > 0) {
            for (int i = COUNT + 1; i < SIZE; i++) {
                seen[i] = (long) ELEMENT.getOpaque(values, i);
            }
            sums.add(new DigestSums.Key(digest.hash(), hostgroup, schema, user, client), digest.text(), seen);
        }
    }
}
