package switchboard.query.digest.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import switchboard.api.query.QueryObserver;

class OtherVersionsTest {
    /** A version of the bundle: what its component holds. */
    private static final class Version {
        private final DigestStatistics statistics = new DigestStatistics(InstantSource.system(), 100);
        private final OtherVersions others;
        private final long bundle;
        private final DigestHandover handover;
        private final QueryObserver.Lane lane;

        Version(long bundle) {
            this.bundle = bundle;
            others = new OtherVersions(bundle, statistics);
            handover = new DigestHandover(statistics, others.gate());
            lane = statistics.newLane(others.gate());
        }

        void meets(Version other) {
            others.bind(other.handover, other.bundle);
            other.others.bind(handover, bundle);
        }

        void leaves(Version other) {
            others.close();
            other.others.unbind(handover);
            others.unbind(other.handover);
        }

        long counted() {
            others.inherit();
            return statistics.read().stream().mapToLong(row -> (Long) row[6]).sum();
        }
    }

    private final Version old = new Version(7);
    private final Version next = new Version(8);

    @Test
    void theNewVersionShowsWhatTheOldOneStillCounts() {
        old.lane.finished(Query.of(1));
        next.meets(old);
        old.lane.finished(Query.of(1));
        assertEquals(2, next.counted());
        old.lane.finished(Query.of(1));
        assertEquals(3, next.counted());
    }

    @Test
    void theOldVersionCountsNoMoreOnceTheNewOneIsTold() {
        next.meets(old);
        old.lane.finished(Query.of(1));
        next.lane.finished(Query.of(1));
        old.lane.finished(Query.of(1));
        assertEquals(2, next.counted(), "the third query is told to both and counted by the new one only");
    }

    @Test
    void theNewVersionInheritsWhenTheOldOneGoes() {
        old.lane.finished(Query.of(1));
        next.meets(old);
        next.lane.finished(Query.of(1));
        old.leaves(next);
        assertEquals(2, next.counted());
        assertEquals(0, old.counted());
    }

    @Test
    void theOldVersionGoesOnWhenTheNewOneFails() {
        old.lane.finished(Query.of(1));
        next.meets(old);
        next.lane.finished(Query.of(1));
        assertEquals(2, next.counted());
        next.leaves(old);
        old.lane.finished(Query.of(1));
        assertEquals(3, old.counted());
    }

    @Test
    void aVersionDoesNotMeetItself() {
        old.others.bind(old.handover, old.bundle);
        old.lane.finished(Query.of(1));
        assertEquals(1, old.counted());
    }
}
