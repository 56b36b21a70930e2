package switchboard.query.digest.statistics;

import switchboard.api.query.QueryDigest;

/** Counters of one event loop by digest, hostgroup, schema, user and client. One writer, any readers. */
final class CounterTable {
    private static final QueryDigest OTHERS = new QueryDigest(0, "(digests beyond the limit of the statistics)");

    private final EntryBudget budget;
    /** Published anew when it grows; a reader may miss what is added meanwhile. */
    private volatile DigestCounters[] slots = new DigestCounters[64];
    private int size;
    private volatile DigestCounters others;

    CounterTable(EntryBudget budget) {
        this.budget = budget;
    }

    /** The counters for a query; those of all others when the budget is spent. The writer only. */
    DigestCounters counters(QueryDigest digest, int hostgroup, String schema, String user, String client) {
        DigestCounters[] in = slots;
        long hash = digest.hash();
        int mask = in.length - 1;
        int slot = DigestCounters.spread(hash, hostgroup, schema, user, client) & mask;
        for (DigestCounters found = in[slot]; found != null; found = in[slot]) {
            if (found.isFor(hash, hostgroup, schema, user, client)) {
                return found;
            }
            slot = slot + 1 & mask;
        }
        if (!budget.take()) {
            return others();
        }
        DigestCounters added = new DigestCounters(digest, hostgroup, schema, user, client);
        if (2 * ++size > in.length) {
            in = wider(in);
        }
        insert(in, added);
        slots = in; // volatile: publishes the new entry as well
        return added;
    }

    private DigestCounters others() {
        if (others == null) {
            others = new DigestCounters(OTHERS, -1, "", "", "");
        }
        return others;
    }

    private static DigestCounters[] wider(DigestCounters[] in) {
        DigestCounters[] wider = new DigestCounters[2 * in.length];
        for (DigestCounters counters : in) {
            if (counters != null) {
                insert(wider, counters);
            }
        }
        return wider;
    }

    private static void insert(DigestCounters[] in, DigestCounters added) {
        int mask = in.length - 1;
        int slot = added.spread() & mask;
        while (in[slot] != null) {
            slot = slot + 1 & mask;
        }
        in[slot] = added;
    }

    /** Adds all counters to sums; any thread. */
    void addTo(DigestSums sums) {
        for (DigestCounters counters : slots) {
            if (counters != null) {
                counters.addTo(sums);
            }
        }
        DigestCounters rest = others;
        if (rest != null) {
            rest.addTo(sums);
        }
    }

    /** Gives its entries back to the budget; when the writer has left it. */
    void free() {
        budget.giveBack(size);
    }
}
