package switchboard.cluster.decision;

/** What of MYSQL SERVERS is taken: admin-cluster_mysql_servers_sync_algorithm. */
public enum ServersPart {
    /** What was loaded, and what runs of it. */
    LOADED_AND_RUNNING,
    /** What was loaded: which servers are shunned or moved each node's own monitor finds out. */
    LOADED;

    /**
     * @param algorithm 1, 2, or 3 for automatic
     * @param monitored whether this node was started with its monitor
     */
    public static ServersPart of(long algorithm, boolean monitored) {
        boolean running = algorithm == 1 || algorithm == 3 && !monitored;
        return running ? LOADED_AND_RUNNING : LOADED;
    }
}
