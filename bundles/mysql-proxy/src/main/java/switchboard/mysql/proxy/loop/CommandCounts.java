package switchboard.mysql.proxy.loop;

import java.util.concurrent.atomic.AtomicLongArray;
import switchboard.mysql.proxy.route.CommandType;

/** Statements by type and by how long they took, on one event loop: it alone writes, without a lock; any thread reads. */
public final class CommandCounts {
    /** Upper bounds of all intervals but the last, in microseconds: cnt_100us to cnt_10s; cnt_INFs has none. */
    private static final long[] BOUNDS_MICROS = {100, 500, 1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000,
            5_000_000, 10_000_000};
    /** Numbers of one type: time, count, one for each interval. */
    public static final int WIDTH = BOUNDS_MICROS.length + 3;
    private static final int TIME = 0;
    private static final int COUNT = 1;
    private static final int FIRST_INTERVAL = 2;

    private final AtomicLongArray values = new AtomicLongArray(CommandType.values().length * WIDTH);

    /** A statement took this long. On the loop. */
    public void add(CommandType type, long tookMicros) {
        int row = type.ordinal() * WIDTH;
        add(row + TIME, tookMicros);
        add(row + COUNT, 1);
        add(row + FIRST_INTERVAL + interval(tookMicros), 1);
    }

    private void add(int index, long change) {
        values.setOpaque(index, values.getPlain(index) + change);
    }

    private static int interval(long tookMicros) {
        int at = 0;
        while (at < BOUNDS_MICROS.length && tookMicros > BOUNDS_MICROS[at]) {
            at++;
        }
        return at;
    }

    /** Adds the numbers of a type, in the order of the table's columns. Any thread. */
    public void addTo(long[] sums, CommandType type) {
        for (int i = 0; i < WIDTH; i++) {
            sums[i] += values.getOpaque(type.ordinal() * WIDTH + i);
        }
    }
}
