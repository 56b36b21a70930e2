package switchboard.mysql.query.rules;

import java.util.List;
import java.util.Map;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.FileSection;
import switchboard.api.table.TableDefinition;

/** The two tables of rules (ProxySQL 2.7 manual, mysql_query_rules). */
final class RuleTables {
    static final String RULES = "mysql_query_rules";
    static final String FAST_ROUTING = "mysql_query_rules_fast_routing";

    private static final TableDefinition RULES_DEFINITION = new TableDefinition(RULES,
            """
                    CREATE TABLE mysql_query_rules (
                        rule_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
                        active INT CHECK (active IN (0,1)) NOT NULL DEFAULT 0,
                        username VARCHAR,
                        schemaname VARCHAR,
                        flagIN INT CHECK (flagIN >= 0) NOT NULL DEFAULT 0,
                        client_addr VARCHAR,
                        proxy_addr VARCHAR,
                        proxy_port INT CHECK (proxy_port >= 0 AND proxy_port <= 65535),
                        digest VARCHAR,
                        match_digest VARCHAR,
                        match_pattern VARCHAR,
                        negate_match_pattern INT CHECK (negate_match_pattern IN (0,1)) NOT NULL DEFAULT 0,
                        re_modifiers VARCHAR DEFAULT 'CASELESS',
                        flagOUT INT CHECK (flagOUT >= 0),
                        replace_pattern VARCHAR CHECK(CASE WHEN replace_pattern IS NULL THEN 1 WHEN replace_pattern IS NOT NULL AND match_pattern IS NOT NULL THEN 1 ELSE 0 END),
                        destination_hostgroup INT DEFAULT NULL,
                        cache_ttl INT CHECK(cache_ttl > 0),
                        cache_empty_result INT CHECK (cache_empty_result IN (0,1)) DEFAULT NULL,
                        cache_timeout INT CHECK(cache_timeout >= 0),
                        reconnect INT CHECK (reconnect IN (0,1)) DEFAULT NULL,
                        timeout INT UNSIGNED CHECK (timeout >= 0),
                        retries INT CHECK (retries>=0 AND retries <=1000),
                        delay INT UNSIGNED CHECK (delay >=0),
                        next_query_flagIN INT UNSIGNED,
                        mirror_flagOUT INT UNSIGNED,
                        mirror_hostgroup INT UNSIGNED,
                        error_msg VARCHAR,
                        OK_msg VARCHAR,
                        sticky_conn INT CHECK (sticky_conn IN (0,1)),
                        multiplex INT CHECK (multiplex IN (0,1,2)),
                        gtid_from_hostgroup INT UNSIGNED,
                        log INT CHECK (log IN (0,1)),
                        apply INT CHECK(apply IN (0,1)) NOT NULL DEFAULT 0,
                        attributes VARCHAR CHECK (JSON_VALID(attributes) OR attributes = '') NOT NULL DEFAULT '',
                        comment VARCHAR)""");
    /** ProxySQL prints the runtime table with two line breaks less. */
    private static final TableDefinition RULES_RUNTIME = new TableDefinition("runtime_" + RULES,
            RULES_DEFINITION.createSql().replace("TABLE " + RULES, "TABLE runtime_" + RULES)
                    .replace(",\n    digest ", ", digest ").replace(",\n    replace_pattern ", ", replace_pattern "));

    static final ConfigTable RULES_TABLE = new ConfigTable(RULES_DEFINITION, "rule_id", null,
            new FileSection(RULES, false, Map.of(), List.of()), RULES_RUNTIME);

    static final ConfigTable FAST_ROUTING_TABLE = new ConfigTable(new TableDefinition(FAST_ROUTING, """
            CREATE TABLE mysql_query_rules_fast_routing (
                username VARCHAR NOT NULL,
                schemaname VARCHAR NOT NULL,
                flagIN INT NOT NULL DEFAULT 0,
                destination_hostgroup INT CHECK (destination_hostgroup >= 0) NOT NULL,
                comment VARCHAR NOT NULL,
                PRIMARY KEY (username, schemaname, flagIN) )"""), "username, schemaname, flagIN", null, null);

    private RuleTables() {
    }
}
