package switchboard.api.query;

import java.util.Objects;

/**
 * What the rules say of a query. A null field was set by no rule.
 *
 * @param hits positions of the matched rules in {@link RuleSet#ruleIds}; shared, nobody changes it
 * @param lasting true if it depends only on user, schema, addresses, digest and flagIN, so that the next query with the
 *            same ones needs no evaluation
 * @param rewritten the statement to send instead
 * @param errorMessage answer ERR 1148 with it
 * @param okMessage answer OK with it
 * @param timeoutMs the query's time limit, instead of mysql-default_query_timeout
 * @param delayMs milliseconds to wait before it is sent
 * @param multiplex 0, 1 or 2 (ProxySQL manual, mysql_query_rules.multiplex)
 * @param cacheTtlMs how long its result may be served again
 */
public record Decision(int[] hits, boolean lasting, Integer destinationHostgroup, String rewritten,
        String errorMessage, String okMessage, Integer timeoutMs, Integer retries, Integer delayMs,
        Integer nextQueryFlagIn, Integer multiplex, Integer cacheTtlMs, Integer cacheEmptyResult,
        Integer mirrorHostgroup, Integer mirrorFlagOut, Integer gtidFromHostgroup, Boolean log) {
    private static final int[] NO_HITS = {};
    /** No rule matched. */
    public static final Decision NONE = new Decision(NO_HITS, true, null, null, null, null, null, null, null, null,
            null, null, null, null, null, null, null);

    public Decision {
        Objects.requireNonNull(hits);
    }
}
