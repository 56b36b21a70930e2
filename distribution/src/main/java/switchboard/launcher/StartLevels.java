package switchboard.launcher;

import java.util.Map;

/** The order in which bundles start: configuration is in force before a port is opened. Stopping is the reverse. */
final class StartLevels {
    static final int LAST = 5;
    /** Contracts, libraries, the config file's syntax: nothing that acts. */
    static final int LIBRARIES = 1;
    private static final int CONFIGURATION = 2;
    /** Opens the ports. */
    static final int TRANSPORT = 4;
    private static final Map<String, Integer> LEVELS = Map.ofEntries(Map.entry("config-store", CONFIGURATION),
            Map.entry("config-file", LIBRARIES), Map.entry("global-variables", 3), Map.entry("mysql-servers", 3),
            Map.entry("mysql-users", 3), Map.entry("mysql-query-rules", 3), Map.entry("proxysql-servers", 3),
            Map.entry("query-digest", 3), Map.entry("modules", 3), Map.entry("transport", TRANSPORT),
            Map.entry("mysql-proxy", 4), Map.entry("admin", 4), Map.entry("h2-server", 4), Map.entry("gogo", LAST));

    private StartLevels() {
    }

    /** By the jar's file name. */
    static int of(String jar) {
        String name = jar.replaceFirst("(-\\d.*)?\\.jar$", "");
        return LEVELS.getOrDefault(name, LIBRARIES);
    }
}
