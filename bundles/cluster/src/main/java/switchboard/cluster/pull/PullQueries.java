package switchboard.cluster.pull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** ProxySQL's statements of a pull by the byte (2.7.1, cluster 4): its admin port knows them by their beginnings. */
public final class PullQueries {
    private static final String SERVER_COLUMNS = "PROXY_SELECT hostgroup_id, hostname, port, gtid_port, status, weight, "
            + "compression, max_connections, max_replication_lag, use_ssl, max_latency_ms, comment FROM ";
    private static final String SERVER_ROWS = " WHERE status<>'OFFLINE_HARD' ORDER BY hostgroup_id, hostname, port";
    private static final String GROUP_COLUMNS = "PROXY_SELECT writer_hostgroup, backup_writer_hostgroup, "
            + "reader_hostgroup, offline_hostgroup, active, max_writers, writer_is_also_reader, "
            + "max_transactions_behind, comment FROM ";
    private static final String BY_WRITER = " ORDER BY writer_hostgroup";

    /** What runs of mysql_servers. */
    public static final PullQuery RUNNING_SERVERS = new PullQuery(PullQuery.RUNNING_SERVERS,
            SERVER_COLUMNS + "runtime_mysql_servers" + SERVER_ROWS);

    private static final Map<String, List<PullQuery>> BY_NAME = Map.of(
            "mysql_query_rules", List.of(
                    new PullQuery("mysql_query_rules",
                            "PROXY_SELECT rule_id, username, schemaname, flagIN, client_addr, "
                                    + "proxy_addr, proxy_port, digest, match_digest, match_pattern, negate_match_pattern, "
                                    + "re_modifiers, flagOUT, replace_pattern, destination_hostgroup, cache_ttl, "
                                    + "cache_empty_result, cache_timeout, reconnect, timeout, retries, delay, "
                                    + "next_query_flagIN, mirror_flagOUT, mirror_hostgroup, error_msg, ok_msg, sticky_conn, "
                                    + "multiplex, gtid_from_hostgroup, log, apply, attributes, comment "
                                    + "FROM runtime_mysql_query_rules ORDER BY rule_id"),
                    new PullQuery("mysql_query_rules_fast_routing",
                            "PROXY_SELECT username, schemaname, flagIN, destination_hostgroup, comment "
                                    + "FROM runtime_mysql_query_rules_fast_routing "
                                    + "ORDER BY username, schemaname, flagIN")),
            "mysql_users", List.of(new PullQuery("mysql_users",
                    "PROXY_SELECT username, password, use_ssl, default_hostgroup, default_schema, schema_locked, "
                            + "transaction_persistent, fast_forward, backend, frontend, max_connections, attributes, "
                            + "comment FROM runtime_mysql_users")),
            "mysql_servers", List.of(RUNNING_SERVERS),
            "mysql_servers_v2", List.of(
                    new PullQuery("mysql_servers", SERVER_COLUMNS + "mysql_servers_v2" + SERVER_ROWS),
                    new PullQuery("mysql_replication_hostgroups",
                            "PROXY_SELECT writer_hostgroup, reader_hostgroup, comment "
                                    + "FROM runtime_mysql_replication_hostgroups" + BY_WRITER),
                    new PullQuery("mysql_group_replication_hostgroups",
                            GROUP_COLUMNS + "runtime_mysql_group_replication_hostgroups" + BY_WRITER),
                    new PullQuery("mysql_galera_hostgroups",
                            GROUP_COLUMNS + "runtime_mysql_galera_hostgroups" + BY_WRITER),
                    new PullQuery("mysql_aws_aurora_hostgroups",
                            "PROXY_SELECT writer_hostgroup, reader_hostgroup, active, aurora_port, domain_name, "
                                    + "max_lag_ms, check_interval_ms, check_timeout_ms, writer_is_also_reader, "
                                    + "new_reader_weight, add_lag_ms, min_lag_ms, lag_num_checks, comment "
                                    + "FROM runtime_mysql_aws_aurora_hostgroups" + BY_WRITER),
                    new PullQuery("mysql_hostgroup_attributes",
                            "PROXY_SELECT hostgroup_id, max_num_online_servers, autocommit, free_connections_pct, "
                                    + "init_connect, multiplex, connection_warming, throttle_connections_per_sec, "
                                    + "ignore_session_variables, hostgroup_settings, servers_defaults, comment "
                                    + "FROM runtime_mysql_hostgroup_attributes ORDER BY hostgroup_id"),
                    new PullQuery("mysql_servers_ssl_params",
                            "PROXY_SELECT hostname, port, username, ssl_ca, ssl_cert, ssl_key, ssl_capath, ssl_crl, "
                                    + "ssl_crlpath, ssl_cipher, tls_version, comment "
                                    + "FROM runtime_mysql_servers_ssl_params ORDER BY hostname, port, username")),
            "proxysql_servers", List.of(new PullQuery("proxysql_servers",
                    "SELECT hostname, port, weight, comment FROM runtime_proxysql_servers ORDER BY hostname, port")));

    /** Behind the question for accounts: not a row for each side. */
    public static final String UNDIVIDED = " UNDIVIDED";

    private PullQueries() {
    }

    /**
     * The statements for a module that ProxySQL knows; empty for others.
     *
     * @param running of mysql_servers_v2 whether what runs is wanted too
     * @param interfaces whether a node's own addresses are taken too
     */
    public static List<PullQuery> of(String name, boolean running, boolean interfaces) {
        if (name.endsWith("_variables")) {
            return List.of(new PullQuery("global_variables", NodeVariables.query(name, interfaces)));
        }
        List<PullQuery> queries = new ArrayList<>(BY_NAME.getOrDefault(name, List.of()));
        if (running) {
            queries.add(RUNNING_SERVERS);
        }
        return queries;
    }

    /**
     * The same for a node of ours: it sends an account as the one row that somebody has typed, which is half of a million
     * accounts. An older one looks at the beginning only, and sends both.
     */
    public static List<PullQuery> ofOurs(List<PullQuery> queries) {
        return queries.stream()
                .map(query -> query.table().equals(PulledUsers.TABLE)
                        ? new PullQuery(query.table(), query.sql() + UNDIVIDED)
                        : query)
                .toList();
    }
}
