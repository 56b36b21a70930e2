/**
 * Asks servers at intervals how they are: connect, ping, read_only, replication lag, and whatever topologies bring as
 * {@code HealthCheck}. Everything is asynchronous on the event loops of {@code transport}: no thread for a check or a
 * server, and a server that hangs holds back nobody.
 *
 * <p>Tables: {@code mysql_server_connect_log}, {@code mysql_server_ping_log}, {@code mysql_server_read_only_log},
 * {@code mysql_server_replication_lag_log} in the schema {@code monitor}. Services out: {@code Monitor}, the four
 * {@code HealthCheck}s, {@code VirtualTable}s. Services in: {@code Transport}, {@code TlsContexts},
 * {@code ServerDirectory}, {@code HealthCheck}s, {@code LatencyListener}s, variables (mysql-monitor_...).
 *
 * <p>What outlives a replacement of this bundle:
 * <ul>
 * <li>logs: the new bundle goes on from the rows of the old one; with them missed pings;
 * <li>missed read_only checks and lagging samples in a row: the old bundle hands them over with the logs;
 * <li>connections: opened anew;
 * <li>servers' states: {@code mysql-servers}', nothing changes them here but an answer.
 * </ul>
 * Of two monitors that live at once only that of the newer bundle asks. Stopped, nobody is asked and the log tables are
 * gone; servers stay as they are, and what is shunned comes back by its time.
 */
package switchboard.monitor;
