package switchboard.stats.history;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.admin.AdminAction;
import switchboard.api.admin.AdminActionException;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.server.ServerDirectory;
import switchboard.api.service.Newest;
import switchboard.api.stats.DigestHistory;
import switchboard.api.stats.HistoryDatabase;
import switchboard.api.stats.HistoryTables;
import switchboard.api.table.AdminDatabase;
import switchboard.api.table.TableDefinition;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;

/** Looks every second, on a thread of its own, what is due. */
@Component(service = {HistoryTables.class, DigestHistory.class, AdminAction.class,
        VariablesListener.class}, immediate = true)
public final class StatsHistoryModule implements HistoryTables, DigestHistory, AdminAction, VariablesListener {
    private static final Logger LOG = LoggerFactory.getLogger(StatsHistoryModule.class);
    private static final int STOP_SECONDS = 5;

    private final Newest<AdminDatabase> statistics = new Newest<>(null);
    private final Newest<HistoryDatabase> database = new Newest<>(null);
    private final Newest<ServerDirectory> servers = new Newest<>(ServerDirectory.OFF);
    private final HistorySchema schema = new HistorySchema();
    private final Collector collector = new Collector(this, database::get, new AdminStatistics(statistics::get),
            new ProcessReadings(Path.of("/proc/self")), new ServerEvents(() -> servers.get().events(), now()),
            Clock.systemUTC());
    private ScheduledThreadPoolExecutor ticks;

    /** A predecessor looked last a second ago. */
    private static long now() {
        return TimeUnit.SECONDS.toMicros(Clock.systemUTC().instant().getEpochSecond() - 1);
    }

    @Activate
    void start() {
        ticks = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "switchboard-stats-history");
            thread.setDaemon(true);
            return thread;
        });
        ticks.scheduleAtFixedRate(collector::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** Ends what is being written; never by an interrupt, at which H2 would close the file. */
    @Deactivate
    void stop() throws InterruptedException {
        ticks.shutdown();
        if (!ticks.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("History of statistics is still being written waited_s={}", STOP_SECONDS);
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindStatistics(AdminDatabase found, Map<String, ?> properties) {
        statistics.bind(found, properties);
    }

    void unbindStatistics(AdminDatabase gone) {
        statistics.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindDatabase(HistoryDatabase found, Map<String, ?> properties) {
        database.bind(found, properties);
    }

    void unbindDatabase(HistoryDatabase gone) {
        database.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindServers(ServerDirectory found, Map<String, ?> properties) {
        servers.bind(found, properties);
    }

    void unbindServers(ServerDirectory gone) {
        servers.unbind(gone);
    }

    @Override
    public List<TableDefinition> tables() {
        return schema.tables();
    }

    @Override
    public long save() throws ConfigRefusedException {
        return collector.save();
    }

    @Override
    public String command() {
        return Collector.SAVE;
    }

    /** During a replacement both bundles are asked: what one has moved is no longer there for the other. */
    @Override
    public Outcome run() throws AdminActionException {
        try {
            return new Outcome(save(), "");
        } catch (ConfigRefusedException refused) {
            throw new AdminActionException(refused.getMessage(), refused);
        }
    }

    @Override
    public void variablesChanged(VariableValues now) {
        collector.follow(Intervals.of(now));
    }
}
