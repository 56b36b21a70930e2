package switchboard.itests;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A client that writes again and again: how long until the right server takes it, and what went wrong meanwhile. */
final class FaultProbe implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Endpoint proxy;
    private final Map<String, Integer> errors = new TreeMap<>();
    private final Set<Integer> acknowledged = new TreeSet<>();
    private final Map<String, List<Long>> millis = new TreeMap<>();
    private RawClient client;
    private int next;

    FaultProbe(Endpoint proxy) {
        this.proxy = proxy;
    }

    /** Something that goes wrong. */
    interface Fault {
        void strike() throws Exception;
    }

    /** Which server takes writes now. */
    String writer() {
        return await(port -> true);
    }

    /** Lets it go wrong and waits until the right server takes a write; counts the time from the fault to there. */
    String measure(String name, Fault fault, Predicate<String> right) throws Exception {
        writer();
        long began = System.nanoTime();
        fault.strike();
        String port = await(right);
        millis.computeIfAbsent(name, any -> new ArrayList<>())
                .add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        return port;
    }

    private String await(Predicate<String> right) {
        try {
            return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(PAUSE).atMost(PATIENCE).pollInSameThread()
                    .until(this::write, port -> port != null && right.test(port));
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("nobody right takes a write within " + PATIENCE + "; errors: " + errors, late);
        }
    }

    /** One row; the port of the server that has taken it, or null. */
    private String write() {
        int id = next++;
        try {
            if (client == null) {
                client = proxy.raw();
            }
            client.query("INSERT INTO probe (id, port) VALUES (" + id + ", @@port)");
            acknowledged.add(id);
            return client.value("SELECT port FROM probe WHERE id = " + id);
        } catch (IOException e) {
            errors.merge(String.valueOf(e.getMessage()).replaceAll("\\d{3,}ms", "N ms"), 1, Integer::sum);
            close();
            return null;
        }
    }

    /** Rows that were acknowledged and are not there. */
    Set<Integer> missing() throws IOException {
        Set<Integer> missing = new TreeSet<>(acknowledged);
        try (RawClient reader = proxy.raw()) {
            reader.query("SELECT id FROM probe").forEach(row -> missing.remove(Integer.valueOf(row.getFirst())));
        }
        return missing;
    }

    long worst(String name) {
        return millis.get(name).stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    /** Figures for people. */
    String report() {
        StringBuilder text = new StringBuilder();
        millis.forEach((name, all) -> {
            List<Long> sorted = all.stream().sorted().toList();
            text.append(String.format("%-22s %2d times, median %5d ms, worst %5d ms%n", name, sorted.size(),
                    sorted.get(sorted.size() / 2), sorted.getLast()));
        });
        return text + "rows acknowledged: " + acknowledged.size() + "\nerrors of the client: " + errors + "\n";
    }

    @Override
    public void close() {
        if (client != null) {
            try {
                client.close();
            } catch (IOException gone) {
                errors.merge("close: " + gone.getMessage(), 1, Integer::sum);
            }
            client = null;
        }
    }
}
