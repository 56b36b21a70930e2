package switchboard.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;

/**
 * Counts failed logins to administration by client host, and says how long a host's next one has to wait: nothing after
 * two, then 250 ms, doubled with each, at most 4 s. A quarter of an hour without a failure and they are forgotten; a login
 * that succeeds forgives nothing, or one good account would open the way for guessing others. Table {@code
 * stats.stats_admin_login_failures}.
 */
@Component(service = {LoginFailures.class, VirtualTable.class}, immediate = true) // keeps the counts
public final class LoginFailures implements VirtualTable {
    static final int MAX_HOSTS = 4096;
    private static final int FREE = 2;
    private static final Duration FIRST_DELAY = Duration.ofMillis(250);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(4);
    private static final Duration MEMORY = Duration.ofMinutes(15);
    private static final TableDefinition TABLE = new TableDefinition("stats_admin_login_failures",
            "CREATE TABLE stats_admin_login_failures (client_host VARCHAR NOT NULL PRIMARY KEY , failures INT NOT NULL , "
                    + "last_username VARCHAR , last_seen INT NOT NULL , delay_ms INT NOT NULL)");

    private record Failed(long count, String username, Instant last) {
    }

    private final InstantSource clock;
    private final Map<String, Failed> byHost = new LinkedHashMap<>(16, 0.75f, true) { // the longest untouched goes first
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failed> eldest) {
            return size() > MAX_HOSTS;
        }
    };

    @Activate
    public LoginFailures() {
        this(InstantSource.system());
    }

    LoginFailures(InstantSource clock) {
        this.clock = clock;
    }

    /** Notes one more; returns how many there are. Any thread. */
    synchronized long failed(String host, String username) {
        Failed before = recent(host);
        long count = before == null ? 1 : before.count() + 1;
        byHost.put(host, new Failed(count, username, clock.instant()));
        return count;
    }

    /** How long the host's next login has to wait. Any thread. */
    synchronized Duration delay(String host) {
        return delay(recent(host));
    }

    private static Duration delay(Failed failed) {
        if (failed == null || failed.count() <= FREE) {
            return Duration.ZERO;
        }
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(10, failed.count() - FREE - 1));
        return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
    }

    private Failed recent(String host) {
        Failed failed = byHost.get(host);
        if (failed != null && failed.last().plus(MEMORY).isBefore(clock.instant())) {
            byHost.remove(host);
            return null;
        }
        return failed;
    }

    @Override
    public String schema() {
        return "stats";
    }

    @Override
    public TableDefinition table() {
        return TABLE;
    }

    @Override
    public void read(RowSink sink) {
        List<Object[]> rows = new ArrayList<>();
        synchronized (this) {
            byHost.forEach((host, failed) -> rows.add(new Object[]{host, failed.count(), failed.username(),
                    failed.last().getEpochSecond(), delay(failed).toMillis()}));
        }
        rows.forEach(sink::row);
    }
}
