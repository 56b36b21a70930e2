package switchboard.stats.history;

import java.util.ArrayList;
import java.util.List;
import switchboard.api.stats.HistoryTables;
import switchboard.api.table.TableDefinition;

/** All tables of stats_history, as ProxySQL 2.7.1 prints them, and one of our own. */
final class HistorySchema implements HistoryTables {
    static final String DIGESTS = "history_mysql_query_digest";
    static final String VARIABLES = "history_mysql_status_variables";
    static final String NAMES = "history_mysql_status_variables_lookup";
    static final String POOL = "history_stats_mysql_connection_pool";
    static final String EVENTS = "history_mysql_server_events";

    private final List<TableDefinition> tables;

    HistorySchema() {
        List<TableDefinition> all = new ArrayList<>(List.of(
                new TableDefinition(DIGESTS, """
                        CREATE TABLE history_mysql_query_digest (
                            dump_time INT,
                            hostgroup INT,
                            schemaname VARCHAR NOT NULL,
                            username VARCHAR NOT NULL,
                            client_address VARCHAR NOT NULL,
                            digest VARCHAR NOT NULL,
                            digest_text VARCHAR NOT NULL,
                            count_star INTEGER NOT NULL,
                            first_seen INTEGER NOT NULL,
                            last_seen INTEGER NOT NULL,
                            sum_time INTEGER NOT NULL,
                            min_time INTEGER NOT NULL,
                            max_time INTEGER NOT NULL,
                            sum_rows_affected INTEGER NOT NULL,
                            sum_rows_sent INTEGER NOT NULL)"""),
                new TableDefinition(VARIABLES, """
                        CREATE TABLE history_mysql_status_variables (
                            timestamp INT NOT NULL,
                            variable_id INT NOT NULL,
                            variable_value VARCHAR NOT NULL,
                            PRIMARY KEY (timestamp, variable_id))"""),
                new TableDefinition(NAMES,
                        """
                                CREATE TABLE history_mysql_status_variables_lookup (
                                    variable_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, variable_name VARCHAR NOT NULL, UNIQUE (variable_name))"""),
                new TableDefinition(EVENTS, """
                        CREATE TABLE history_mysql_server_events (
                            timestamp INT NOT NULL,
                            time_us INT NOT NULL,
                            hostgroup INT NOT NULL,
                            hostname VARCHAR NOT NULL,
                            port INT NOT NULL,
                            from_status VARCHAR,
                            to_status VARCHAR,
                            module VARCHAR NOT NULL,
                            reason VARCHAR NOT NULL)"""),
                new TableDefinition(POOL, """
                        CREATE TABLE history_stats_mysql_connection_pool (
                            timestamp INT NOT NULL,
                            hostgroup INT,
                            srv_host VARCHAR,
                            srv_port INT,
                            status VARCHAR,
                            ConnUsed INT,
                            ConnFree INT,
                            ConnOK INT,
                            ConnERR INT,
                            MaxConnUsed INT,
                            Queries INT,
                            Queries_GTID_sync INT,
                            Bytes_data_sent INT,
                            Bytes_data_recv INT,
                            Latency_us INT, PRIMARY KEY (timestamp, hostgroup,
                            srv_host,
                            srv_port))""")));
        Series.ALL.forEach(series -> all.addAll(series.tables()));
        tables = List.copyOf(all);
    }

    @Override
    public List<TableDefinition> tables() {
        return tables;
    }
}
