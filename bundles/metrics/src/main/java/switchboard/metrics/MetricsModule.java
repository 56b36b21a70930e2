package switchboard.metrics;

import java.sql.SQLException;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import switchboard.api.admin.AdminAction;
import switchboard.api.admin.AdminActionException;
import switchboard.api.service.Newest;
import switchboard.api.stats.LabelledCounters;
import switchboard.api.table.AdminDatabase;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;

/** {@code SHOW PROMETHEUS METRICS}: what Prometheus asks for, in its text format. */
@Component(service = {AdminAction.class, VariablesListener.class}, immediate = true) // hears of the variables once
public final class MetricsModule implements AdminAction, VariablesListener {
    private static final String COMMAND = "SHOW PROMETHEUS METRICS";

    private final Newest<AdminDatabase> database = new Newest<>(null);
    private final CounterSources counters = new CounterSources();
    private final Scrape scrape;
    private volatile VariableValues variables;

    @Activate
    public MetricsModule(BundleContext context) {
        scrape = new Scrape(MetricList.read(), new TableReadings(database::get, () -> variables,
                counters, String.valueOf(context.getProperty("switchboard.version"))));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindDatabase(AdminDatabase found, Map<String, ?> properties) {
        database.bind(found, properties);
    }

    void unbindDatabase(AdminDatabase gone) {
        database.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindCounters(LabelledCounters found) {
        counters.bind(found);
    }

    void unbindCounters(LabelledCounters gone) {
        counters.unbind(gone);
    }

    @Override
    public void variablesChanged(VariableValues now) {
        variables = now;
    }

    @Override
    public String command() {
        return COMMAND;
    }

    /** The text is the message. */
    @Override
    public Outcome run() throws AdminActionException {
        try {
            return new Outcome(0, scrape.text());
        } catch (SQLException failed) {
            throw new AdminActionException(COMMAND + ": a statistics table could not be read: " + failed.getMessage(),
                    failed);
        }
    }
}
