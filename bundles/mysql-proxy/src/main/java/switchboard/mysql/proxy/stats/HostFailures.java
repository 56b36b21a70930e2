package switchboard.mysql.proxy.stats;

import java.util.Map;

/** Addresses whose clients failed to log in. Any thread. */
public interface HostFailures {
    /** @param lastMicros when the last one was, microseconds since 1970 */
    record Failures(int errors, long lastMicros) {
    }

    /** As they are now. */
    Map<String, Failures> all();

    /** Forgets all of them, and tells which. */
    Map<String, Failures> flush();
}
