package switchboard.monitor.ping;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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
import switchboard.api.server.ServerDirectory;
import switchboard.api.server.ServerStatus;
import switchboard.api.service.Newest;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;
import switchboard.monitor.connection.Hosts;
import switchboard.monitor.log.Entry;
import switchboard.monitor.log.LogTable;
import switchboard.monitor.log.Logs;

/** Logs in anew to every server: only the log and its table hear of it, no server changes its state. */
@Component(service = {HealthCheck.class, VariablesListener.class}, immediate = true)
public final class ConnectCheck implements HealthCheck, VariablesListener {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectCheck.class);
    private static final int ER_ACCESS_DENIED = 1045;

    private record Settings(Duration interval, Duration timeout) {
    }

    private final Logs logs;
    private final Hosts hosts = new Hosts(CheckQuestion.CONNECT,
            server -> server.status() != ServerStatus.OFFLINE_HARD);
    private final Newest<ServerDirectory> servers = new Newest<>(ServerDirectory.OFF);
    private volatile Settings settings;

    @Activate
    public ConnectCheck(@Reference Logs logs) {
        this.logs = logs;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindServers(ServerDirectory found, Map<String, ?> properties) {
        servers.bind(found, properties);
    }

    public void unbindServers(ServerDirectory gone) {
        servers.unbind(gone);
    }

    @Override
    public void variablesChanged(VariableValues now) {
        settings = new Settings(Duration.ofMillis(now.number("mysql-monitor_connect_interval")),
                Duration.ofMillis(now.number("mysql-monitor_connect_timeout")));
    }

    @Override
    public String name() {
        return "connect";
    }

    @Override
    public boolean skipsUnresponsive() {
        return false;
    }

    @Override
    public List<CheckGroup> groups() {
        Settings now = settings;
        return now == null
                ? List.of()
                : hosts.groups(servers.get().servers(), now.interval(), now.timeout());
    }

    @Override
    public List<CheckTarget> targets(CheckGroup group) {
        return hosts.target(group);
    }

    @Override
    public void answered(CheckGroup group, CheckResult result) {
        logs.of(LogTable.CONNECT).add(Entry.of(result, null));
        if (result.errorCode() == ER_ACCESS_DENIED) {
            LOG.error("Server {}:{} is returning \"Access denied\" for monitoring user", result.target().hostname(),
                    result.target().port());
        }
    }
}
