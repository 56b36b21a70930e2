/**
 * The accounts of clients and servers by the rows of {@code mysql_users}.
 *
 * <p>Tables: {@code mysql_users}. Services out: {@code ConfigModule} "MYSQL USERS"; {@code UserDirectory} as soon as
 * there are rows to answer by. Services in: none; variables, of which {@code switchboard-hash_passwords} has clear
 * passwords of clients written to the disk as hashes.
 *
 * <p>Only rows with active=1 and a default_hostgroup of 0 or more run; runtime_mysql_users lists frontends first, then
 * backends, one row for each role, with an empty text where main has NULL (ProxySQL 2.7.1, recorded).
 *
 * <p>What outlives a replacement of this bundle:
 * <ul>
 * <li>accounts: read again from main; the directory is registered after that, so the old bundle answers until then;
 * <li>connections counted for each user: {@code mysql-proxy} keeps them, they go on.
 * </ul>
 */
package switchboard.mysql.users;
