package switchboard.mysql.servers;

import java.util.List;
import java.util.Map;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.FileSection;
import switchboard.api.table.TableDefinition;

/** The tables of "MYSQL SERVERS". */
final class ServersTables {
    static final List<String> SERVER_COLUMNS = List.of("hostgroup_id", "hostname", "port", "gtid_port", "status",
            "weight", "compression", "max_connections", "max_replication_lag", "use_ssl", "max_latency_ms", "comment");

    static final ConfigTable SERVERS = new ConfigTable(new TableDefinition("mysql_servers", """
            CREATE TABLE mysql_servers (
                hostgroup_id INT CHECK (hostgroup_id>=0) NOT NULL DEFAULT 0,
                hostname VARCHAR NOT NULL,
                port INT CHECK (port >= 0 AND port <= 65535) NOT NULL DEFAULT 3306,
                gtid_port INT CHECK ((gtid_port <> port OR gtid_port=0) AND gtid_port >= 0 AND gtid_port <= 65535) \
            NOT NULL DEFAULT 0,
                status VARCHAR CHECK (UPPER(status) IN ('ONLINE','SHUNNED','OFFLINE_SOFT', 'OFFLINE_HARD')) \
            NOT NULL DEFAULT 'ONLINE',
                weight INT CHECK (weight >= 0 AND weight <=10000000) NOT NULL DEFAULT 1,
                compression INT CHECK (compression IN(0,1)) NOT NULL DEFAULT 0,
                max_connections INT CHECK (max_connections >=0) NOT NULL DEFAULT 1000,
                max_replication_lag INT CHECK (max_replication_lag >= 0 AND max_replication_lag <= 126144000) \
            NOT NULL DEFAULT 0,
                use_ssl INT CHECK (use_ssl IN(0,1)) NOT NULL DEFAULT 0,
                max_latency_ms INT UNSIGNED CHECK (max_latency_ms>=0) NOT NULL DEFAULT 0,
                comment VARCHAR NOT NULL DEFAULT '',
                PRIMARY KEY (hostgroup_id, hostname, port) )"""), "hostgroup_id, hostname, port", null,
            new FileSection("mysql_servers", false, Map.of("address", "hostname", "hostgroup", "hostgroup_id"),
                    List.of("hostname", "hostgroup_id")));

    static final ConfigTable REPLICATION_HOSTGROUPS = new ConfigTable(
            new TableDefinition("mysql_replication_hostgroups", """
                    CREATE TABLE mysql_replication_hostgroups (
                        writer_hostgroup INT CHECK (writer_hostgroup>=0) NOT NULL PRIMARY KEY,
                        reader_hostgroup INT NOT NULL CHECK \
                    (reader_hostgroup<>writer_hostgroup AND reader_hostgroup>=0),
                        check_type VARCHAR CHECK (LOWER(check_type) IN \
                    ('read_only','innodb_read_only','super_read_only','read_only|innodb_read_only',\
                    'read_only&innodb_read_only')) NOT NULL DEFAULT 'read_only',
                        comment VARCHAR NOT NULL DEFAULT '', UNIQUE (reader_hostgroup))"""),
            "writer_hostgroup", null, new FileSection("mysql_replication_hostgroups", false, Map.of(),
                    List.of("writer_hostgroup", "reader_hostgroup")));

    /** As in ProxySQL the config file has no section for it. */
    static final ConfigTable HOSTGROUP_ATTRIBUTES = new ConfigTable(
            new TableDefinition("mysql_hostgroup_attributes", """
                    CREATE TABLE mysql_hostgroup_attributes (
                        hostgroup_id INT NOT NULL PRIMARY KEY,
                        max_num_online_servers INT CHECK \
                    (max_num_online_servers>=0 AND max_num_online_servers <= 1000000) NOT NULL DEFAULT 1000000,
                        autocommit INT CHECK (autocommit IN (-1, 0, 1)) NOT NULL DEFAULT -1,
                        free_connections_pct INT CHECK \
                    (free_connections_pct >= 0 AND free_connections_pct <= 100) NOT NULL DEFAULT 10,
                        init_connect VARCHAR NOT NULL DEFAULT '',
                        multiplex INT CHECK (multiplex IN (0, 1)) NOT NULL DEFAULT 1,
                        connection_warming INT CHECK (connection_warming IN (0, 1)) NOT NULL DEFAULT 0,
                        throttle_connections_per_sec INT CHECK \
                    (throttle_connections_per_sec >= 1 AND throttle_connections_per_sec <= 1000000) \
                    NOT NULL DEFAULT 1000000,
                        ignore_session_variables VARCHAR CHECK \
                    (JSON_VALID(ignore_session_variables) OR ignore_session_variables = '') NOT NULL DEFAULT '',
                        hostgroup_settings VARCHAR CHECK \
                    (JSON_VALID(hostgroup_settings) OR hostgroup_settings = '') NOT NULL DEFAULT '',
                        servers_defaults VARCHAR CHECK \
                    (JSON_VALID(servers_defaults) OR servers_defaults = '') NOT NULL DEFAULT '',
                        comment VARCHAR NOT NULL DEFAULT '')"""),
            "hostgroup_id", null, null);

    static final ConfigTable SSL_PARAMS = new ConfigTable(new TableDefinition("mysql_servers_ssl_params", """
            CREATE TABLE mysql_servers_ssl_params (
                hostname VARCHAR NOT NULL,
                port INT CHECK (port >= 0 AND port <= 65535) NOT NULL DEFAULT 3306,
                username VARCHAR NOT NULL DEFAULT '',
                ssl_ca VARCHAR NOT NULL DEFAULT '',
                ssl_cert VARCHAR NOT NULL DEFAULT '',
                ssl_key VARCHAR NOT NULL DEFAULT '',
                ssl_capath VARCHAR NOT NULL DEFAULT '',
                ssl_crl VARCHAR NOT NULL DEFAULT '',
                ssl_crlpath VARCHAR NOT NULL DEFAULT '',
                ssl_cipher VARCHAR NOT NULL DEFAULT '',
                tls_version VARCHAR NOT NULL DEFAULT '',
                comment VARCHAR NOT NULL DEFAULT '',
                PRIMARY KEY (hostname, port, username) )"""), "hostname, port, username", null,
            new FileSection("mysql_servers_ssl_params", false, Map.of(), List.of("hostname")));

    static final List<ConfigTable> ALL = List.of(SERVERS, REPLICATION_HOSTGROUPS, HOSTGROUP_ATTRIBUTES, SSL_PARAMS);

    private ServersTables() {
    }
}
