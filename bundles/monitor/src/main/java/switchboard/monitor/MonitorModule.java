package switchboard.monitor;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.check.HealthCheck;
import switchboard.api.check.Monitor;
import switchboard.api.config.ConfigListener;
import switchboard.api.server.ServerDirectory;
import switchboard.api.server.ServersListener;
import switchboard.api.server.ServersSnapshot;
import switchboard.api.service.Newest;
import switchboard.api.transport.TlsContexts;
import switchboard.api.transport.Transport;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;
import switchboard.monitor.connection.CheckClock;
import switchboard.monitor.connection.CheckTls;
import switchboard.monitor.connection.ConnectionSettings;
import switchboard.monitor.log.Logs;
import switchboard.monitor.ping.PingStates;
import switchboard.monitor.schedule.CheckScheduler;

/** Runs all checks that are there, while no newer monitor does. */
@Component(service = {Monitor.class, VariablesListener.class, ServersListener.class,
        ConfigListener.class}, immediate = true) // checks go on whoever uses it
public final class MonitorModule implements Monitor, VariablesListener, ServersListener, ConfigListener {
    private static final Logger LOG = LoggerFactory.getLogger(MonitorModule.class);
    private static final long FOLLOW_MS = 1000;
    private static final long FOLLOW_SOON_MS = 10;

    private final Logs logs;
    private final PingStates pings;
    private final Transport transport;
    private final CheckScheduler scheduler;
    private final CheckTls tls;
    private final Newest<ServerDirectory> servers = new Newest<>(ServerDirectory.OFF);
    private final ChosenChecks checks = new ChosenChecks();
    private final AtomicBoolean following = new AtomicBoolean();
    private final ScheduledFuture<?> ticks;
    private NewerMonitors newer; // null in tests; set before anybody else knows this object
    private volatile BooleanSupplier replaced = () -> false;
    private volatile MonitorSettings settings;

    @Activate
    public MonitorModule(BundleContext context, @Reference Transport transport, @Reference TlsContexts contexts,
            @Reference Logs logs, @Reference PingStates pings) {
        this(transport, contexts, logs, pings);
        newer = new NewerMonitors(context, this::followSoon);
        replaced = newer::isThereOne;
    }

    /** Alone: {@link #replacedBy} says otherwise. */
    MonitorModule(Transport transport, TlsContexts contexts, Logs logs, PingStates pings) {
        this.tls = new CheckTls(contexts, servers::get, System::nanoTime);
        this.transport = transport;
        this.logs = logs;
        this.pings = pings;
        this.scheduler = new CheckScheduler(transport, tls, this::connections,
                target -> pings.isResponsive(target.hostname(), target.port()), CheckClock.SYSTEM);
        this.ticks = transport.eventLoops().getFirst().scheduleAtFixedRate(this::follow, FOLLOW_MS, FOLLOW_MS,
                TimeUnit.MILLISECONDS);
    }

    /** Asks nobody while this holds. */
    void replacedBy(BooleanSupplier newerOne) {
        replaced = newerOne;
        followSoon();
    }

    @Deactivate
    void stop() {
        ticks.cancel(false);
        if (newer != null) {
            newer.close();
        }
        scheduler.stop();
    }

    private ConnectionSettings connections() {
        return settings.connections();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindCheck(HealthCheck found, Map<String, ?> properties) {
        checks.bind(found, properties);
        followSoon();
    }

    void unbindCheck(HealthCheck gone) {
        checks.unbind(gone);
        followSoon();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindServers(ServerDirectory found, Map<String, ?> properties) {
        servers.bind(found, properties);
    }

    void unbindServers(ServerDirectory gone) {
        servers.unbind(gone);
    }

    @Override
    public void variablesChanged(VariableValues now) {
        tls.variables(now);
        settings = MonitorSettings.of(now, settings);
        followSoon();
    }

    @Override
    public void serversChanged(ServersSnapshot now) {
        followSoon();
    }

    @Override
    public void loaded(String module) {
        followSoon();
    }

    @Override
    public void logged(String table, Consumer<Object[]> sink) {
        logs.each(table, sink);
    }

    @Override
    public boolean isResponsive(String hostname, int port) {
        return pings.isResponsive(hostname, port);
    }

    /** Changes that come close together are followed once. */
    private void followSoon() {
        if (following.compareAndSet(false, true)) {
            transport.eventLoops().getFirst().schedule(this::follow, FOLLOW_SOON_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** On the first event loop only. */
    private void follow() {
        following.set(false);
        MonitorSettings now = settings;
        if (now == null || ticks.isCancelled()) {
            return;
        }
        boolean inForce = now.enabled() && !replaced.getAsBoolean();
        try {
            scheduler.follow(inForce ? checks.inForce() : List.of());
        } catch (RuntimeException e) { // else it would not be called again
            LOG.error("Checks go on as they were: what has changed could not be followed", e);
        }
    }
}
