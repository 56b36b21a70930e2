package switchboard.mysql.query.rules;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import switchboard.api.query.Decision;
import switchboard.api.query.QueryFacts;

/** Evaluates the rules for one query (ProxySQL 2.7 manual, rule evaluation). Used once. */
final class Evaluation {
    private final List<Rule> rules;
    private final QueryFacts facts;
    private final IntUnaryOperator random;
    private final Trace trace;
    private int[] hits = new int[4];
    private int hitCount;
    private boolean lasting = true;
    private int flagIn;
    private String rewritten;
    private Integer destinationHostgroup;
    private Integer timeoutMs;
    private Integer retries;
    private Integer delayMs;
    private Integer nextQueryFlagIn;
    private Integer multiplex;
    private Integer cacheTtlMs;
    private Integer cacheEmptyResult;
    private Integer mirrorHostgroup;
    private Integer mirrorFlagOut;
    private Integer gtidFromHostgroup;
    private String errorMessage;
    private String okMessage;
    private Boolean log;

    /** @param random gives a number from 0 to below its argument */
    Evaluation(List<Rule> rules, QueryFacts facts, IntUnaryOperator random, Trace trace) {
        this.rules = rules;
        this.facts = facts;
        this.random = random;
        this.trace = trace;
        this.flagIn = facts.flagIn();
    }

    /** @param iterations mysql-query_processor_iterations: how often evaluation may begin anew after a flagOUT */
    Decision decide(FastRouting fastRouting, int iterations) {
        int left = iterations;
        Rule last = null;
        for (int i = 0; i < rules.size(); i++) {
            last = rules.get(i);
            if (!matches(last)) {
                continue;
            }
            boolean flagChanged = act(last);
            if (last.actions().apply()) {
                trace.ended(last);
                break;
            }
            if (flagChanged && left > 0) {
                left--;
                i = -1;
                trace.begunAnew(left);
            }
        }
        if (last == null || !last.actions().apply()) { // ProxySQL looks at the last rule it saw, matched or not
            Integer fast = fastRouting.hostgroup(facts.origin(), flagIn, trace);
            destinationHostgroup = fast != null ? fast : destinationHostgroup;
        } else {
            trace.fastRoutingSkipped(last);
        }
        return new Decision(Arrays.copyOf(hits, hitCount), lasting, destinationHostgroup, rewritten, errorMessage,
                okMessage, timeoutMs, retries, delayMs, nextQueryFlagIn, multiplex, cacheTtlMs, cacheEmptyResult,
                mirrorHostgroup, mirrorFlagOut, gtidFromHostgroup, log);
    }

    private boolean matches(Rule rule) {
        Column decided = mismatch(rule);
        if (decided == null) {
            trace.matched(rule, flagIn);
            return true;
        }
        trace.passed(rule, decided, flagIn, decided == Column.MATCH_PATTERN ? text() : null);
        return false;
    }

    /**
     * The column by which the rule does not match; null if it does. Cheap criteria first: one that fails keeps the text from
     * being looked at, and the decision lasting.
     */
    private Column mismatch(Rule rule) {
        if (rule.broken()) {
            return Column.BROKEN;
        }
        Rule.Criteria criteria = rule.criteria();
        if (criteria.flagIn() != flagIn) {
            return Column.FLAGIN;
        }
        Column ofSession = criteria.mismatch(facts.origin());
        if (ofSession != null) {
            return ofSession;
        }
        boolean hasDigest = facts.digest() != null;
        if (criteria.digest() != null && hasDigest && criteria.digest() != facts.digest().hash()) {
            return Column.DIGEST;
        }
        if (criteria.matchDigest() != null && hasDigest
                && criteria.matchDigest().isFoundIn(facts.digest().text()) == criteria.negate()) {
            return Column.MATCH_DIGEST;
        }
        if (criteria.matchPattern() == null) {
            return null;
        }
        lasting = false;
        return criteria.matchPattern().isFoundIn(text()) != criteria.negate() ? null : Column.MATCH_PATTERN;
    }

    private String text() {
        return rewritten != null ? rewritten : facts.text();
    }

    /** Takes over what the rule says; true if another chain follows. */
    private boolean act(Rule rule) {
        if (hitCount == hits.length) {
            hits = Arrays.copyOf(hits, hitCount * 2);
        }
        hits[hitCount++] = rule.position();
        Rule.Actions actions = rule.actions();
        timeoutMs = or(actions.timeoutMs(), timeoutMs);
        retries = or(actions.retries(), retries);
        delayMs = or(actions.delayMs(), delayMs);
        nextQueryFlagIn = or(actions.nextQueryFlagIn(), nextQueryFlagIn);
        mirrorFlagOut = or(actions.mirrorFlagOut(), mirrorFlagOut);
        mirrorHostgroup = or(actions.mirrorHostgroup(), mirrorHostgroup);
        errorMessage = or(actions.errorMessage(), errorMessage);
        okMessage = or(actions.okMessage(), okMessage);
        cacheTtlMs = or(actions.cacheTtlMs(), cacheTtlMs);
        cacheEmptyResult = or(actions.cacheEmptyResult(), cacheEmptyResult);
        multiplex = or(actions.multiplex(), multiplex);
        gtidFromHostgroup = or(actions.gtidFromHostgroup(), gtidFromHostgroup);
        log = or(actions.log(), log);
        destinationHostgroup = or(actions.destinationHostgroup(), destinationHostgroup);
        if (actions.replacePattern() != null && rule.criteria().matchPattern() != null && !facts.prepared()) {
            rewritten = rule.criteria().matchPattern().replace(text(), actions.replacePattern());
            trace.rewritten(rule, rewritten);
        }
        return follow(rule);
    }

    private boolean follow(Rule rule) {
        Rule.Actions actions = rule.actions();
        Integer next = null;
        int weights = 0;
        for (Rule.WeightedFlag flag : actions.flagOuts()) {
            weights += flag.weight();
        }
        if (weights > 0) {
            lasting = false; // chance decides again for the next query
            int at = random.applyAsInt(weights);
            for (Rule.WeightedFlag flag : actions.flagOuts()) {
                at -= flag.weight();
                if (at < 0) {
                    next = flag.flag();
                    break;
                }
            }
        }
        next = or(actions.flagOut(), next);
        if (next == null) {
            return false;
        }
        flagIn = next;
        trace.followed(rule, flagIn, actions.flagOut() != null ? 0 : weights);
        return true;
    }

    private static <T> T or(T given, T before) {
        return given != null ? given : before;
    }
}
