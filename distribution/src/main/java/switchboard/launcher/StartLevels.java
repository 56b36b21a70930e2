package switchboard.launcher;

import java.util.Map;

/** The order in which bundles start: configuration is in force before a port is opened. Stopping is the reverse. */
final class StartLevels {
    /** What nobody waits for: the shell, what begins to watch servers and peers. */
    static final int LAST = 6;
    /** Contracts, libraries, the config file's syntax: nothing that acts. */
    static final int LIBRARIES = 1;
    /** The database. */
    static final int CONFIGURATION = 2;
    /** What has configuration. */
    static final int MODULES = 3;
    /** What speaks the protocols. Without ports it has nothing to do yet; it starts while configuration is loaded. */
    static final int HANDLERS = 4;
    /** Opens the ports. */
    static final int TRANSPORT = 5;
    private static final String SHELL = "org.apache.felix.gogo.";
    private static final Map<String, Integer> LEVELS = Map.ofEntries(Map.entry("config-store", CONFIGURATION),
            Map.entry("checksum", CONFIGURATION),
            Map.entry("config-file", LIBRARIES), Map.entry("global-variables", MODULES),
            Map.entry("mysql-servers", MODULES),
            Map.entry("mysql-users", MODULES), Map.entry("mysql-query-rules", MODULES),
            Map.entry("proxysql-servers", MODULES), Map.entry("mysql-firewall", MODULES),
            Map.entry("scheduler", MODULES), Map.entry("rest-api", MODULES), Map.entry("galera", MODULES),
            Map.entry("group-replication", MODULES), Map.entry("aurora", MODULES),
            Map.entry("query-digest", MODULES), Map.entry("stats-history", MODULES), Map.entry("metrics", MODULES),
            Map.entry("query-cache", MODULES),
            Map.entry("modules", MODULES),
            Map.entry("transport", TRANSPORT),
            Map.entry("mysql-proxy", HANDLERS), Map.entry("admin", HANDLERS), Map.entry("h2-server", HANDLERS),
            Map.entry("monitor", LAST), Map.entry("cluster", LAST), Map.entry("cluster-election", LAST),
            Map.entry("gogo", LAST));

    private StartLevels() {
    }

    /** By the jar's file name. */
    static int of(String jar) {
        String name = jar.replaceFirst("(-\\d.*)?\\.jar$", "");
        return name.startsWith(SHELL) ? LAST : LEVELS.getOrDefault(name, LIBRARIES);
    }
}
