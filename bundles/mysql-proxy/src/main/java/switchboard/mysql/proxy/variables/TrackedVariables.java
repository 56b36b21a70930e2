package switchboard.mysql.proxy.variables;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The session variables that the proxy knows (ProxySQL 2.7 manual, SET tracking). */
public final class TrackedVariables {
    /** NAMES and the character sets that it sets. */
    public static final String NAMES = "names";
    public static final String AUTOCOMMIT = "autocommit";
    public static final String ISOLATION = "transaction_isolation";
    public static final String READ_ONLY = "transaction_read_only";
    /** What MySQL is asked to report of transactions; MariaDB has no such variable. */
    public static final String TRACK_GTIDS = "session_track_gtids";

    /** What values a variable takes. */
    enum Kind {
        TEXT, BOOLEAN, NUMBER, CHARSET
    }

    private static final Map<String, Kind> KINDS = kinds();
    private static final Set<String> IGNORED = Set.of("interactive_timeout", "wait_timeout", "net_read_timeout",
            "net_write_timeout", "net_buffer_length", "read_buffer_size", "read_rnd_buffer_size",
            "session_track_schema", "session_track_system_variables");
    private static final Set<String> BY_NAMES = Set.of("character_set_client", "character_set_connection",
            "character_set_results", "collation_connection");
    private static final Set<String> ALONE = Set.of(ISOLATION, READ_ONLY);

    private TrackedVariables() {
    }

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new HashMap<>();
        for (String name : new String[]{"default_storage_engine", "default_tmp_storage_engine",
                "group_replication_consistency", "gtid_next", "lc_messages", "lc_time_names", "log_slow_filter",
                "optimizer_switch", "sql_mode", "time_zone", "wsrep_osu_method", TRACK_GTIDS}) {
            kinds.put(name, Kind.TEXT);
        }
        for (String name : new String[]{AUTOCOMMIT, "aurora_read_replica_read_committed", "big_tables",
                "foreign_key_checks", "innodb_strict_mode", "innodb_table_locks", "profiling", "sql_auto_is_null",
                "sql_big_selects", "sql_generate_invisible_primary_key", "sql_log_bin", "sql_quote_show_create",
                "sql_require_primary_key", "sql_safe_updates", "unique_checks"}) {
            kinds.put(name, Kind.BOOLEAN);
        }
        for (String name : new String[]{"auto_increment_increment", "auto_increment_offset", "group_concat_max_len",
                "innodb_lock_wait_timeout", "join_buffer_size", "lock_wait_timeout", "long_query_time",
                "max_execution_time", "max_heap_table_size", "max_join_size", "max_sort_length", "max_statement_time",
                "optimizer_prune_level", "optimizer_search_depth", "optimizer_use_condition_selectivity",
                "query_cache_type", "sort_buffer_size", "sql_select_limit", "timestamp", "tmp_table_size",
                "wsrep_sync_wait"}) {
            kinds.put(name, Kind.NUMBER);
        }
        for (String name : new String[]{"character_set_client", "character_set_connection", "character_set_results",
                "collation_connection", "character_set_database"}) {
            kinds.put(name, Kind.CHARSET);
        }
        return Map.copyOf(kinds);
    }

    /** What values it takes, or null if we don't track it. */
    static Kind kind(String name) {
        return KINDS.get(name);
    }

    /** Whether setting it is answered OK and forgotten. */
    static boolean isIgnored(String name) {
        return IGNORED.contains(name);
    }

    /** Whether SET NAMES sets it too. */
    static boolean isSetByNames(String name) {
        return BY_NAMES.contains(name);
    }

    /** Whether it needs a statement of its own and has no DEFAULT that every server takes. */
    static boolean standsAlone(String name) {
        return ALONE.contains(name);
    }

    /** The text that brings a variable back to the server's default. */
    static String toDefault(String name) {
        return switch (name) {
            case NAMES -> "NAMES DEFAULT";
            // MySQL up to 9.7 at least takes DEFAULT of these for 0, whatever the global value
            case "foreign_key_checks", "unique_checks" -> name + "=@@global." + name;
            default -> name + "=DEFAULT";
        };
    }

    /** Whether a SET that {@link SessionVariables#statementsFor} made sets NAMES. */
    public static boolean setsNames(String statement) {
        return statement != null && (statement.startsWith("SET NAMES ") || statement.contains(", NAMES "));
    }

    /** ON or OFF, or null for what is no boolean. */
    static String onOrOff(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "1", "on", "true", "'on'", "'1'" -> "ON";
            case "0", "off", "false", "'off'", "'0'" -> "OFF";
            default -> null;
        };
    }
}
