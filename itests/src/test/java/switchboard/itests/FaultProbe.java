package switchboard.itests;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private final FaultTimes times;
    private RawClient client;
    private int next;

    FaultProbe(Endpoint proxy, FaultTimes times) {
        this.proxy = proxy;
        this.times = times;
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
        return measureFrom(name, fault, right);
    }

    /** The same where nobody can write before. */
    String measureFrom(String name, Fault fault, Predicate<String> right) throws Exception {
        long began = System.nanoTime();
        fault.strike();
        String port = await(right);
        times.add(name, System.nanoTime() - began);
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

    /** Figures for people. */
    String report() {
        return "rows acknowledged: " + acknowledged.size() + ", errors of the writing client: " + errors + "\n";
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
