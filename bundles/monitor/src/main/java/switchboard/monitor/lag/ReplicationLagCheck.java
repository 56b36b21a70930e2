package switchboard.monitor.lag;

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
import switchboard.api.server.Server;
import switchboard.api.server.ServerDirectory;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServersSnapshot;
import switchboard.api.service.Newest;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;
import switchboard.monitor.connection.ServersRows;
import switchboard.monitor.log.Entry;
import switchboard.monitor.log.LogTable;
import switchboard.monitor.log.Logs;

/** Asks servers with max_replication_lag how far they are behind; who lags serves no new queries. */
@Component(service = {HealthCheck.class, VariablesListener.class}, immediate = true)
public final class ReplicationLagCheck implements HealthCheck, VariablesListener {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicationLagCheck.class);

    private record Settings(Duration interval, Duration timeout, int count, boolean byHost, String heartbeat,
            long whenNullSeconds, boolean evaluateOnLoad) {
        static Settings of(VariableValues now) {
            return new Settings(Duration.ofMillis(now.number("mysql-monitor_replication_lag_interval")),
                    Duration.ofMillis(now.number("mysql-monitor_replication_lag_timeout")),
                    (int) now.number("mysql-monitor_replication_lag_count"),
                    now.flag("mysql-monitor_replication_lag_group_by_host"),
                    now.text("mysql-monitor_replication_lag_use_percona_heartbeat"),
                    now.number("mysql-monitor_slave_lag_when_null"),
                    now.flag("mysql-evaluate_replication_lag_on_servers_load"));
        }
    }

    /** The last sample of an entry and how many lagging ones there were in a row. */
    private record State(int count, LagSample last) {
    }

    private final Logs logs;
    private final Newest<ServerDirectory> servers = new Newest<>(ServerDirectory.OFF);
    private final Newest<LoadedModules> modules = new Newest<>(null);
    private final ServersRows loaded = new ServersRows(modules::get);
    private final Map<ServerKey, State> states = new ConcurrentHashMap<>();
    private ServersSnapshot followed; // only groups() uses it, as the next two
    private Settings followedSettings;
    private long followedLoads;
    private volatile LagTargets targets = LagTargets.NONE;
    private volatile Settings settings;

    @Activate
    public ReplicationLagCheck(@Reference Logs logs) {
        this.logs = logs;
        logs.counted(LogTable.REPLICATION_LAG)
                .forEach(row -> states.put(new ServerKey((Integer) row[0], (String) row[1], (Integer) row[2]),
                        new State((Integer) row[3], new LagSample(LagSample.Kind.valueOf((String) row[4]),
                                (Long) row[5]))));
        logs.handsOver(LogTable.REPLICATION_LAG, this::counts);
    }

    private List<Object[]> counts() {
        return states.entrySet().stream().map(one -> new Object[]{one.getKey().hostgroup(), one.getKey().hostname(),
                one.getKey().port(), one.getValue().count(), one.getValue().last().kind().name(),
                one.getValue().last().seconds()}).toList();
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
        return "replication_lag";
    }

    @Override
    public List<CheckGroup> groups() {
        Settings wanted = settings;
        if (wanted == null) {
            return List.of();
        }
        ServersSnapshot now = servers.get().servers();
        if (now != followed || wanted != followedSettings) {
            followed = now;
            followedSettings = wanted;
            targets = LagTargets.of(now, LagQuestion.of(wanted.heartbeat()), wanted.byHost(), wanted.interval(),
                    wanted.timeout());
            if (servers.get() != ServerDirectory.OFF) {
                states.keySet().removeIf(key -> now.find(key) == null);
            }
        }
        evaluateAfterLoad(wanted);
        return targets.groups();
    }

    /** A LOAD may have brought an entry online that was known to lag (ProxySQL 2.7.1). */
    private void evaluateAfterLoad(Settings wanted) {
        long loads = loaded.loads();
        if (loads == followedLoads) {
            return;
        }
        followedLoads = loads;
        if (wanted.evaluateOnLoad()) {
            states.forEach((key, state) -> decide(key, state.last(), wanted));
        }
    }

    @Override
    public List<CheckTarget> targets(CheckGroup group) {
        CheckTarget target = targets.byGroup().get(group.key());
        return target == null ? List.of() : List.of(target);
    }

    @Override
    public void answered(CheckGroup group, CheckResult result) {
        LagSample sample = LagSample.of(result);
        logs.of(LogTable.REPLICATION_LAG)
                .add(Entry.of(result, sample.kind() == LagSample.Kind.KNOWN ? sample.seconds() : null));
        Settings now = settings;
        targets.entries().getOrDefault(group.key(), List.of()).forEach(key -> decide(key, sample, now));
    }

    private void decide(ServerKey key, LagSample sample, Settings wanted) {
        ServerDirectory directory = servers.get();
        Server server = directory.servers().find(key);
        if (server != null) {
            decide(directory, server, sample, wanted);
        }
    }

    private void decide(ServerDirectory directory, Server server, LagSample sample, Settings wanted) {
        ServerKey key = server.key();
        State before = states.getOrDefault(key, new State(0, sample));
        long whenNull = directory.hostgroupSetting(key.hostgroup(), "monitor_slave_lag_when_null")
                .orElse(wanted.whenNullSeconds());
        LagPlan plan = LagPlan.of(server, before.count(), sample, whenNull, wanted.count());
        states.put(key, new State(plan.count(), sample));
        if (sample.kind() == LagSample.Kind.NULL) {
            LOG.warn("Replication lag on server {}:{} is NULL, using value {}", key.hostname(), key.port(), whenNull);
        }
        boolean moves = switch (plan.verdict()) {
            case SHUN, BRING_BACK -> !directory.change("monitor", now -> plan.moves(now, key)).isEmpty();
            case NOTHING, WAIT -> false;
        };
        if (moves && plan.verdict() == LagPlan.Verdict.SHUN) {
            LOG.warn("Shunning server {}:{} from HG {} with replication lag of {} second, count number: '{}'",
                    key.hostname(), key.port(), key.hostgroup(), plan.lagSeconds(), plan.count());
        } else if (moves) {
            LOG.warn("Re-enabling server {}:{} from HG {} with replication lag of {} second", key.hostname(),
                    key.port(), key.hostgroup(), plan.lagSeconds());
        }
    }
}
