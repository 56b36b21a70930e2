package switchboard.monitor.lag;

import switchboard.api.check.CheckResult;
import switchboard.api.table.Rows;

/**
 * What a server said of its lag.
 *
 * @param kind NO_REPLICA for an empty answer: the server replicates from nobody
 * @param seconds of a known lag, 0 and more
 */
record LagSample(Kind kind, long seconds) {
    enum Kind {
        KNOWN, NULL, NO_REPLICA, FAILED
    }

    private static final String[] COLUMNS = {"Seconds_Behind_Master", "Seconds_Behind_Source"};

    /** The largest lag of all sources; NULL as soon as one of them is not known. */
    static LagSample of(CheckResult result) {
        if (!result.isSuccess()) {
            return new LagSample(Kind.FAILED, 0);
        }
        if (result.rows().size() == 0) {
            return new LagSample(Kind.NO_REPLICA, 0);
        }
        int column = column(result.rows());
        if (column < 0) {
            return new LagSample(Kind.FAILED, 0);
        }
        long largest = 0;
        for (String[] row : result.rows().values()) {
            if (row[column] == null) {
                return new LagSample(Kind.NULL, 0);
            }
            try {
                largest = Math.max(largest, Long.parseLong(row[column]));
            } catch (NumberFormatException e) {
                return new LagSample(Kind.FAILED, 0);
            }
        }
        return new LagSample(Kind.KNOWN, largest);
    }

    private static int column(Rows rows) {
        for (int i = 0; i < rows.columns().size(); i++) {
            for (String name : COLUMNS) {
                if (rows.columns().get(i).equalsIgnoreCase(name)) {
                    return i;
                }
            }
        }
        return -1;
    }
}
