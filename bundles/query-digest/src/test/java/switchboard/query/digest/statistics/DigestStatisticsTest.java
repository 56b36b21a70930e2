package switchboard.query.digest.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import switchboard.api.query.QueryObserver;
import switchboard.api.query.QueryOrigin;

class DigestStatisticsTest {
    private static final int COUNT = 6;

    private Instant now = Instant.ofEpochSecond(1000);
    private final DigestStatistics statistics = new DigestStatistics(() -> now, 100);
    private final QueryObserver.Lane lane = newLane();

    @Test
    void sumsOneRowOverAllLanes() {
        lane.finished(Query.of(7).took(300).rows(0, 5));
        now = now.plusSeconds(60);
        QueryObserver.Lane other = newLane();
        other.finished(Query.of(7).took(100).rows(2, 0));
        now = now.plusSeconds(60);
        lane.finished(Query.of(7).took(500).rows(1, 1));
        assertRows(statistics.read(),
                new Object[]{1, "schema", "user", "", 7L, "text 7", 3L, 1000L, 1120L, 900L, 100L, 500L, 3L, 6L});
    }

    @Test
    void keepsRowsApartByDigestHostgroupAndSchema() {
        lane.finished(Query.of(7));
        lane.finished(Query.of(7).on(2));
        lane.finished(Query.of(7).in("other"));
        lane.finished(Query.of(8));
        lane.finished(Query.of(8));
        assertEquals(List.of(1L, 1L, 1L, 2L), counts(statistics.read()));
    }

    @Test
    void keepsClientsApartOnlyWhileTheyAreTracked() {
        lane.finished(Query.of(7).from("10.0.0.1"));
        lane.finished(Query.of(7).from("10.0.0.2"));
        assertEquals(List.of(2L), counts(statistics.read()));
        statistics.byClient(true);
        lane.finished(Query.of(7).from("10.0.0.1"));
        lane.finished(Query.of(7).from("10.0.0.2"));
        assertEquals(List.of(1L, 1L, 2L), counts(statistics.read()));
    }

    @Test
    void ignoresQueriesWithoutDigest() {
        lane.finished(new Query(null, new QueryOrigin("u", "s", "c", "p", 1), 0, 1, 0, 0));
        assertTrue(statistics.read().isEmpty());
    }

    @Test
    void beginsAnewAfterAResetWithTheFirstTimeAsMinimum() {
        lane.finished(Query.of(7).took(5));
        assertEquals(List.of(1L), counts(statistics.take()));
        assertTrue(statistics.read().isEmpty());
        lane.finished(Query.of(7).took(50));
        assertEquals(50L, statistics.read().get(0)[10]);
    }

    @Test
    void countsWhatGoesBeyondTheLimitInOneRow() {
        for (int digest = 1; digest <= 103; digest++) {
            lane.finished(Query.of(digest));
            newLane();
        }
        List<Object[]> rows = statistics.read();
        assertEquals(101, rows.size());
        Object[] others = rows.stream().filter(row -> row[4].equals(0L)).findFirst().orElseThrow();
        assertEquals(3L, others[COUNT]);
        assertEquals(101, statistics.purge());
        lane.finished(Query.of(103));
        assertEquals(103L, statistics.read().get(0)[4]);
    }

    @Test
    void keepsTheCountsOfALaneThatIsGone() {
        newLane().finished(Query.of(7));
        System.gc();
        lane.finished(Query.of(7));
        assertEquals(List.of(2L), counts(statistics.read()));
        assertEquals(List.of(2L), counts(statistics.read()));
    }

    @Test
    void losesNothingAndCountsNothingTwiceWhenResetWhileCounting() throws InterruptedException {
        int lanes = 3;
        int queries = 200_000;
        DigestStatistics busy = new DigestStatistics(InstantSource.system(), 1000);
        List<Thread> loops = new ArrayList<>();
        for (int i = 0; i < lanes; i++) {
            QueryObserver.Lane own = busy.newLane(new CountingGate(() -> {
            }));
            loops.add(Thread.ofPlatform().start(() -> {
                for (int n = 0; n < queries; n++) {
                    own.finished(Query.of(n % 50).rows(1, 2));
                }
            }));
        }
        long count = 0;
        long sent = 0;
        boolean last;
        do {
            last = loops.stream().noneMatch(Thread::isAlive);
            busy.read();
            for (Object[] row : busy.take()) {
                count += (Long) row[COUNT];
                sent += (Long) row[13];
                assertEquals((Long) row[COUNT] * 100, row[9], "a row must be taken with all its counters");
            }
        } while (!last);
        for (Thread loop : loops) {
            loop.join();
        }
        assertEquals((long) lanes * queries, count);
        assertEquals(2L * lanes * queries, sent);
    }

    @Test
    void allocatesNothingForARowItHasSeen() {
        Query query = Query.of(7);
        countOften(query);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        countOften(query);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 20_000, "bytes for 20000 queries: " + allocated);
    }

    private void countOften(Query query) {
        for (int i = 0; i < 20_000; i++) {
            lane.finished(query);
        }
    }

    private QueryObserver.Lane newLane() {
        return statistics.newLane(new CountingGate(() -> {
        }));
    }

    private static void assertRows(List<Object[]> rows, Object[]... expected) {
        assertArrayEquals(expected, rows.toArray());
    }

    private static List<Long> counts(List<Object[]> rows) {
        return rows.stream().map(row -> (Long) row[COUNT]).sorted(Comparator.naturalOrder()).toList();
    }
}
