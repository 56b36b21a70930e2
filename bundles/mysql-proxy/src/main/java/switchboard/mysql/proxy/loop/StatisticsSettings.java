package switchboard.mysql.proxy.loop;

import switchboard.api.variables.VariableValues;

/**
 * The variables that rule what is counted; names are those of ProxySQL without {@code mysql-}.
 *
 * @param commands commands_stats
 * @param queryProcessorTime stats_time_query_processor
 * @param backendQueryTime stats_time_backend_query
 * @param maxCachedStatements max_stmts_cache
 * @param clientHosts client_host_cache_size; 0 remembers nobody
 * @param clientHostErrors client_host_error_counts; 0 refuses nobody
 * @param processlistExtended show_processlist_extended: 0 none, 1 on one line, 2 indented
 */
public record StatisticsSettings(boolean commands, boolean queryProcessorTime, boolean backendQueryTime,
        int maxCachedStatements, int clientHosts, int clientHostErrors,
        int processlistExtended) {

    static StatisticsSettings of(VariableValues now) {
        return new StatisticsSettings(now.flag("mysql-commands_stats"), now.flag("mysql-stats_time_query_processor"),
                now.flag("mysql-stats_time_backend_query"), (int) now.number("mysql-max_stmts_cache"),
                (int) now.number("mysql-client_host_cache_size"), (int) now.number("mysql-client_host_error_counts"),
                (int) now.number("mysql-show_processlist_extended"));
    }
}
