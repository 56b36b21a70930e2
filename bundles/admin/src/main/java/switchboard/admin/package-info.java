/**
 * Administration with a MySQL client (port 6032): SQL over the tables of configuration and statistics, and commands.
 *
 * <p>Tables: {@code mysql_collations}, {@code stats.stats_admin_login_failures}, {@code stats.global_variables}.
 * Provides: {@code ProtocolHandler} "admin", "telnet-admin" and "telnet-stats". Needs: {@code AdminDatabase},
 * {@code ConfigEngine}, {@code ConfigFile}, {@code ConfigModule}s, {@code ModuleControl}, {@code Listeners},
 * {@code ClientSessions}, {@code ServerDirectory}, {@code Checksums}, {@code AdminAction}s, {@code RouteExplainer},
 * variables; each may be replaced or stopped, and what needs it then says so.
 *
 * <p>What outlives a replacement of this bundle: nothing of it, the counts of failed logins begin again. Its sessions
 * go on with the old bundle until they end. What PROXYSQL PAUSE and STOP have closed stays closed: {@code transport}
 * keeps it.
 */
package switchboard.admin;
