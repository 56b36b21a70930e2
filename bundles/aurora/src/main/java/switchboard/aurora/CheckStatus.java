package switchboard.aurora;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import switchboard.api.check.CheckResult;
import switchboard.api.table.Rows;
import switchboard.topology.Node;

/** How often each server was asked, and who became the writer when. Any thread. */
final class CheckStatus {
    static final List<String> COLUMNS = List.of("writer_hostgroup", "hostname", "port", "last_checked_at", "checks_tot",
            "checks_ok", "last_error");
    static final List<String> FAILOVER_COLUMNS = List.of("writer_hostgroup", "hostname", "inserted_at");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
            .withZone(ZoneId.systemDefault());
    private static final int FAILOVERS = 1000;

    private record Key(String cluster, Node node) {
    }

    private record Count(String checkedAt, long total, long good, String error) {
    }

    private final Map<Key, Count> counts = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<String[]> failovers = new ConcurrentLinkedDeque<>();

    void count(String cluster, CheckResult result) {
        Node node = new Node(result.target().hostname(), result.target().port());
        counts.merge(new Key(cluster, node), new Count(time(result), 1, result.isSuccess() ? 1 : 0, result.error()),
                (before, one) -> new Count(one.checkedAt(), before.total() + 1, before.good() + one.good(),
                        one.error() == null ? before.error() : one.error()));
    }

    /** Forgets servers that are no longer configured. */
    void keepOnly(Set<Node> known) {
        counts.keySet().removeIf(key -> !known.contains(key.node()));
    }

    void failover(String cluster, String hostname, CheckResult result) {
        failovers.add(new String[]{cluster, hostname, time(result)});
        if (failovers.size() > FAILOVERS) {
            failovers.poll();
        }
    }

    Rows status() {
        List<String[]> rows = new ArrayList<>();
        counts.forEach((key, count) -> rows.add(new String[]{key.cluster(), key.node().hostname(),
                Integer.toString(key.node().port()), count.checkedAt(), Long.toString(count.total()),
                Long.toString(count.good()), count.error()}));
        return new Rows(COLUMNS, rows);
    }

    Rows failovers() {
        return new Rows(FAILOVER_COLUMNS, List.copyOf(failovers));
    }

    private static String time(CheckResult result) {
        return TIME.format(Instant.EPOCH.plus(result.startMicros(), ChronoUnit.MICROS));
    }
}
