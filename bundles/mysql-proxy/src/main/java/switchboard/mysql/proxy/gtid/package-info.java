/**
 * Which transactions servers have executed, as binlog readers beside them tell (ProxySQL 2.7 manual,
 * mysql_servers.gtid_port). Everything belongs to one event loop.
 */
package switchboard.mysql.proxy.gtid;
