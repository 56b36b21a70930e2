/**
 * Replication lag of servers with max_replication_lag, and what follows from it.
 */
package switchboard.monitor.lag;
