package switchboard.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import switchboard.api.variables.VariableValues;

class AccessTest {
    private static final Map<String, String> VARIABLES = Map.of("admin-admin_credentials",
            "admin:changed;root:s3cret;ops:admin;lazy:lazy;both:a1", "admin-stats_credentials", "stats:changed;both:b2",
            "mysql-monitor_username", "mon", "mysql-monitor_password", "m0n", "mysql-server_version", "8.0.30",
            "mysql-default_authentication_plugin", "mysql_native_password", "mysql-connect_timeout_client", "10000");
    private final VariableValues variables = new VariableValues() {
        @Override
        public String text(String name) {
            return VARIABLES.get(name);
        }

        @Override
        public long number(String name) {
            return Long.parseLong(text(name));
        }

        @Override
        public boolean flag(String name) {
            return Boolean.parseBoolean(text(name));
        }
    };
    private final Access access = Access.of(variables);

    @Test
    void namesOfProxySqlsOwnAccountsAreLocalWhateverTheirPassword() {
        assertEquals("User 'admin' can only connect locally", access.localOnly("admin"));
        assertEquals("User 'stats' can only connect locally", access.localOnly("stats"));
        assertNull(access.localOnly("root"));
    }

    @Test
    void defaultPasswordsAreLocalWhateverTheName() {
        assertNotNull(access.localOnly("ops"));
        assertNotNull(access.localOnly("lazy"));
        assertNull(access.localOnly("both"));
    }

    @Test
    void defaultPasswordsAreNamed() {
        DefaultPasswords warning = new DefaultPasswords();
        warning.variablesChanged(variables);
        assertEquals(Set.of("lazy", "ops"), warning.told());
    }

    @Test
    void theMonitorsAccountSeesStatisticsOnly() {
        assertNotNull(access.account("mon"));
        assertTrue(access.statisticsOnly("mon"));
        assertFalse(access.statisticsOnly("both"), "an administrator's entry comes first");
        assertNull(access.account("app"));
    }
}
