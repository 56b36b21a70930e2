package switchboard.topology.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import switchboard.api.check.CheckGroup;
import switchboard.api.check.CheckQuestion;
import switchboard.api.check.CheckTarget;
import switchboard.api.server.ServerDirectory;
import switchboard.api.server.ServerMove;
import switchboard.api.server.ServersSnapshot;
import switchboard.topology.ClusterDraft;
import switchboard.topology.ClusterRow;
import switchboard.topology.Node;
import switchboard.topology.Placement;

/** The active clusters of a table as groups of a check: each is named by its writer hostgroup. Any thread. */
public final class ClusterGroups {
    private final String module;
    private final Supplier<List<ClusterRow>> clusters;
    private final Supplier<ServerDirectory> directory;
    private final RoundLog log;

    /** @param module who decides, for {@code stats_mysql_server_events} */
    public ClusterGroups(String module, Supplier<List<ClusterRow>> clusters, Supplier<ServerDirectory> directory,
            Logger logger) {
        this.module = module;
        this.clusters = clusters;
        this.directory = directory;
        log = new RoundLog(logger);
    }

    public List<CheckGroup> groups(Duration interval, Duration timeout) {
        return clusters.get().stream().filter(ClusterRow::active)
                .map(row -> new CheckGroup(key(row), interval, timeout)).toList();
    }

    public List<CheckTarget> targets(CheckGroup group, CheckQuestion question) {
        return row(group).map(row -> Targets.of(directory.get().servers(), ClusterDraft.hostgroups(row), question))
                .orElse(List.of());
    }

    /** The servers of all active clusters. */
    public Set<Node> nodes() {
        ServersSnapshot now = directory.get().servers();
        return clusters.get().stream().filter(ClusterRow::active).map(ClusterDraft::hostgroups).flatMap(List::stream)
                .flatMap(hostgroup -> now.in(hostgroup).stream()).map(server -> Node.of(server.key()))
                .collect(Collectors.toSet());
    }

    /** The row of a group; none if a LOAD has taken it away or made it inactive meanwhile. */
    public Optional<ClusterRow> row(CheckGroup group) {
        return clusters.get().stream().filter(ClusterRow::active).filter(row -> key(row).equals(group.key()))
                .findFirst();
    }

    /**
     * Puts servers where a plan has them and logs what it says.
     *
     * @param lines what was to be said before; the plan's lines follow
     * @return the moves if they have changed something
     */
    public List<ServerMove> place(ClusterRow row, List<String> lines, Function<ServersSnapshot, Placement> plan) {
        AtomicReference<Placement> last = new AtomicReference<>(Placement.NONE);
        List<ServerMove> moves = directory.get().change(module, now -> {
            last.set(plan.apply(now));
            return last.get().moves();
        });
        List<String> all = new ArrayList<>(lines);
        all.addAll(last.get().log());
        log.tell(key(row), all, !moves.isEmpty());
        return moves;
    }

    private static String key(ClusterRow row) {
        return Integer.toString(row.writerHostgroup());
    }
}
