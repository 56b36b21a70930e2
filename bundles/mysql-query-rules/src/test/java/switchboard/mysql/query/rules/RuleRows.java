package switchboard.mysql.query.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import switchboard.api.table.Rows;

/** Rows of mysql_query_rules and fast routing, by the settings that differ from the defaults. */
final class RuleRows {
    private static final List<String> COLUMNS = List.of("rule_id", "active", "username", "schemaname", "flagIN",
            "client_addr", "proxy_addr", "proxy_port", "digest", "match_digest", "match_pattern",
            "negate_match_pattern", "re_modifiers", "flagOUT", "replace_pattern", "destination_hostgroup", "cache_ttl",
            "cache_empty_result", "cache_timeout", "reconnect", "timeout", "retries", "delay", "next_query_flagIN",
            "mirror_flagOUT", "mirror_hostgroup", "error_msg", "OK_msg", "sticky_conn", "multiplex",
            "gtid_from_hostgroup", "log", "apply", "attributes", "comment");

    final List<String[]> rows = new ArrayList<>();
    final List<String[]> fast = new ArrayList<>();
    int iterations;
    int chance;

    void rule(int id, String... settings) {
        String[] row = new String[COLUMNS.size()];
        Arrays.fill(row, null);
        set(row, "rule_id=" + id);
        for (String initial : List.of("active=1", "flagIN=0", "negate_match_pattern=0", "re_modifiers=CASELESS",
                "apply=0", "attributes=")) {
            set(row, initial);
        }
        for (String setting : settings) {
            set(row, setting);
        }
        rows.add(row);
    }

    private static void set(String[] row, String setting) {
        int at = setting.indexOf('=');
        row[COLUMNS.indexOf(setting.substring(0, at))] = setting.substring(at + 1);
    }

    Rows table() {
        return new Rows(COLUMNS, rows);
    }

    RunningRules running() {
        RuleReader reader = new RuleReader(1).read(table());
        FastRouting routing = FastRouting.of(
                new Rows(List.of("username", "schemaname", "flagIN", "destination_hostgroup", "comment"), fast));
        return new RunningRules(reader.rules(), routing, iterations, Map.of(), bound -> chance);
    }
}
