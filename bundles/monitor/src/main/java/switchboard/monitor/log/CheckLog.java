package switchboard.monitor.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import switchboard.monitor.connection.HostPort;

/**
 * The rows of one log table, by the time at which they came; those older than the retention are dropped. Beyond 2 million
 * rows (about 60 MB) the oldest go, however young: ProxySQL has no such limit, and no memory left with thousands of
 * servers. Any thread; nobody waits longer than for a few assignments.
 */
public final class CheckLog {
    private static final int MAX_CHUNKS = 2_000_000 / Chunk.SIZE;
    private static final int MAX_TEXTS = 10_000;

    /** A chunk and how much of it there was at one moment. */
    private record Part(Chunk chunk, int size) {
    }

    private final LongSupplier nowMicros;
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>(); // guarded by this, as is all below
    private final Map<HostPort, long[]> lastStart = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private long succeeded;
    private long failed;
    private long retentionMicros = TimeUnit.HOURS.toMicros(2);

    public CheckLog(LongSupplier nowMicros) {
        this.nowMicros = nowMicros;
    }

    /** @param millis mysql-monitor_history */
    public synchronized void retain(long millis) {
        retentionMicros = TimeUnit.MILLISECONDS.toMicros(millis);
        dropOld();
    }

    /** Two rows of one server never get the same time: host, port and time are the table's key. */
    public synchronized void add(Entry entry) {
        if (chunks.isEmpty() || chunks.getLast().isFull()) {
            dropOld();
            chunks.addLast(new Chunk());
        }
        if (lastStart.size() > MAX_TEXTS) { // servers that are gone
            lastStart.clear();
        }
        long[] last = lastStart.computeIfAbsent(new HostPort(entry.hostname(), entry.port()), any -> new long[1]);
        long start = Math.max(last[0] + 1, entry.startMicros());
        last[0] = start;
        chunks.getLast().add(entry, start, shared(entry.error()));
        if (entry.error() == null) {
            succeeded++;
        } else {
            failed++;
        }
    }

    /** How many rows without an error there ever were, those that are forgotten among them. */
    synchronized long succeeded() {
        return succeeded;
    }

    /** How many rows with an error there ever were. */
    synchronized long failed() {
        return failed;
    }

    private String shared(String text) {
        if (text == null) {
            return null;
        }
        if (texts.size() > MAX_TEXTS) {
            texts.clear();
        }
        return texts.computeIfAbsent(text, same -> same);
    }

    private void dropOld() {
        long limit = nowMicros.getAsLong() - retentionMicros;
        while (!chunks.isEmpty() && (chunks.size() >= MAX_CHUNKS
                || chunks.getFirst().isFull() && chunks.getFirst().newestMicros() < limit)) {
            chunks.removeFirst();
        }
    }

    /** All rows that are not too old, oldest first. The log goes on meanwhile. */
    public void each(Consumer<Entry> user) {
        List<Part> parts = new ArrayList<>();
        long limit;
        synchronized (this) {
            limit = nowMicros.getAsLong() - retentionMicros;
            chunks.forEach(chunk -> parts.add(new Part(chunk, chunk.size())));
        }
        for (Part part : parts) {
            for (int i = 0; i < part.size(); i++) {
                Entry entry = part.chunk().entry(i);
                if (entry.startMicros() >= limit) {
                    user.accept(entry);
                }
            }
        }
    }
}
