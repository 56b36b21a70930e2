/**
 * Who writes and who reads: {@code read_only} of the servers of {@code mysql_replication_hostgroups}.
 *
 * <p>A server is moved as soon as its answer is there: answers of one round are not collected, so that a server that
 * hangs delays no promotion. Each move is one change that nobody sees half of.
 */
package switchboard.monitor.readonly;
