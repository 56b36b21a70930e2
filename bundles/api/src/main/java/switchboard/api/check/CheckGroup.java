package switchboard.api.check;

import java.time.Duration;
import java.util.Objects;

/**
 * Servers that are asked together, such as the nodes of one cluster. The groups of a check are spread over their
 * intervals.
 *
 * @param key names it among the groups of its check: a writer hostgroup, {@code host:port}
 * @param interval from the beginning of a round to that of the next, more than 0; if a round takes longer, the next
 *            follows at once
 * @param timeout for each target, from the moment it is asked, connecting included; more than 0
 */
public record CheckGroup(String key, Duration interval, Duration timeout) {
    public CheckGroup {
        Objects.requireNonNull(key);
        if (interval.toMillis() < 1 || timeout.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "check group " + key + ": interval " + interval + ", timeout " + timeout);
        }
    }
}
