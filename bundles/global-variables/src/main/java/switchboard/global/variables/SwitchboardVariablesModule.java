package switchboard.global.variables;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import switchboard.api.config.ClusterSync;
import switchboard.api.config.ConfigModule;

/** Variables that ProxySQL does not have: {@code switchboard-}. */
@Component(service = ConfigModule.class)
public final class SwitchboardVariablesModule extends VariablesModule {
    @Activate
    public SwitchboardVariablesModule(@Reference VariablesInForce inForce) {
        super("SWITCHBOARD VARIABLES", "switchboard-", "switchboard_variables", inForce);
    }

    @Override
    public ClusterSync clusterSync() {
        return ClusterSync.NEVER;
    }
}
