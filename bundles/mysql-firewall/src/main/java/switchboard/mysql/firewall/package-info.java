/**
 * The whitelist of the query firewall.
 *
 * <p>Tables: {@code mysql_firewall_whitelist_users}, {@code mysql_firewall_whitelist_rules},
 * {@code mysql_firewall_whitelist_sqli_fingerprints}; as in ProxySQL none of them has a section in the config file.
 * Services out: {@code ConfigModule} "MYSQL FIREWALL". Services in: none. The rows are kept, loaded and saved; no
 * query is held against them yet.
 *
 * <p>What outlives a replacement of this bundle: nothing has to, the rows are read again from main.
 */
package switchboard.mysql.firewall;
