package switchboard.cluster.pull;

/**
 * One statement of a pull.
 *
 * @param table whose rows it fetches, as in main; {@link #RUNNING_SERVERS} for what runs of mysql_servers
 */
public record PullQuery(String table, String sql) {
    /** Not a table of main: it is kept apart from what was loaded. */
    public static final String RUNNING_SERVERS = "runtime_mysql_servers";
}
