package switchboard.query.digest.statistics;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import switchboard.api.query.QueryObserver;
import switchboard.api.stats.StatusVariables;
import switchboard.api.table.VirtualTable;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;

/**
 * Counts queries by digest and shows them in two tables.
 *
 * <p>Registers the tables and the handover itself: as components of their own they would need this one as a service of a
 * private class, whose name the other version of the bundle gives to a different class.
 */
@Component(service = {QueryObserver.class, VariablesListener.class,
        StatusVariables.class}, immediate = true) // holds the counters
public final class StatisticsComponent implements QueryObserver, VariablesListener, StatusVariables {
    private static final int MAX_ENTRIES = 1_000_000;
    private static final String TABLE = "stats_mysql_query_digest";

    private final DigestStatistics statistics;
    private final OtherVersions others;
    private final List<ServiceRegistration<?>> registered = new ArrayList<>();

    @Activate
    public StatisticsComponent(BundleContext context) {
        statistics = new DigestStatistics(InstantSource.system(), MAX_ENTRIES);
        others = new OtherVersions(context.getBundle().getBundleId(), statistics);
    }

    /** Offers the tables when older versions are known. */
    @Activate
    void open(BundleContext context) {
        Dictionary<String, Object> found = new Hashtable<>(Map.of(DigestHandover.PROPERTY, DigestHandover.VALUE));
        registered.add(context.registerService(Function.class, new DigestHandover(statistics, others.gate()), found));
        registered.add(context.registerService(VirtualTable.class, new DigestTable(TABLE, this::read), null));
        registered.add(context.registerService(VirtualTable.class, new DigestTable(TABLE + "_reset", this::take),
                null));
    }

    @Deactivate
    void close() {
        others.close();
        for (int i = registered.size() - 1; i >= 0; i--) {
            registered.get(i).unregister();
        }
        registered.clear();
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC, target = "(" + DigestHandover.PROPERTY + "="
            + DigestHandover.VALUE + ")")
    void bindVersion(Function<String, List<Object[]>> found, Map<String, ?> properties) {
        others.bind(found, (Long) properties.get(Constants.SERVICE_BUNDLEID));
    }

    void unbindVersion(Function<String, List<Object[]>> gone) {
        others.unbind(gone);
    }

    @Override
    public Lane newLane() {
        return statistics.newLane(others.gate());
    }

    @Override
    public void variablesChanged(VariableValues now) {
        statistics.byClient(now.flag("mysql-query_digests_track_hostname"));
    }

    @Override
    public Table statusTable() {
        return Table.MEMORY_METRICS;
    }

    @Override
    public Map<String, Long> statusVariables() {
        return Map.of("query_digest_memory", statistics.bytes());
    }

    private List<Object[]> read() {
        others.inherit();
        return statistics.read();
    }

    private List<Object[]> take() {
        others.inherit();
        return statistics.take();
    }
}
