/**
 * Which transactions servers have executed, as binlog readers beside them tell (ProxySQL 2.7 manual,
 * mysql_servers.gtid_port), and what a server must have executed to be asked. Connections to readers belong to one event
 * loop; what they tell is asked by all.
 */
package switchboard.mysql.proxy.gtid;
