/** The tables {@code stats_proxysql_servers_...}: what this node knows of its peers. */
package switchboard.cluster.table;
