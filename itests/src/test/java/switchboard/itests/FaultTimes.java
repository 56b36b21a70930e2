package switchboard.itests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** How long it took after each fault, by the fault's name. */
final class FaultTimes {
    private final Map<String, List<Long>> millis = new TreeMap<>();

    void add(String name, long nanos) {
        millis.computeIfAbsent(name, any -> new ArrayList<>()).add(TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    /** In ms; only for what has been measured. */
    long worst(String name) {
        return millis.get(name).stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    /** In ms; only for what has been measured. */
    long best(String name) {
        return millis.get(name).stream().mapToLong(Long::longValue).min().orElseThrow();
    }

    /** Figures for people: one line for each fault. */
    String report() {
        StringBuilder text = new StringBuilder();
        millis.forEach((name, all) -> {
            List<Long> sorted = all.stream().sorted().toList();
            int half = sorted.size() / 2;
            long median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
            text.append(String.format("%-32s %2d times, median %5d ms, worst %5d ms  %s%n", name, sorted.size(), median,
                    sorted.getLast(), all));
        });
        return text.toString();
    }
}
