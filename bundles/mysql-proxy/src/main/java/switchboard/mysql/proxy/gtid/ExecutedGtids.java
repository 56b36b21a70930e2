package switchboard.mysql.proxy.gtid;

import switchboard.api.server.ServerKey;

/** What is known of the transactions that servers have executed. Any thread. */
@FunctionalInterface
public interface ExecutedGtids {
    /** Nothing is known of any server. */
    ExecutedGtids NONE = (server, gtids) -> false;

    /** Whether a server is known to have executed all of these; false while its binlog reader is away. */
    boolean has(ServerKey server, Gtids gtids);
}
