/**
 * Administration with a MySQL client (port 6032): SQL over the tables of configuration and statistics, and commands.
 *
 * <p>Tables: {@code mysql_collations}. Provides: {@code ProtocolHandler} "admin". Needs: {@code AdminDatabase}, {@code
 * ConfigEngine}, {@code ModuleControl}, {@code Checksums}, variables; each may be replaced or stopped, and what needs it
 * then says so.
 *
 * <p>What outlives a replacement of this bundle: nothing of it. Its sessions go on with the old bundle until they end.
 */
package switchboard.admin;
