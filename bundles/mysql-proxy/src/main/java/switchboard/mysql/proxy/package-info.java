/**
 * The proxy: speaks to clients, routes their statements, multiplexes them over few backend connections.
 *
 * <p>Tables: stats_mysql_connection_pool, stats_mysql_errors, stats_mysql_free_connections, stats_mysql_global,
 * stats_mysql_commands_counters, stats_mysql_client_host_cache, stats_mysql_prepared_statements_info,
 * stats_mysql_gtid_executed, stats_mysql_users, stats_mysql_processlist, stats_mysql_query_rules. Provides:
 * {@code ProtocolHandler} "mysql", {@code RouteExplainer}. Needs: {@code Transport}; {@code UserDirectory},
 * {@code ServerDirectory}, {@code QueryRouter}, {@code QueryDigester}, {@code QueryObserver}, {@code ResultCache},
 * each replaceable while queries run.
 *
 * <p>What outlives a replacement of this bundle: listening sockets (transport's). Its sessions go on with the old
 * bundle until they end or the drain time is over; pools and counters begin anew. What outlives the replacement of a
 * module that it uses: everything here; a statement under way is finished with what it took at its beginning, hits of
 * rules go on.
 */
package switchboard.mysql.proxy;
