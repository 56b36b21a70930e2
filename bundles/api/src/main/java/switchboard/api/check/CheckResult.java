package switchboard.api.check;

import java.util.List;
import java.util.Objects;
import switchboard.api.table.Rows;

/**
 * What a server said, or that it did not.
 *
 * @param startMicros wall clock, microseconds since 1970: time_start_us of the log tables
 * @param durationMicros from there to the answer or the timeout
 * @param serverVersion as the server names itself, without MariaDB's prefix; empty if there was no login
 * @param rows of a query; without columns for everything else and for errors
 * @param errorCode the server's, from 2000 on the client side's, 0 for success
 * @param error as the log tables show it: {@code timeout check}; null for success
 * @param timedOut whether nothing came within the time
 */
public record CheckResult(CheckTarget target, long startMicros, long durationMicros, String serverVersion, Rows rows,
        int errorCode, String error, boolean timedOut) {
    /** The rows of an answer without rows. */
    public static final Rows NO_ROWS = new Rows(List.of(), List.of());

    private static final int ER_ACCESS_DENIED = 1045;
    private static final int ER_MUST_CHANGE_PASSWORD = 1820;
    private static final int ER_MUST_CHANGE_PASSWORD_LOGIN = 1862;

    public CheckResult {
        Objects.requireNonNull(target);
        Objects.requireNonNull(serverVersion);
        Objects.requireNonNull(rows);
    }

    public boolean isSuccess() {
        return error == null;
    }

    /** Whether the server is there and only does not let the monitoring user in. */
    public boolean isRefusedLogin() {
        return errorCode == ER_ACCESS_DENIED || errorCode == ER_MUST_CHANGE_PASSWORD
                || errorCode == ER_MUST_CHANGE_PASSWORD_LOGIN;
    }

    /** A value of the first row, column in any case; null if there is none. */
    public String text(String column) {
        if (rows.size() == 0) {
            return null;
        }
        for (int i = 0; i < rows.columns().size(); i++) {
            if (rows.columns().get(i).equalsIgnoreCase(column)) {
                return rows.values().getFirst()[i];
            }
        }
        return null;
    }
}
