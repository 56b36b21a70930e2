package switchboard.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Values of one scrape, gathered by metric: what has the same labels is summed. */
final class Families {
    private static final String TOTAL = "_total";

    private record Family(boolean counter, String help, Map<Labels, Double> values) {
    }

    private final Map<String, Family> byName = new TreeMap<>();

    /** @param name a counter's as it is printed, with its _total */
    void counter(String name, String help, Labels labels, double value) {
        add(name, true, help, labels, value);
    }

    void gauge(String name, String help, Labels labels, double value) {
        add(name, false, help, labels, value);
    }

    private void add(String name, boolean counter, String help, Labels labels, double value) {
        byName.computeIfAbsent(name, unknown -> new Family(counter, help, new LinkedHashMap<>())).values().merge(labels,
                value, Double::sum);
    }

    /** Counters, or gauges, sorted by name. */
    Stream<MetricSnapshot> snapshots(boolean counters) {
        return byName.entrySet().stream().filter(entry -> entry.getValue().counter() == counters)
                .map(entry -> entry.getValue().counter()
                        ? counter(entry.getKey(), entry.getValue())
                        : gauge(entry.getKey(), entry.getValue()));
    }

    private static MetricSnapshot counter(String name, Family family) {
        String stem = name.substring(0, name.length() - TOTAL.length()); // the writer puts it back
        return new CounterSnapshot(new MetricMetadata(stem, family.help()), family.values().entrySet().stream()
                .map(each -> new CounterDataPointSnapshot(each.getValue(), each.getKey(), null, 0)).toList());
    }

    private static MetricSnapshot gauge(String name, Family family) {
        return new GaugeSnapshot(new MetricMetadata(name, family.help()), family.values().entrySet().stream()
                .map(each -> new GaugeDataPointSnapshot(each.getValue(), each.getKey(), null)).toList());
    }
}
