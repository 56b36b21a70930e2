package switchboard.mysql.servers;

import switchboard.api.variables.VariableValues;

/** When a server is shunned, and when it comes back. */
record ShunPolicy(long shunOnFailures, long connectRetriesOnFailure, long recoveryTimeSec, long connectTimeoutMaxMs,
        boolean unshunEverywhere) {
    /** ProxySQL's defaults: until the variables are known. */
    static final ShunPolicy DEFAULT = new ShunPolicy(5, 10, 10, 10_000, false);

    private static final int MILLIS = 1000;

    static ShunPolicy of(VariableValues now) {
        return new ShunPolicy(now.number("mysql-shun_on_failures"), now.number("mysql-connect_retries_on_failure"),
                now.number("mysql-shun_recovery_time_sec"), now.number("mysql-connect_timeout_server_max"),
                now.number("mysql-unshun_algorithm") == 1);
    }

    /** True for so many errors within one second. The first never shuns, not even with mysql-shun_on_failures=0. */
    boolean shuns(int errors) {
        return errors > 1 && errors >= Math.min(shunOnFailures, connectRetriesOnFailure + 1);
    }

    /** True when so many seconds after its last error a server comes back; never if that is set to 0 seconds. */
    boolean recovers(long secondsSinceError) {
        return recoveryTimeSec != 0 && secondsSinceError > waitSeconds();
    }

    /** Shorter than the time that a client waits for a connection, so that it may still see the server come back. */
    private long waitSeconds() {
        long wait = recoveryTimeSec * MILLIS >= connectTimeoutMaxMs
                ? connectTimeoutMaxMs / MILLIS - 1
                : recoveryTimeSec;
        return Math.max(wait, 1);
    }
}
