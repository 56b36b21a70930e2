package switchboard.monitor.readonly;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.check.CheckGroup;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.api.check.HealthCheck;
import switchboard.api.config.LoadedModules;
import switchboard.api.server.ServerDirectory;
import switchboard.api.server.ServersSnapshot;
import switchboard.api.service.Newest;
import switchboard.api.table.Rows;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;
import switchboard.monitor.connection.ServersRows;
import switchboard.monitor.log.Entry;
import switchboard.monitor.log.LogTable;
import switchboard.monitor.log.Logs;

/** Asks the servers of mysql_replication_hostgroups for read_only, and puts them where they belong. */
@Component(service = {HealthCheck.class, VariablesListener.class}, immediate = true)
public final class ReadOnlyCheck implements HealthCheck, VariablesListener {
    private static final Logger LOG = LoggerFactory.getLogger(ReadOnlyCheck.class);

    private record Settings(Duration interval, Duration timeout, int maxTimeouts, boolean writerIsAlsoReader,
            long rdsEvery) {
        static Settings of(VariableValues now) {
            return new Settings(Duration.ofMillis(now.number("mysql-monitor_read_only_interval")),
                    Duration.ofMillis(now.number("mysql-monitor_read_only_timeout")),
                    (int) now.number("mysql-monitor_read_only_max_timeout_count"),
                    now.flag("mysql-monitor_writer_is_also_reader"),
                    now.number("mysql-monitor_aws_rds_topology_discovery_interval"));
        }
    }

    /** By what the targets were made. */
    private record Basis(Rows rows, ServersSnapshot servers, Settings settings) {
        boolean isSame(Basis other) {
            return other != null && rows == other.rows() && servers == other.servers() && settings == other.settings();
        }
    }

    private final Logs logs;
    private final Newest<ServerDirectory> servers = new Newest<>(ServerDirectory.OFF);
    private final Newest<LoadedModules> modules = new Newest<>(null);
    private final ServersRows loaded = new ServersRows(modules::get);
    private final Map<String, ReadOnlyState> states = new ConcurrentHashMap<>();
    private Basis basis; // only groups() uses it
    private volatile long followedLoads;
    private volatile ReadOnlyTargets targets = ReadOnlyTargets.NONE;
    private volatile List<ReplicationRow> rows = List.of();
    private volatile Settings settings;

    @Activate
    public ReadOnlyCheck(@Reference Logs logs) {
        this.logs = logs;
        logs.counted(LogTable.READ_ONLY).forEach(row -> states.put((String) row[0],
                new ReadOnlyState((Integer) row[1], (Long) row[2], ReadOnlyState.NEW.load())));
        logs.handsOver(LogTable.READ_ONLY, this::counts);
    }

    private List<Object[]> counts() {
        return states.entrySet().stream()
                .map(one -> new Object[]{one.getKey(), one.getValue().timeouts(), one.getValue().rounds()}).toList();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindServers(ServerDirectory found, Map<String, ?> properties) {
        servers.bind(found, properties);
    }

    public void unbindServers(ServerDirectory gone) {
        servers.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindModules(LoadedModules found, Map<String, ?> properties) {
        modules.bind(found, properties);
    }

    public void unbindModules(LoadedModules gone) {
        modules.unbind(gone);
    }

    @Override
    public void variablesChanged(VariableValues now) {
        settings = Settings.of(now);
    }

    @Override
    public String name() {
        return "read_only";
    }

    @Override
    public List<CheckGroup> groups() {
        Settings wanted = settings;
        if (wanted == null) {
            return List.of();
        }
        followedLoads = loaded.loads(); // is put together from many parts: not for each answer
        Basis now = new Basis(loaded.taken("mysql_replication_hostgroups"), servers.get().servers(), wanted);
        if (!now.isSame(basis)) {
            List<ReplicationRow> read = ReplicationRow.of(now.rows());
            ReadOnlyTargets found = ReadOnlyTargets.of(read, now.servers(), wanted.interval(), wanted.timeout());
            rows = read;
            targets = found;
            if (servers.get() != ServerDirectory.OFF) {
                states.keySet().retainAll(found.byHost().keySet());
            }
            basis = now;
        }
        return targets.groups();
    }

    @Override
    public List<CheckTarget> targets(CheckGroup group) {
        long every = settings.rdsEvery();
        ReadOnlyTargets now = targets;
        CheckTarget target = now.byHost().get(group.key());
        if (target == null) {
            return List.of();
        }
        boolean withRds = every > 0 && RdsPlan.isRds(target.hostname())
                && states.getOrDefault(group.key(), ReadOnlyState.NEW).rounds() % every == 0;
        return List.of(withRds ? now.withRdsTopology(group, target) : target);
    }

    @Override
    public void answered(CheckGroup group, CheckResult result) {
        boolean readOnly = ReadOnlyState.isReadOnly(result);
        logs.of(LogTable.READ_ONLY).add(Entry.of(result, result.isSuccess() ? readOnly ? 1L : 0L : null));
        long loads = followedLoads;
        ReadOnlyState before = states.getOrDefault(group.key(), ReadOnlyState.NEW);
        if (result.isSuccess() && result.rows().size() == 0 && result.rows().columns().contains("endpoint")) {
            states.put(group.key(), before.after(result, before.load())); // no topology: that says nothing of read_only
            return;
        }
        ReadOnlyState now = before.after(result, loads);
        if (settings.rdsEvery() > 0 || !now.isSameButForRounds(before)) { // rounds are counted for RDS only
            states.put(group.key(), now);
        }
        if (result.isSuccess()) {
            move(result, readOnly, before.load() != loads, "read_only=" + (readOnly ? 1 : 0));
            discover(result);
        } else if (result.timedOut() && now.timeouts() >= settings.maxTimeouts()) {
            String reason = "missed " + now.timeouts() + " read_only checks";
            if (move(result, true, false, reason)) {
                LOG.error("Server {}:{} {}. Assuming read_only=1", result.target().hostname(), result.target().port(),
                        reason);
            }
        }
    }

    private boolean move(CheckResult result, boolean readOnly, boolean first, String reason) {
        String hostname = result.target().hostname();
        int port = result.target().port();
        ReadOnlyPlan plan = new ReadOnlyPlan(rows, settings.writerIsAlsoReader());
        boolean moved = !servers.get()
                .change("monitor", now -> plan.moves(now, hostname, port, readOnly, first, reason)).isEmpty();
        if (moved) {
            LOG.info("Server '{}:{}' found with 'read_only={}', but not found as {}", hostname, port, readOnly ? 1 : 0,
                    readOnly ? "reader" : "writer");
            LOG.info("Regenerating table 'mysql_servers' due to actions on server '{}:{}'", hostname, port);
        }
        return moved;
    }

    private void discover(CheckResult result) {
        if (result.rows().columns().contains("endpoint")) {
            servers.get().change("monitor", now -> RdsPlan.moves(rows, now, result))
                    .forEach(added -> LOG.info("RDS instance found hostgroup={} server={}:{}: {}",
                            added.key().hostgroup(), added.key().hostname(), added.key().port(), added.reason()));
        }
    }
}
