package switchboard.monitor.ping;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.check.CheckGroup;
import switchboard.api.check.CheckQuestion;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.api.check.HealthCheck;
import switchboard.api.server.LatencyListener;
import switchboard.api.server.ServerDirectory;
import switchboard.api.server.ServerStatus;
import switchboard.api.service.Newest;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;
import switchboard.monitor.connection.Hosts;
import switchboard.monitor.log.Entry;
import switchboard.monitor.log.LogTable;
import switchboard.monitor.log.Logs;

/** Pings every server: who misses several in a row is shunned, and who answers is known for its latency. */
@Component(service = {HealthCheck.class, VariablesListener.class}, immediate = true)
public final class PingCheck implements HealthCheck, VariablesListener {
    private static final Logger LOG = LoggerFactory.getLogger(PingCheck.class);

    private record Settings(Duration interval, Duration timeout, Duration recovery) {
        static Settings of(VariableValues now) {
            return new Settings(Duration.ofMillis(now.number("mysql-monitor_ping_interval")),
                    Duration.ofMillis(now.number("mysql-monitor_ping_timeout")),
                    Duration.ofSeconds(now.number("mysql-shun_recovery_time_sec")));
        }
    }

    private final Logs logs;
    private final PingStates states;
    private final Hosts hosts = new Hosts(CheckQuestion.PING,
            server -> server.status() != ServerStatus.OFFLINE_HARD);
    private final Newest<ServerDirectory> servers = new Newest<>(ServerDirectory.OFF);
    private final List<LatencyListener> listeners = new CopyOnWriteArrayList<>();
    private List<CheckGroup> known = List.of(); // only groups() uses it
    private volatile int gone; // how many servers count as gone, counted once a second
    private volatile Settings settings;

    @Activate
    public PingCheck(@Reference Logs logs, @Reference PingStates states) {
        this.logs = logs;
        this.states = states;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindServers(ServerDirectory found, Map<String, ?> properties) {
        servers.bind(found, properties);
    }

    public void unbindServers(ServerDirectory gone) {
        servers.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListener(LatencyListener listener) {
        listeners.add(listener);
    }

    void unbindListener(LatencyListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void variablesChanged(VariableValues now) {
        states.maxFailures((int) now.number("mysql-monitor_ping_max_failures"));
        settings = Settings.of(now);
    }

    @Override
    public String name() {
        return "ping";
    }

    @Override
    public boolean skipsUnresponsive() {
        return false;
    }

    @Override
    public List<CheckGroup> groups() {
        Settings now = settings;
        if (now == null) {
            return List.of();
        }
        List<CheckGroup> groups = hosts.groups(servers.get().servers(), now.interval(), now.timeout());
        if (groups != known && servers.get() != ServerDirectory.OFF) { // without a directory nothing is forgotten
            states.retain(groups.stream().map(CheckGroup::key).collect(Collectors.toSet()));
        }
        known = groups;
        gone = states.unresponsive();
        return groups;
    }

    @Override
    public List<CheckTarget> targets(CheckGroup group) {
        return hosts.target(group);
    }

    @Override
    public void answered(CheckGroup group, CheckResult result) {
        logs.of(LogTable.PING).add(Entry.of(result, null));
        PingState state = states.note(result);
        String hostname = result.target().hostname();
        int port = result.target().port();
        if (result.isSuccess()) {
            listeners.forEach(listener -> listener.latencyMeasured(hostname, port, state.latencyMicros()));
        } else if (state.missed() >= states.maxFailures()) {
            boolean changed = !servers.get()
                    .change("monitor", now -> PingPlan.shun(now, hostname, port, state.missed())).isEmpty();
            if (changed) {
                LOG.error("Server {}:{} missed {} heartbeats, shunning it and killing all the connections. "
                        + "Disabling other checks until the node comes back online.", hostname, port, state.missed());
            }
        }
    }

    /** Whoever is gone is asked more often. */
    @Override
    public Duration roundEnded(CheckGroup group, List<CheckResult> results) {
        boolean isGone = results.stream()
                .anyMatch(result -> !states.isResponsive(result.target().hostname(), result.target().port()));
        if (!isGone) {
            return group.interval();
        }
        Duration soon = PingPlan.whileGone(settings.recovery(), gone);
        return soon.compareTo(group.interval()) < 0 ? soon : group.interval();
    }
}
