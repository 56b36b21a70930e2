package switchboard.api.config;

/** Whether the nodes of a cluster keep a module equal. */
public enum ClusterSync {
    /** They do. */
    ON,
    /** Only if {@code switchboard-cluster_modules} names it: ProxySQL's nodes do not know it. */
    IF_NAMED,
    /** It belongs to the node. */
    NEVER
}
