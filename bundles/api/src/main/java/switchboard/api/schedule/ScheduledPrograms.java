package switchboard.api.schedule;

import java.time.Duration;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The programs of table {@code scheduler}. Registered once an instance has its rows: from then on only the instance of the
 * newest bundle starts programs, and it goes on where the one before it is.
 */
@ProviderType
public interface ScheduledPrograms {
    /** How long each active program still waits for its next start, by the row's {@code id}; 0 or more. Any thread. */
    Map<Long, Duration> untilNextStart();
}
