package switchboard.query.digest.statistics;

import java.lang.ref.WeakReference;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import switchboard.api.query.QueryDigest;
import switchboard.api.query.QueryObserver;
import switchboard.api.query.QueryReport;

/** The statistics of all event loops. Reading, taking and absorbing exclude each other; counting is excluded by none. */
final class DigestStatistics {
    /** A loop's counters outlive its lane: when that is garbage its last counts are moved to the inherited ones. */
    private record Member(WeakReference<QueryObserver.Lane> lane, LaneCounters counters) {
    }

    /** Counters, their key and their place in the table, with a text of usual length; rounded. */
    private static final int ENTRY_BYTES = 400;

    private final InstantSource clock;
    private final EntryBudget budget;
    private final List<Member> members = new CopyOnWriteArrayList<>();
    /** What other versions of the bundle and lanes that are gone have counted. */
    private final DigestSums inherited = new DigestSums();
    private volatile boolean byClient;

    /** @param maxEntries rows of all event loops together; what goes beyond is counted in one row */
    DigestStatistics(InstantSource clock, int maxEntries) {
        this.clock = clock;
        budget = new EntryBudget(maxEntries);
    }

    /** Whether rows are kept by client address: mysql-query_digests_track_hostname. */
    void byClient(boolean tracked) {
        byClient = tracked;
    }

    /** A lane that counts while {@code gate} lets it. */
    QueryObserver.Lane newLane(CountingGate gate) {
        LaneCounters counters = new LaneCounters(budget);
        QueryObserver.Lane lane = report -> count(report, counters, gate);
        members.add(new Member(new WeakReference<>(lane), counters));
        return lane;
    }

    private void count(QueryReport report, LaneCounters counters, CountingGate gate) {
        QueryDigest digest = report.digest();
        if (digest != null && gate.lets()) {
            counters.count(report, digest, byClient, Math.floorDiv(clock.millis(), 1000L));
        }
    }

    /** Rows as {@link DigestSums#rows} gives them. */
    synchronized List<Object[]> read() {
        DigestSums sums = new DigestSums();
        inheritFromGoneLanes();
        inherited.addTo(sums);
        members.forEach(member -> member.counters().addTo(sums));
        return sums.rows();
    }

    /** The same, and all counters begin anew: what is counted meanwhile is either in these rows or in later ones. */
    synchronized List<Object[]> take() {
        DigestSums sums = new DigestSums();
        inheritFromGoneLanes();
        inherited.addTo(sums);
        inherited.clear();
        members.forEach(member -> member.counters().moveTo(sums));
        return sums.rows();
    }

    /** Forgets everything (TRUNCATE); returns how many rows there were. */
    int purge() {
        return take().size();
    }

    /** Adds rows that another version of this bundle has taken. */
    synchronized void absorb(List<Object[]> rows) {
        inherited.addRows(rows);
    }

    /** About what all counters take in memory. */
    long bytes() {
        return (long) budget.used() * ENTRY_BYTES;
    }

    private void inheritFromGoneLanes() {
        for (Member member : members) {
            if (member.lane().get() == null) {
                member.counters().moveTo(inherited);
                members.remove(member);
            }
        }
    }
}
