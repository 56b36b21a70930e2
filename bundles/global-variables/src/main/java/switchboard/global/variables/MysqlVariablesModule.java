package switchboard.global.variables;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import switchboard.api.config.ConfigModule;

/** Variables of the proxy: {@code mysql-}. */
@Component(service = ConfigModule.class)
public final class MysqlVariablesModule extends VariablesModule {
    @Activate
    public MysqlVariablesModule(@Reference VariablesInForce inForce) {
        super("MYSQL VARIABLES", "mysql-", "mysql_variables", inForce);
    }
}
