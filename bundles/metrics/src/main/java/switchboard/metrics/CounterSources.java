package switchboard.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.stats.LabelledCounters;
import switchboard.api.stats.LabelledCounters.Counter;

/** Who counts something, and what those have counted that have gone. Any thread. */
final class CounterSources {
    private static final Logger LOG = LoggerFactory.getLogger(CounterSources.class);

    private record Key(String name, Map<String, String> labels) {
    }

    private final List<LabelledCounters> sources = new CopyOnWriteArrayList<>();
    private final Map<Key, Counter> gone = new LinkedHashMap<>();

    void bind(LabelledCounters found) {
        sources.add(found);
    }

    synchronized void unbind(LabelledCounters leaving) {
        if (sources.remove(leaving)) {
            read(leaving).forEach(last -> gone.merge(new Key(last.name(), last.labels()), last,
                    (before, now) -> new Counter(now.name(), now.help(), now.labels(), before.value() + now.value())));
        }
    }

    /** Some of one name and labels may be there several times. */
    synchronized List<Counter> all() {
        List<Counter> all = new ArrayList<>(gone.values());
        sources.forEach(source -> all.addAll(read(source)));
        return all;
    }

    private static List<Counter> read(LabelledCounters source) {
        try {
            return source.counters();
        } catch (RuntimeException | LinkageError fault) { // of a bundle that is being taken out, or of its own
            LOG.warn("Counters of {} could not be read: {}", source.getClass().getName(), fault.toString());
            return List.of();
        }
    }
}
