package switchboard.api.stats;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Counters with labels that a bundle adds to what Prometheus is told (whiteboard service). What several count under one
 * name and labels is summed, and kept when one of them goes: those who count on when they are replaced begin at 0.
 */
@ConsumerType
public interface LabelledCounters {
    /** As they are now. On a thread of administration. */
    List<Counter> counters();

    /**
     * One number that only grows.
     *
     * @param name as it is printed, with its {@code _total}
     * @param help one sentence, the same for all of one name
     */
    record Counter(String name, String help, Map<String, String> labels, long value) {
        public Counter {
            labels = Map.copyOf(labels);
        }
    }
}
