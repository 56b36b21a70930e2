package switchboard.cluster.peer;

import java.util.List;
import switchboard.api.table.Rows;

/**
 * What nodes of ours ask each other instead of ProxySQL's statements: an OK with the value as its message takes half the
 * bytes of a row. A peer that refuses is asked in ProxySQL's words until the next connection.
 */
public final class ShortChecks {
    /** Answered with the checksum of all modules, as of GLOBAL_CHECKSUM. */
    public static final String CHECKSUM = "PROXYSQL CLUSTER_CHECK";
    /** Answered with the unix time in seconds. */
    public static final String CLOCK = "PROXYSQL CLUSTER_CLOCK";

    private ShortChecks() {
    }

    /** An OK's message as an answer of one row; no columns if it has none. */
    public static Rows answer(String message) {
        return message.isEmpty()
                ? new Rows(List.of(), List.of())
                : new Rows(List.of("message"), List.<String[]>of(new String[]{message}));
    }
}
