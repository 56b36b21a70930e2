/**
 * The peers of a cluster, as the rows of {@code proxysql_servers} name them.
 *
 * <p>Tables: {@code proxysql_servers}. Services out: {@code ConfigModule} "PROXYSQL SERVERS". Services in: none. The
 * bundle {@code cluster} connects to the peers that stand in runtime; without it the rows are kept, loaded and saved.
 *
 * <p>What outlives a replacement of this bundle: nothing has to, the rows are read again from main.
 */
package switchboard.proxysql.servers;
