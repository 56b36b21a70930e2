/**
 * What was counted for each digest (ProxySQL 2.7 manual, stats_mysql_query_digest).
 *
 * <p>Each event loop writes counters of its own; they are summed when a table is read. A reset swaps the counters of
 * one loop after the other and reads what it took when the loop has left it: nothing is counted twice or lost, and no
 * query waits.
 */
package switchboard.query.digest.statistics;
