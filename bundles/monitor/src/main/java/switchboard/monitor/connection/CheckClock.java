package switchboard.monitor.connection;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * The times of checks.
 *
 * @param wall for what people read
 * @param nanos for durations
 */
public record CheckClock(InstantSource wall, LongSupplier nanos) {
    public static final CheckClock SYSTEM = new CheckClock(InstantSource.system(), System::nanoTime);

    /** Microseconds since 1970. */
    public long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, wall.instant());
    }
}
