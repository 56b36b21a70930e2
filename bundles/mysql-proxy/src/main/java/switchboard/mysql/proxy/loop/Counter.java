package switchboard.mysql.proxy.loop;

/** Counters of {@code stats_mysql_global} that event loops count; the names are ProxySQL's. */
public enum Counter {
    CLIENT_CONNECTIONS_CREATED("Client_Connections_created"), CLIENT_CONNECTIONS_ABORTED(
            "Client_Connections_aborted"), CLIENT_CONNECTIONS_CONNECTED(
                    "Client_Connections_connected"), CLIENT_CONNECTIONS_NON_IDLE(
                            "Client_Connections_non_idle"), CLIENT_CONNECTIONS_HOSTGROUP_LOCKED(
                                    "Client_Connections_hostgroup_locked"), ACCESS_DENIED_WRONG_PASSWORD(
                                            "Access_Denied_Wrong_Password"), ACCESS_DENIED_MAX_CONNECTIONS(
                                                    "Access_Denied_Max_Connections"), ACCESS_DENIED_MAX_USER_CONNECTIONS(
                                                            "Access_Denied_Max_User_Connections"), QUESTIONS(
                                                                    "Questions"), SLOW_QUERIES(
                                                                            "Slow_queries"), FRONTEND_BYTES_RECEIVED(
                                                                                    "Queries_frontends_bytes_recv"), FRONTEND_BYTES_SENT(
                                                                                            "Queries_frontends_bytes_sent"), COM_AUTOCOMMIT(
                                                                                                    "Com_autocommit"), COM_AUTOCOMMIT_FILTERED(
                                                                                                            "Com_autocommit_filtered"), COM_COMMIT(
                                                                                                                    "Com_commit"), COM_COMMIT_FILTERED(
                                                                                                                            "Com_commit_filtered"), COM_ROLLBACK(
                                                                                                                                    "Com_rollback"), COM_ROLLBACK_FILTERED(
                                                                                                                                            "Com_rollback_filtered"), COM_FRONTEND_INIT_DB(
                                                                                                                                                    "Com_frontend_init_db"), COM_FRONTEND_USE_DB(
                                                                                                                                                            "Com_frontend_use_db"), COM_FRONTEND_SET_NAMES(
                                                                                                                                                                    "Com_frontend_set_names"), COM_FRONTEND_STMT_PREPARE(
                                                                                                                                                                            "Com_frontend_stmt_prepare"), COM_FRONTEND_STMT_EXECUTE(
                                                                                                                                                                                    "Com_frontend_stmt_execute"), COM_FRONTEND_STMT_CLOSE(
                                                                                                                                                                                            "Com_frontend_stmt_close"), COM_BACKEND_STMT_PREPARE(
                                                                                                                                                                                                    "Com_backend_stmt_prepare"), COM_BACKEND_STMT_EXECUTE(
                                                                                                                                                                                                            "Com_backend_stmt_execute"), CONN_POOL_IMMEDIATE(
                                                                                                                                                                                                                    "ConnPool_get_conn_immediate"), CONN_POOL_SUCCESS(
                                                                                                                                                                                                                            "ConnPool_get_conn_success"), CONN_POOL_FAILURE(
                                                                                                                                                                                                                                    "ConnPool_get_conn_failure"), MAX_CONNECT_TIMEOUTS(
                                                                                                                                                                                                                                            "max_connect_timeouts"), GENERATED_ERROR_PACKETS(
                                                                                                                                                                                                                                                    "generated_error_packets"), HOSTGROUP_LOCKED_SET_CMDS(
                                                                                                                                                                                                                                                            "hostgroup_locked_set_cmds"), HOSTGROUP_LOCKED_QUERIES(
                                                                                                                                                                                                                                                                    "hostgroup_locked_queries"), UNEXPECTED_FRONTEND_PACKETS(
                                                                                                                                                                                                                                                                            "mysql_unexpected_frontend_packets"), QUERY_PROCESSOR_NANOS(
                                                                                                                                                                                                                                                                                    "Query_Processor_time_nsec"), BACKEND_QUERY_NANOS(
                                                                                                                                                                                                                                                                                            "Backend_query_time_nsec"), SELECTS_FOR_UPDATE_AUTOCOMMIT0(
                                                                                                                                                                                                                                                                                                    "Selects_for_update__autocommit0"), CLIENT_HOST_ERROR_KILLED(
                                                                                                                                                                                                                                                                                                            "client_host_error_killed_connections"), GTID_CONSISTENT_QUERIES(
                                                                                                                                                                                                                                                                                                                    "GTID_consistent_queries"), GTID_SESSION_COLLECTED(
                                                                                                                                                                                                                                                                                                                            "GTID_session_collected");

    private final String variableName;

    Counter(String variableName) {
        this.variableName = variableName;
    }

    /** Variable_Name in stats_mysql_global. */
    public String variableName() {
        return variableName;
    }
}
