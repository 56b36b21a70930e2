package switchboard.admin.command;

import java.util.Map;
import java.util.Optional;
import switchboard.api.modules.ModuleControl;

/** What an administrator is told when a feature's bundle does not run. */
public final class Stopped {
    /** The store of tables and configuration. */
    public static final String STORE = message("config-store");

    /** The modules of LOAD and SAVE that ProxySQL has, or we, and the bundles that bring them. */
    private static final Map<String, String> BUNDLES = Map.ofEntries(Map.entry("MYSQL SERVERS", "mysql-servers"),
            Map.entry("MYSQL USERS", "mysql-users"), Map.entry("MYSQL QUERY RULES", "mysql-query-rules"),
            Map.entry("MYSQL VARIABLES", "global-variables"), Map.entry("ADMIN VARIABLES", "global-variables"),
            Map.entry("SQLITESERVER VARIABLES", "global-variables"),
            Map.entry("SWITCHBOARD VARIABLES", "global-variables"), Map.entry("MYSQL FIREWALL", "mysql-firewall"),
            Map.entry("SCHEDULER", "scheduler"), Map.entry("RESTAPI", "rest-api"),
            Map.entry("PROXYSQL SERVERS", "proxysql-servers"));

    private Stopped() {
    }

    /** @param bundle as PROXYSQL MODULE LIST names it: {@code mysql-query-rules} */
    public static String message(String bundle) {
        return "the module " + bundle + " is stopped; start it with PROXYSQL MODULE START " + bundle;
    }

    /**
     * Why a module of LOAD and SAVE is not there: its bundle is stopped, or not installed. Empty for a name that nobody
     * knows.
     *
     * @param module as in LOAD and SAVE: {@code MYSQL QUERY RULES}
     */
    public static Optional<String> module(String module, Services services) {
        Optional<String> seen = services.database() == null
                ? Optional.empty()
                : services.database().stoppedModule(module);
        return seen.isPresent()
                ? seen.map(Stopped::message)
                : Optional.ofNullable(BUNDLES.get(module)).map(bundle -> missing(bundle, services.modules()));
    }

    private static String missing(String bundle, ModuleControl control) {
        boolean there = control == null || control.list().stream().anyMatch(info -> info.name().equals(bundle));
        return there
                ? message(bundle)
                : "the module " + bundle + " is not installed; put its jar into deploy/ and repeat the command";
    }
}
