/**
 * Hostgroups, their servers and the servers' live state.
 *
 * <p>Tables: {@code mysql_servers}, {@code mysql_replication_hostgroups}, {@code mysql_hostgroup_attributes},
 * {@code mysql_servers_ssl_params}. Services out: {@code ConfigModule} "MYSQL SERVERS"; {@code ServerDirectory} as
 * soon as there are rows to answer by, and with it the table {@code stats_mysql_server_events}. Services in:
 * {@code ServersListener}, variables (mysql-shun_...), other {@code ServerDirectory}s.
 *
 * <p>A state changes by LOAD, by {@code change} (monitors, topologies: one place applies a whole round at once), by
 * errors within one second (shunned) and by time (back). All of them replace one immutable snapshot by
 * compare-and-set: an event loop never waits for a slow LOAD. A LOAD leaves the live state of a server alone whose
 * status in mysql_servers has not changed since the LOAD before. A row that was deleted is gone from the snapshot at
 * once; what is still connected to it is {@code mysql-proxy}'s to end.
 *
 * <p>What outlives a replacement of this bundle:
 * <ul>
 * <li>rows: read again from main; the directory is registered after that, so the old bundle answers until then;
 * <li>where monitors have put servers: kept as it is if main holds the rows by which the old bundle runs; else as after
 * a LOAD;
 * <li>shunned servers: the new bundle asks the old one and keeps them so, counting their time from then on;
 * <li>the last changes ({@code stats_mysql_server_events}): the new bundle goes on from those of the old one;
 * <li>errors of the current second: not handed over;
 * <li>pools and their counters: {@code mysql-proxy}'s, they go on.
 * </ul>
 */
package switchboard.mysql.servers;
