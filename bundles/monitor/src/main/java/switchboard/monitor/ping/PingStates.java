package switchboard.monitor.ping;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import switchboard.api.check.CheckResult;
import switchboard.monitor.connection.HostPort;
import switchboard.monitor.connection.Hosts;
import switchboard.monitor.log.Entry;
import switchboard.monitor.log.LogTable;
import switchboard.monitor.log.Logs;

/** What is known of all servers' pings. Begins with what the log of a predecessor tells. Any thread. */
@Component(service = PingStates.class, immediate = true) // other components of the bundle keep it, too
public final class PingStates {
    private final Map<HostPort, PingState> byHost = new ConcurrentHashMap<>();
    private volatile int maxFailures = 3;
    private final AtomicLong went = new AtomicLong(); // how often somebody may have become one that counts as gone
    private volatile long nobodyGoneAt = -1; // the number above at which nobody was gone; -1 if somebody is

    @Activate
    public PingStates(@Reference Logs logs) {
        logs.of(LogTable.PING).each(this::replay);
    }

    private void replay(Entry ping) {
        boolean refused = ping.error() != null && ping.error().startsWith("Access denied");
        note(new HostPort(ping.hostname(), ping.port()), ping.error() == null, refused, ping.successMicros());
    }

    PingState note(CheckResult result) {
        return note(new HostPort(result.target().hostname(), result.target().port()), result.isSuccess(),
                result.isRefusedLogin(), result.durationMicros());
    }

    /** A server that refuses the login is there: that is no missed ping, and no answer either. */
    private PingState note(HostPort host, boolean success, boolean refused, long micros) {
        PingState now = byHost.merge(host, change(PingState.NEW, success, refused, micros),
                (before, first) -> change(before, success, refused, micros));
        if (now.missed() >= maxFailures) {
            went.incrementAndGet();
        }
        return now;
    }

    private static PingState change(PingState before, boolean success, boolean refused, long micros) {
        if (success) {
            return before.answered(micros);
        }
        return refused
                ? new PingState(0, before.last(), before.lastButOne(), before.lastButTwo())
                : before.missedOne();
    }

    /** Forgets all other servers; these are named as groups are. */
    void retain(Set<String> hosts) {
        byHost.keySet().removeIf(host -> !hosts.contains(Hosts.key(host.hostname(), host.port())));
    }

    /** @param failures mysql-monitor_ping_max_failures */
    void maxFailures(int failures) {
        maxFailures = failures;
        went.incrementAndGet(); // perhaps
    }

    int maxFailures() {
        return maxFailures;
    }

    /** How many servers count as gone. Looks at all of them; one caller at a time. */
    int unresponsive() {
        int missing = 0;
        long before = went.get();
        for (PingState state : byHost.values()) {
            if (state.missed() >= maxFailures) {
                missing++;
            }
        }
        nobodyGoneAt = missing == 0 ? before : -1;
        return missing;
    }

    /** False once so many pings were missed in a row that the server counts as gone. */
    public boolean isResponsive(String hostname, int port) {
        if (nobodyGoneAt == went.get()) { // nearly always, and asked before each check
            return true;
        }
        PingState state = byHost.get(new HostPort(hostname, port));
        return state == null || state.missed() < maxFailures;
    }
}
