package switchboard.itests;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Random rows of every table that the config file has a section for, within what the tables take. */
final class GeneratedConfig {
    /** What a syntax may stumble over, none of it at the end, where a backslash would hide the quote. */
    private static final List<String> PIECES = List.of("a", "Z", "7", " ", "\"", "''", "\\\\", "\n", "\t", "\r", "#",
            "/*",
            "*/", "//", ";", ",", "}", ")", "=", "ä", "日本", "😀", "\u0001", "\u007f", "%", "$", "{", "\\x41", "0x10",
            "@include");
    private static final int MOST_PIECES = 8;

    private final Random random;
    private final List<String> statements = new ArrayList<>();
    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    GeneratedConfig(long seed) {
        random = new Random(seed);
        servers();
        users();
        rules();
        others();
        variables();
    }

    /** Tables and the statements that fill them; variables are set. */
    List<String> statements() {
        return statements;
    }

    private void servers() {
        rows("mysql_servers", 6, columns -> {
            columns.put("hostgroup_id", number(0, 1000));
            columns.put("hostname", text("db" + unique("host")));
            columns.put("port", number(0, 3307));
            columns.put("status", one("'ONLINE'", "'OFFLINE_SOFT'"));
            columns.put("weight", number(0, 10_000_000));
            columns.put("max_replication_lag", number(0, 126_144_000));
            columns.put("max_latency_ms", one("0", "4294967295"));
            columns.put("comment", text(""));
        });
        pairs("mysql_replication_hostgroups", "writer_hostgroup, reader_hostgroup, check_type, comment",
                () -> one("'read_only'", "'read_only|innodb_read_only'") + ", " + text(""), 2);
        pairs("mysql_galera_hostgroups",
                "writer_hostgroup, backup_writer_hostgroup, reader_hostgroup, offline_hostgroup, max_writers, comment",
                () -> number(0, 100) + ", " + nullable(text("")), 4);
        pairs("mysql_group_replication_hostgroups",
                "writer_hostgroup, backup_writer_hostgroup, reader_hostgroup, offline_hostgroup, active, comment",
                () -> number(0, 2) + ", " + nullable(text("")), 4);
        pairs("mysql_aws_aurora_hostgroups", "writer_hostgroup, reader_hostgroup, domain_name, comment",
                () -> text(".x") + ", " + nullable(text("")), 2);
        rows("mysql_servers_ssl_params", 3, columns -> {
            columns.put("hostname", text("db" + unique("ssl")));
            columns.put("username", text(""));
            columns.put("ssl_ca", text("/ca"));
            columns.put("ssl_cipher", text(""));
            columns.put("comment", text(""));
        });
    }

    private void users() {
        rows("mysql_users", 8, columns -> {
            columns.put("username", text("u" + unique("user")));
            columns.put("password", nullable(one("'1234'", "'007'", "'true'", text("p"))));
            columns.put("active", number(0, 2));
            columns.put("use_ssl", number(0, 2));
            columns.put("default_hostgroup", number(0, 5000));
            columns.put("default_schema", nullable(text("s")));
            columns.put("transaction_persistent", number(0, 2));
            columns.put("max_connections", one("0", "10000", "4294967296"));
            columns.put("attributes", one("''", "'{\"a\":\"b\"}'", "'{\"spiffe_id\":\"x\\\\y\"}'"));
            columns.put("comment", text(""));
        });
    }

    private void rules() {
        rows("mysql_query_rules", 8, columns -> {
            columns.put("rule_id", Integer.toString(unique("rule")));
            columns.put("active", number(0, 2));
            columns.put("username", nullable(text("u")));
            columns.put("flagIN", number(0, 3));
            columns.put("client_addr", nullable("'10.0.%'"));
            columns.put("proxy_port", nullable(number(0, 65535)));
            columns.put("digest", nullable("'0x" + Long.toHexString(random.nextLong() | 1L << 63) + "'"));
            columns.put("match_digest", nullable(one("'^SELECT \\d+ \"x\"'", "'\\bfoo\\b'", "'[\\\\/]'", "'42'")));
            columns.put("match_pattern", one("'^A''b'", "'(.*)'"));
            columns.put("re_modifiers", nullable(one("'CASELESS'", "'CASELESS,GLOBAL'", "''")));
            columns.put("replace_pattern", nullable(one("'\\1'", "''", "'x\\\\y'")));
            columns.put("destination_hostgroup", nullable(number(0, 100)));
            columns.put("cache_ttl", nullable(number(1, 100_000)));
            columns.put("cache_empty_result", nullable(number(0, 2)));
            columns.put("timeout", nullable("4294967295"));
            columns.put("error_msg", nullable(text("")));
            columns.put("OK_msg", nullable(text("")));
            columns.put("multiplex", nullable(number(0, 3)));
            columns.put("log", nullable(number(0, 2)));
            columns.put("apply", number(0, 2));
            columns.put("comment", nullable(text("")));
        });
    }

    private void others() {
        rows("scheduler", 3, columns -> {
            columns.put("id", Integer.toString(unique("scheduler")));
            columns.put("active", "0");
            columns.put("interval_ms", number(100, 100_000_000));
            columns.put("filename", text("/bin/true"));
            columns.put("arg1", nullable(one("'1'", "''", text("a"))));
            columns.put("arg2", nullable(text("")));
            columns.put("comment", text(""));
        });
        rows("restapi_routes", 3, columns -> {
            columns.put("id", Integer.toString(unique("route")));
            columns.put("active", "0");
            columns.put("timeout_ms", number(100, 100_000_000));
            columns.put("method", one("'GET'", "'post'"));
            columns.put("uri", text("u" + unique("uri")));
            columns.put("script", text("/s"));
            columns.put("comment", text(""));
        });
        rows("proxysql_servers", 3, columns -> {
            columns.put("hostname", text("127.0.0." + unique("peer")));
            columns.put("port", number(1, 2));
            columns.put("weight", number(0, 100));
            columns.put("comment", text(""));
        });
    }

    private void variables() {
        set("mysql-server_version", text("8.0.30"));
        set("mysql-init_connect", text("SET @a=1"));
        set("mysql-monitor_password", one("'1234'", "'0x10'", "'true'", text("p")));
        set("mysql-long_query_time", number(0, 20_000_000));
        set("mysql-commands_stats", one("'true'", "'false'"));
        set("mysql-default_schema", text("s"));
        set("admin-cluster_username", text("c"));
        set("admin-cluster_check_interval_ms", number(10, 300_000));
    }

    private interface Columns {
        void put(Map<String, String> columns);
    }

    private void rows(String table, int most, Columns columns) {
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            Map<String, String> row = new LinkedHashMap<>();
            columns.put(row);
            statements.add("INSERT INTO " + table + " (" + String.join(", ", row.keySet()) + ") VALUES ("
                    + String.join(", ", row.values()) + ")");
        }
    }

    /** Rows that begin with hostgroups which nobody else has. */
    private void pairs(String table, String columns, Supplier<String> rest, int hostgroups) {
        for (int i = random.nextInt(3); i > 0; i--) {
            StringBuilder values = new StringBuilder();
            for (int n = 0; n < hostgroups; n++) {
                values.append(2000 + unique("hostgroup")).append(", ");
            }
            statements.add("INSERT INTO " + table + " (" + columns + ") VALUES (" + values + rest.get() + ")");
        }
    }

    private void set(String name, String value) {
        statements
                .add("UPDATE global_variables SET variable_value = " + value + " WHERE variable_name = '" + name + "'");
    }

    private int unique(String what) {
        return numbers.merge(what, 1, Integer::sum);
    }

    private String number(int from, int below) {
        return Integer.toString(random.nextInt(from, below));
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String nullable(String value) {
        return random.nextInt(3) == 0 ? "NULL" : value;
    }

    private String text(String begin) {
        StringBuilder text = new StringBuilder("'").append(begin);
        int pieces = random.nextInt(MOST_PIECES);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.append(pieces == 0 ? "'" : ".'").toString();
    }
}
