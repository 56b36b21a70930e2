package switchboard.mysql.proxy.gtid;

import java.util.Iterator;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Executed transactions: intervals of numbers by the uuid, and perhaps tag, of where they began. One thread adds, any thread
 * asks: what was in it once is always found.
 */
final class GtidSet {
    /** A server has a handful; this many are a fault or an attack. */
    static final int MAX_INTERVALS = 10_000;
    private static final int UUID_DIGITS = 32;
    private static final int[] DASHES = {8, 13, 18, 23};

    private final ConcurrentMap<String, ConcurrentSkipListMap<Long, Long>> bySource = new ConcurrentHashMap<>();
    private int intervals;

    /**
     * Adds transactions; what touches becomes one interval.
     *
     * @param source 32 hex digits, and perhaps a colon and a tag
     * @throws IllegalArgumentException numbers that are none, or too many intervals
     */
    void add(String source, long first, long last) {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("no interval: " + first + "-" + last);
        }
        ConcurrentSkipListMap<Long, Long> ends = bySource.computeIfAbsent(source,
                unknown -> new ConcurrentSkipListMap<>());
        long from = first;
        long to = last;
        Map.Entry<Long, Long> before = ends.floorEntry(from);
        if (before != null && before.getValue() >= from - 1) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
        }
        Map.Entry<Long, Long> next = ends.higherEntry(from);
        while (next != null && next.getKey() - 1 <= to) {
            to = Math.max(to, next.getValue());
            next = ends.higherEntry(next.getKey());
        }
        if (ends.put(from, to) == null) {
            intervals++;
        }
        // what it has swallowed goes last: who asks meanwhile finds the one or the other
        for (Iterator<Long> gone = ends.subMap(from, false, to, true).keySet().iterator(); gone.hasNext();) {
            gone.next();
            gone.remove();
            intervals--;
        }
        if (intervals > MAX_INTERVALS) {
            throw new IllegalArgumentException("more than " + MAX_INTERVALS + " intervals");
        }
    }

    /** Whether all of these are in it. Any thread. */
    boolean contains(Gtids wanted) {
        for (Gtids.Range range : wanted.ranges()) {
            ConcurrentSkipListMap<Long, Long> ends = bySource.get(range.source());
            Map.Entry<Long, Long> at = ends == null ? null : ends.floorEntry(range.first());
            if (at == null || at.getValue() < range.last()) {
                return false;
            }
        }
        return true;
    }

    /** {@code uuid:1-7,uuid:9-9}, as ProxySQL shows it. */
    String text() {
        StringJoiner text = new StringJoiner(",");
        new TreeMap<>(bySource).forEach((source, ends) -> {
            StringBuilder dashed = new StringBuilder(source.substring(0, UUID_DIGITS));
            for (int at : DASHES) {
                dashed.insert(at, '-');
            }
            dashed.append(source, UUID_DIGITS, source.length());
            ends.forEach((from, to) -> text.add(dashed + ":" + from + "-" + to));
        });
        return text.toString();
    }
}
