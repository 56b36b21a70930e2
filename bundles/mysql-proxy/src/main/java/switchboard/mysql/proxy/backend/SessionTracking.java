package switchboard.mysql.proxy.backend;

import switchboard.mysql.protocol.client.ServerSession;

/**
 * Asks a server to report the variables that its statements change, with the OK of each, and that anything else has changed
 * (session_track_system_variables, session_track_state_change). A server that refuses is used as it is: it reports what it does by default.
 */
final class SessionTracking {
    private static final String SET = "SET session_track_system_variables='";
    private static final String ANYTHING = "', session_track_state_change=1";
    private static final String ALL = SET + "*" + ANYTHING;
    /** Of MySQL 5.7 to 9.7; all of them would bring a statement_id with the end of every result. */
    private static final String MYSQL = SET + "auto_increment_increment,auto_increment_offset,autocommit,big_tables,"
            + "character_set_client,character_set_connection,character_set_results,collation_connection,"
            + "completion_type,default_storage_engine,default_tmp_storage_engine,default_week_format,"
            + "div_precision_increment,foreign_key_checks,group_concat_max_len,gtid_next,innodb_lock_wait_timeout,"
            + "innodb_strict_mode,join_buffer_size,lc_messages,lc_time_names,lock_wait_timeout,long_query_time,"
            + "max_error_count,max_execution_time,max_heap_table_size,max_join_size,max_sort_length,"
            + "optimizer_prune_level,optimizer_search_depth,optimizer_switch,sort_buffer_size,sql_auto_is_null,"
            + "sql_big_selects,sql_log_bin,sql_mode,sql_notes,sql_quote_show_create,sql_safe_updates,sql_select_limit,"
            + "sql_warnings,time_zone,tmp_table_size,transaction_isolation,transaction_read_only,unique_checks,"
            + "updatable_views_with_limit" + ANYTHING;

    private SessionTracking() {
    }

    /** What to ask on a new connection, and on one that was reset. */
    static String statement(ServerSession login) {
        return login.mariaDb() ? ALL : MYSQL;
    }

    /** Whether a statement is that. */
    static boolean is(String statement) {
        return statement != null && statement.startsWith(SET);
    }
}
