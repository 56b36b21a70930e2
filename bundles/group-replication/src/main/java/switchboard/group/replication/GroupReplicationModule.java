package switchboard.group.replication;

import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import switchboard.api.check.HealthCheck;
import switchboard.api.config.ConfigExtension;
import switchboard.api.server.ServerDirectory;
import switchboard.api.service.Newest;
import switchboard.api.table.VirtualTable;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;
import switchboard.topology.ClusterTable;
import switchboard.topology.check.Offers;

/**
 * Puts the bundle's parts together: they share the rows and what was counted. It registers the check by the {@link
 * BundleContext} when the table has its rows: DS would register it without, and the check of an older instance would fall
 * silent too early.
 */
@Component(service = VariablesListener.class, immediate = true) // keeps what was loaded and counted
public final class GroupReplicationModule implements VariablesListener {
    private final Newest<ServerDirectory> directory = new Newest<>(ServerDirectory.OFF);
    private final Offers offers;
    private final ClusterTable table = GroupReplicationTable.create(this::startChecks);
    private final GroupReplicationCheck check;

    @Activate
    public GroupReplicationModule(BundleContext context) {
        check = new GroupReplicationCheck(table::clusters, directory::get);
        offers = new Offers(context);
    }

    @Activate
    void start() {
        offers.make(ConfigExtension.class, table);
        offers.make(VirtualTable.class, new GroupReplicationLog(check::history));
    }

    @Deactivate
    void stop() {
        offers.close();
    }

    private void startChecks() {
        offers.makeOnce(HealthCheck.class, check);
    }

    @Override
    public void variablesChanged(VariableValues now) {
        check.settings(GroupReplicationSettings.of(now));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindDirectory(ServerDirectory found, Map<String, ?> properties) {
        directory.bind(found, properties);
    }

    void unbindDirectory(ServerDirectory gone) {
        directory.unbind(gone);
    }
}
