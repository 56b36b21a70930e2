package switchboard.scheduler;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import switchboard.api.config.ClusterSync;
import switchboard.api.config.ConfigModule;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.Rejection;
import switchboard.api.schedule.ScheduledPrograms;
import switchboard.api.service.Newest;
import switchboard.api.table.Rows;

/**
 * Runs the rows of {@code scheduler} as they are: its CHECKs are all there is to check, inactive rows are shown too. It
 * registers its {@link ScheduledPrograms} by the {@link BundleContext} when it first publishes: DS would register them
 * without rows, and the older instance would fall silent too early.
 */
@Component(service = ConfigModule.class, immediate = true) // keeps what was loaded
public final class SchedulerModule implements ConfigModule {
    private final long bundleId;
    private final Function<ScheduledPrograms, Runnable> register;
    private final Timetable timetable;
    private final ScheduledPrograms programs;
    private final Map<ScheduledPrograms, Long> others = new ConcurrentHashMap<>();
    private final AtomicReference<Runnable> withdraw = new AtomicReference<>();
    private volatile Map<String, Rows> running = Map.of(SchedulerTable.NAME,
            new Rows(SchedulerTable.COLUMNS, List.of()));

    @Activate
    public SchedulerModule(BundleContext context) {
        this(context.getBundle().getBundleId(), found -> {
            ServiceRegistration<ScheduledPrograms> registered = context.registerService(ScheduledPrograms.class, found,
                    null);
            return registered::unregister;
        }, RunLimits.DEFAULT);
    }

    /**
     * @param bundleId of two instances the one of the higher number starts programs
     * @param register registers the programs and returns what takes them back
     */
    SchedulerModule(long bundleId, Function<ScheduledPrograms, Runnable> register, RunLimits limits) {
        this.bundleId = bundleId;
        this.register = register;
        timetable = new Timetable(limits);
        programs = timetable::untilNextStart;
    }

    /** Other instances of this bundle; its own is among them. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindPrograms(ScheduledPrograms found, Map<String, ?> properties) {
        others.put(found, properties.get(Newest.BUNDLE_ID) instanceof Long id ? id : -1L);
        chooseWhoActs();
    }

    void unbindPrograms(ScheduledPrograms gone) {
        others.remove(gone);
        chooseWhoActs();
    }

    @Deactivate
    void stop() {
        timetable.stop();
        Runnable last = withdraw.getAndSet(null);
        if (last != null) {
            last.run(); // an older instance, if there still is one, goes on from here
        }
    }

    @Override
    public String name() {
        return "SCHEDULER";
    }

    @Override
    public ClusterSync clusterSync() {
        return ClusterSync.IF_NAMED;
    }

    @Override
    public List<ConfigTable> tables() {
        return SchedulerTable.TABLES;
    }

    @Override
    public Prepared prepare(Map<String, Rows> rows) {
        Map<String, Rows> next = Map.copyOf(rows);
        List<Program> active = Program.active(rows.get(SchedulerTable.NAME));
        return new Prepared() {
            @Override
            public List<Rejection> rejections() {
                return List.of();
            }

            @Override
            public void publish() {
                Map<Long, Duration> waits = withdraw.get() == null ? takeOver() : Map.of();
                timetable.load(active, waits);
                running = next;
            }
        };
    }

    @Override
    public Map<String, Rows> running() {
        return running;
    }

    /** Registers, at which older instances start nothing more, and returns the times of the last one. */
    private Map<Long, Duration> takeOver() {
        withdraw.set(register.apply(programs));
        return others.entrySet().stream().filter(other -> other.getKey() != programs).max(Map.Entry.comparingByValue())
                .map(other -> other.getKey().untilNextStart()).orElse(Map.of());
    }

    private void chooseWhoActs() {
        timetable.act(others.values().stream().noneMatch(id -> id > bundleId));
    }
}
