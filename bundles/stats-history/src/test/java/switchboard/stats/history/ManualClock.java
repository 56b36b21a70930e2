package switchboard.stats.history;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Moves only when told. */
final class ManualClock implements InstantSource {
    private Instant now;

    ManualClock(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration by) {
        now = now.plus(by);
    }

    long seconds() {
        return now.getEpochSecond();
    }
}
