package switchboard.monitor.log;

/** Some rows in columns: an object for each would take five times the memory. Rows are added, never changed. */
final class Chunk {
    static final int SIZE = 8192;

    private final String[] hostnames = new String[SIZE];
    private final int[] ports = new int[SIZE];
    private final long[] starts = new long[SIZE];
    private final int[] successes = new int[SIZE];
    private final int[] values = new int[SIZE];
    private final boolean[] known = new boolean[SIZE];
    private final String[] errors = new String[SIZE];
    private int size; // guarded by the log

    boolean isFull() {
        return size == SIZE;
    }

    int size() {
        return size;
    }

    void add(Entry entry, long startMicros, String error) {
        hostnames[size] = entry.hostname();
        ports[size] = entry.port();
        starts[size] = startMicros;
        successes[size] = clamp(entry.successMicros());
        known[size] = entry.value() != null;
        values[size] = entry.value() == null ? 0 : clamp(entry.value());
        errors[size] = error;
        size++;
    }

    Entry entry(int row) {
        return new Entry(hostnames[row], ports[row], starts[row], successes[row],
                known[row] ? Long.valueOf(values[row]) : null, errors[row]);
    }

    long newestMicros() {
        return size == 0 ? 0 : starts[size - 1];
    }

    private static int clamp(long value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(value, Integer.MAX_VALUE));
    }
}
