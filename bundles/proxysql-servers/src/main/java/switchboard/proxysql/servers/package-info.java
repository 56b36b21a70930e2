/**
 * The peers of a cluster, as the rows of {@code proxysql_servers} name them.
 *
 * <p>Tables: {@code proxysql_servers}. Services out: {@code ConfigModule} "PROXYSQL SERVERS". Services in: none. Nobody
 * connects to the peers yet: the rows are kept, loaded and saved.
 *
 * <p>What outlives a replacement of this bundle: nothing has to, the rows are read again from main.
 */
package switchboard.proxysql.servers;
