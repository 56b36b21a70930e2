package switchboard.mysql.proxy.loop;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Errors that servers answered, counted by one event loop: it alone calls. Over {@value #MAX_ENTRIES} kinds of errors the
 * one that was not seen for longest is forgotten, so that a client can't fill the memory with them.
 */
public final class ErrorCounts {
    static final int MAX_ENTRIES = 1000;

    /** What makes a row of stats_mysql_errors. */
    public record Key(int hostgroup, String hostname, int port, String username, String clientAddress, String schema,
            int errno) {
    }

    /** How often, from when to when in seconds since 1970, and the text of the last. */
    public record Seen(long count, long first, long last, String lastError) {

        /** What two loops have seen together. */
        public Seen plus(Seen other) {
            return new Seen(count + other.count, Math.min(first, other.first), Math.max(last, other.last),
                    last >= other.last ? lastError : other.lastError);
        }
    }

    private final InstantSource clock;
    private final Map<Key, Seen> errors = new LinkedHashMap<>();

    public ErrorCounts(InstantSource clock) {
        this.clock = clock;
    }

    public void add(Key key, String message) {
        long now = clock.instant().getEpochSecond();
        Seen one = new Seen(1, now, now, message);
        Seen before = errors.remove(key); // behind all others, as the last one seen
        errors.put(key, before == null ? one : one.plus(before));
        if (errors.size() > MAX_ENTRIES) {
            errors.remove(errors.keySet().iterator().next());
        }
    }

    /** All that was counted; with {@code reset} counting begins anew. */
    public Map<Key, Seen> read(boolean reset) {
        Map<Key, Seen> found = Map.copyOf(errors);
        if (reset) {
            errors.clear();
        }
        return found;
    }
}
