package switchboard.global.variables;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import switchboard.api.config.ConfigModule;

/** Variables of administration and cluster: {@code admin-}. */
@Component(service = ConfigModule.class)
public final class AdminVariablesModule extends VariablesModule {
    @Activate
    public AdminVariablesModule(@Reference VariablesInForce inForce) {
        super("ADMIN VARIABLES", "admin-", "admin_variables", inForce);
    }
}
