package switchboard.admin;

import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;

/** Names the accounts of administration whose passwords everybody knows: at the start, and when others come. */
@Component(service = VariablesListener.class, immediate = true) // remembers what it has said
public final class DefaultPasswords implements VariablesListener {
    private static final Logger LOG = LoggerFactory.getLogger(DefaultPasswords.class);

    private Set<String> told = Set.of(); // guarded by this

    @Override
    public synchronized void variablesChanged(VariableValues now) {
        Set<String> found = Access.of(now).withDefaultPasswords();
        if (!told.containsAll(found)) {
            LOG.warn("Default passwords of administration users={}: they are accepted from this machine only. Change"
                    + " them in admin-admin_credentials, admin-stats_credentials and mysql-monitor_password", found);
        }
        told = found;
    }

    /** The accounts that were named last, or are fewer by now. */
    synchronized Set<String> told() {
        return told;
    }
}
