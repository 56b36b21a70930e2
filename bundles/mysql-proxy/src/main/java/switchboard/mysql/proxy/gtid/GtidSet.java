package switchboard.mysql.proxy.gtid;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Executed transactions: intervals of numbers by the uuid of the server where they began. For one thread. */
final class GtidSet {
    /** A server has a handful; this many are a fault or an attack. */
    static final int MAX_INTERVALS = 10_000;
    private static final int[] DASHES = {8, 13, 18, 23};

    private final Map<String, TreeMap<Long, Long>> byUuid = new TreeMap<>();

    /**
     * Adds transactions; what touches becomes one interval.
     *
     * @param uuid 32 hex digits
     * @throws IllegalArgumentException numbers that are none, or too many intervals
     */
    void add(String uuid, long first, long last) {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("no interval: " + first + "-" + last);
        }
        TreeMap<Long, Long> intervals = byUuid.computeIfAbsent(uuid, unknown -> new TreeMap<>());
        long from = first;
        long to = last;
        Map.Entry<Long, Long> before = intervals.floorEntry(from);
        if (before != null && before.getValue() >= from - 1) {
            from = before.getKey();
        }
        Map.Entry<Long, Long> next = intervals.ceilingEntry(from);
        while (next != null && next.getKey() - 1 <= to) {
            to = Math.max(to, next.getValue());
            intervals.remove(next.getKey());
            next = intervals.ceilingEntry(from);
        }
        intervals.put(from, to);
        if (intervals.size() > MAX_INTERVALS || byUuid.size() > MAX_INTERVALS) {
            throw new IllegalArgumentException("more than " + MAX_INTERVALS + " intervals");
        }
    }

    /** {@code uuid:1-7,uuid:9-9}, as ProxySQL shows it. */
    String text() {
        StringJoiner text = new StringJoiner(",");
        byUuid.forEach((uuid, intervals) -> {
            StringBuilder dashed = new StringBuilder(uuid);
            for (int at : DASHES) {
                dashed.insert(at, '-');
            }
            intervals.forEach((from, to) -> text.add(dashed + ":" + from + "-" + to));
        });
        return text.toString();
    }
}
