package switchboard.query.digest.statistics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sums of counters by row. For one thread at a time. */
final class DigestSums {
    /** What makes a row: the primary key of stats_mysql_query_digest. */
    record Key(long digest, int hostgroup, String schema, String user, String client) {
    }

    private record Sum(String text, long[] values) {
    }

    private final Map<Key, Sum> sums = new HashMap<>();

    /** Adds {@link DigestCounters#SIZE} values to a row; keeps the array if the row is new. */
    void add(Key key, String text, long[] values) {
        Sum sum = sums.putIfAbsent(key, new Sum(text, values));
        if (sum == null) {
            return;
        }
        long[] into = sum.values();
        for (int i = 0; i < DigestCounters.SIZE; i++) {
            into[i] = switch (i) {
                case DigestCounters.FIRST_SEEN, DigestCounters.MIN_TIME -> Math.min(into[i], values[i]);
                case DigestCounters.LAST_SEEN, DigestCounters.MAX_TIME -> Math.max(into[i], values[i]);
                default -> into[i] + values[i];
            };
        }
    }

    void addTo(DigestSums other) {
        sums.forEach((key, sum) -> other.add(key, sum.text(), sum.values().clone()));
    }

    void clear() {
        sums.clear();
    }

    int size() {
        return sums.size();
    }

    /** Rows in the order of the table's columns; the digest as a Long, the hostgroup an Integer, counters Long. */
    List<Object[]> rows() {
        List<Object[]> rows = new ArrayList<>(sums.size());
        sums.forEach((key, sum) -> {
            Object[] row = new Object[6 + DigestCounters.SIZE];
            row[0] = key.hostgroup();
            row[1] = key.schema();
            row[2] = key.user();
            row[3] = key.client();
            row[4] = key.digest();
            row[5] = sum.text();
            for (int i = 0; i < DigestCounters.SIZE; i++) {
                row[6 + i] = sum.values()[i];
            }
            rows.add(row);
        });
        return rows;
    }

    /** Adds rows as {@link #rows} gives them. */
    void addRows(List<Object[]> rows) {
        for (Object[] row : rows) {
            long[] values = new long[DigestCounters.SIZE];
            for (int i = 0; i < values.length; i++) {
                values[i] = (Long) row[6 + i];
            }
            add(new Key((Long) row[4], (Integer) row[0], (String) row[1], (String) row[2], (String) row[3]),
                    (String) row[5], values);
        }
    }
}
