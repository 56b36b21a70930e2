package switchboard.mysql.query.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.config.Rejection;
import switchboard.api.table.Row;
import switchboard.api.table.Rows;

/** Makes rules of rows, and says which it can't take (ProxySQL 2.7 manual, LOAD MYSQL QUERY RULES TO RUNTIME). */
final class RuleReader {
    private static final Logger LOG = LoggerFactory.getLogger(RuleReader.class);
    private static final int MAX_ADDRESS = 46;
    private static final Pattern FLAG_OUT = Pattern.compile("\\{[^{}]*\"id\"\\s*:\\s*(\\d{1,9})[^{}]*}");
    private static final Pattern WEIGHT = Pattern.compile("\"weight\"\\s*:\\s*(\\d{1,9})");

    private final int engine;
    private final List<Rule> rules = new ArrayList<>();
    private final List<String[]> taken = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();

    /** @param engine mysql-query_processor_regex */
    RuleReader(int engine) {
        this.engine = engine;
    }

    /** Reads the active rows, in the order of their ids. */
    RuleReader read(Rows rows) {
        List<Row> active = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.row(i).flag("active")) {
                active.add(rows.row(i));
            }
        }
        active.sort(Comparator.comparingLong(row -> row.number("rule_id")));
        active.forEach(this::rule);
        return this;
    }

    private void rule(Row row) {
        String address = row.text("client_addr");
        if (address != null && (address.indexOf('%') >= 0 && address.indexOf('%') < address.length() - 1
                || address.length() >= MAX_ADDRESS)) {
            reject(row,
                    "client_addr '" + address + "' is not taken: % must be its last character, and it must have less "
                            + "than " + MAX_ADDRESS + "; the rule is left out");
            return;
        }
        TextPattern matchDigest = null;
        TextPattern matchPattern = null;
        boolean broken = false;
        try {
            matchDigest = pattern(row, "match_digest");
            matchPattern = pattern(row, "match_pattern");
        } catch (IllegalArgumentException wrong) {
            broken = true;
            reject(row, "its regular expression is wrong: " + wrong.getMessage() + "; the rule never matches");
        }
        Rule.Criteria criteria = new Rule.Criteria(row.text("username"), row.text("schemaname"),
                (int) row.number("flagIN", 0), address, empty(row.text("proxy_addr")), number(row, "proxy_port"),
                digest(row.text("digest")), matchDigest, matchPattern, row.flag("negate_match_pattern"));
        rules.add(new Rule(rules.size(), (int) row.number("rule_id"), criteria, actions(row), broken));
        taken.add(row.values());
    }

    private static Rule.Actions actions(Row row) {
        Integer log = number(row, "log");
        return new Rule.Actions(number(row, "flagOUT"), flagOuts(row.text("attributes", "")),
                row.text("replace_pattern"),
                number(row, "destination_hostgroup"), number(row, "cache_ttl"), number(row, "cache_empty_result"),
                number(row, "timeout"), number(row, "retries"), number(row, "delay"), number(row, "next_query_flagIN"),
                number(row, "mirror_flagOUT"), number(row, "mirror_hostgroup"), row.text("error_msg"),
                row.text("OK_msg"),
                number(row, "multiplex"), number(row, "gtid_from_hostgroup"), log == null ? null : log == 1,
                row.flag("apply"));
    }

    private TextPattern pattern(Row row, String column) {
        String expression = row.text(column);
        return expression == null ? null : TextPattern.compile(expression, row.text("re_modifiers"), engine);
    }

    /** {@code {"flagOUTs":[{"id":1,"weight":2}]}}; that it is JSON is a CHECK of the table. */
    private static List<Rule.WeightedFlag> flagOuts(String attributes) {
        int list = attributes.indexOf("\"flagOUTs\"");
        if (list < 0) {
            return List.of();
        }
        List<Rule.WeightedFlag> flags = new ArrayList<>();
        Matcher entry = FLAG_OUT.matcher(attributes.substring(list));
        while (entry.find()) {
            Matcher weight = WEIGHT.matcher(entry.group());
            flags.add(new Rule.WeightedFlag(Integer.parseInt(entry.group(1)),
                    weight.find() ? Integer.parseInt(weight.group(1)) : 0));
        }
        return List.copyOf(flags);
    }

    private static Long digest(String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        String digits = text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
        try {
            return Long.parseUnsignedLong(digits, 16);
        } catch (NumberFormatException noNumber) {
            return 0L; // as strtoull: no digest is 0
        }
    }

    private static String empty(String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static Integer number(Row row, String column) {
        String text = row.text(column);
        return text == null ? null : Math.clamp(Long.parseLong(text), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private void reject(Row row, String reason) {
        LOG.warn("Query rule rule_id={}: {}", row.text("rule_id"), reason);
        rejections
                .add(new Rejection(RuleTables.RULES, row.values(), row.values(), "rule_id=" + row.text("rule_id") + ": "
                        + reason));
    }

    List<Rule> rules() {
        return rules;
    }

    /** The rows of {@link #rules}. */
    List<String[]> taken() {
        return taken;
    }

    List<Rejection> rejections() {
        return rejections;
    }
}
