package switchboard.mysql.query.rules;

import java.util.Locale;
import switchboard.api.query.QueryFacts;

/** The columns of mysql_query_rules that decide whether a rule matches, in the order in which they are looked at. */
enum Column {
    /** An expression that can't be compiled: nothing is looked at. */
    BROKEN, FLAGIN, USERNAME, SCHEMANAME, CLIENT_ADDR, PROXY_ADDR, PROXY_PORT, DIGEST, MATCH_DIGEST, MATCH_PATTERN;

    /** As the table spells it. */
    String spelling() {
        return this == FLAGIN ? "flagIN" : name().toLowerCase(Locale.ROOT);
    }

    /** Why a rule does not match by this column. */
    String reason(Rule rule, QueryFacts facts, int flagIn, String text) {
        Rule.Criteria wanted = rule.criteria();
        return switch (this) {
            case BROKEN -> "its regular expression is wrong: it never matches (see SHOW WARNINGS after LOAD)";
            case FLAGIN -> differs(wanted.flagIn(), flagIn);
            case USERNAME -> differs(quoted(wanted.username()), quoted(facts.origin().user()));
            case SCHEMANAME -> differs(quoted(wanted.schemaname()), quoted(facts.origin().schema()));
            case CLIENT_ADDR -> differs(quoted(wanted.clientAddress()), quoted(facts.origin().clientAddress()));
            case PROXY_ADDR -> differs(quoted(wanted.proxyAddress()), quoted(facts.origin().proxyAddress()));
            case PROXY_PORT -> differs(wanted.proxyPort(), facts.origin().proxyPort());
            case DIGEST -> differs(String.format("0x%016X", wanted.digest()), facts.digest().hex());
            case MATCH_DIGEST -> expression(wanted.matchDigest(), wanted.negate(), facts.digest().text());
            case MATCH_PATTERN -> expression(wanted.matchPattern(), wanted.negate(), text);
        };
    }

    private String differs(Object wanted, Object found) {
        return spelling() + " is " + wanted + ", the query has " + found;
    }

    private String expression(TextPattern pattern, boolean negate, String text) {
        return spelling() + " " + quoted(pattern.expression()) + (negate ? " is found in " : " is not found in ")
                + quoted(text) + (negate ? ", and negate_match_pattern=1" : "");
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }
}
