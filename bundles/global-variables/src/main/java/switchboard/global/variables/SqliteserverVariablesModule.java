package switchboard.global.variables;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import switchboard.api.config.ClusterSync;
import switchboard.api.config.ConfigModule;

/** Variables of the embedded database server: {@code sqliteserver-}. */
@Component(service = ConfigModule.class)
public final class SqliteserverVariablesModule extends VariablesModule {
    @Activate
    public SqliteserverVariablesModule(@Reference VariablesInForce inForce) {
        super("SQLITESERVER VARIABLES", "sqliteserver-", "sqliteserver_variables", inForce);
    }

    @Override
    public ClusterSync clusterSync() {
        return ClusterSync.NEVER;
    }
}
