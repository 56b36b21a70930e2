package switchboard.mysql.servers;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Moves only when told. */
final class ManualClock implements InstantSource {
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");

    void advance(Duration time) {
        now = now.plus(time);
    }

    void advanceSeconds(long seconds) {
        advance(Duration.ofSeconds(seconds));
    }

    @Override
    public Instant instant() {
        return now;
    }
}
