package switchboard.checksum.algorithm;

import java.util.function.Predicate;
import switchboard.api.table.Rows;
import switchboard.mysql.protocol.hash.SpookySum;

/** The hash of rows: the bytes of all values one behind the other, NULL as nothing; 0 without rows. */
public final class RowsHash {
    private static final long SEED_1 = 19;
    private static final long SEED_2 = 3;

    private final SpookySum sum = new SpookySum();
    private final TextFeed feed = new TextFeed(sum);
    private boolean isEmpty = true;

    public RowsHash() {
        sum.begin(SEED_1, SEED_2);
    }

    /** Takes a row. */
    public void add(String[] row) {
        isEmpty = false;
        for (String value : row) {
            feed.add(value);
        }
    }

    /** Takes a row without one of its columns; none is left out if {@code without} is -1. */
    void add(String[] row, int without) {
        isEmpty = false;
        for (int i = 0; i < row.length; i++) {
            if (i != without) {
                feed.add(row[i]);
            }
        }
    }

    /** The hash; call it once. */
    public long end() {
        feed.flush();
        return isEmpty ? 0 : sum.end();
    }

    /** The hash of all rows. */
    static long of(Rows rows) {
        return of(rows, row -> true);
    }

    /** The hash of some of the rows. */
    static long of(Rows rows, Predicate<String[]> taken) {
        RowsHash hash = new RowsHash();
        for (String[] row : rows.values()) {
            if (taken.test(row)) {
                hash.add(row);
            }
        }
        return hash.end();
    }
}
