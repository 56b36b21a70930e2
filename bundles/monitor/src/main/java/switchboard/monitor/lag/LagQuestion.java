package switchboard.monitor.lag;

import switchboard.api.check.CheckQuestion;

/** The statement that asks for the lag (ProxySQL 2.7, monitor_replication_lag). */
final class LagQuestion {
    /** MySQL 8.4 has no SHOW SLAVE STATUS any more; MariaDB keeps it. */
    private static final int[] FIRST_WITHOUT_SLAVE = {8, 4};

    private LagQuestion() {
    }

    /** @param heartbeat schema and table of pt-heartbeat; empty for the server's own status */
    static CheckQuestion.Query of(String heartbeat) {
        if (!heartbeat.isEmpty()) { // the variable's check lets in names only
            return CheckQuestion.Query.of("SELECT MAX(ROUND(TIMESTAMPDIFF(MICROSECOND, ts, SYSDATE(6))/1000000)) "
                    + "AS Seconds_Behind_Master FROM " + heartbeat);
        }
        return new CheckQuestion.Query(
                version -> knowsSlave(version) ? "SHOW SLAVE STATUS" : "SHOW REPLICA STATUS");
    }

    static boolean knowsSlave(String version) {
        if (version.contains("MariaDB")) {
            return true;
        }
        String[] parts = version.split("[^0-9]+", 3);
        try {
            int major = Integer.parseInt(parts[0]);
            int minor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
            return major < FIRST_WITHOUT_SLAVE[0] || major == FIRST_WITHOUT_SLAVE[0] && minor < FIRST_WITHOUT_SLAVE[1];
        } catch (NumberFormatException e) {
            return true; // a version that says nothing: as ProxySQL asks
        }
    }
}
