package switchboard.mysql.query.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import switchboard.api.query.QueryFacts;
import switchboard.api.query.QueryOrigin;
import switchboard.api.query.RouteStep;

/** Says in words how one query is evaluated. */
final class StepTrace implements Trace {
    private static final String RULE = "rule";
    private static final String CHAIN = "chain";
    private static final String FAST = "fast_routing";

    private final QueryFacts facts;
    private final Consumer<RouteStep> steps;

    StepTrace(QueryFacts facts, Consumer<RouteStep> steps) {
        this.facts = facts;
        this.steps = steps;
    }

    @Override
    public void passed(Rule rule, Column column, int flagIn, String text) {
        tell(RULE, rule.id(), "no match", column.reason(rule, facts, flagIn, text));
    }

    @Override
    public void matched(Rule rule, int flagIn) {
        List<String> sets = new ArrayList<>();
        Rule.Actions actions = rule.actions();
        add(sets, "destination_hostgroup", actions.destinationHostgroup());
        add(sets, "cache_ttl", actions.cacheTtlMs());
        add(sets, "cache_empty_result", actions.cacheEmptyResult());
        add(sets, "timeout", actions.timeoutMs());
        add(sets, "retries", actions.retries());
        add(sets, "delay", actions.delayMs());
        add(sets, "next_query_flagIN", actions.nextQueryFlagIn());
        add(sets, "mirror_flagOUT", actions.mirrorFlagOut());
        add(sets, "mirror_hostgroup", actions.mirrorHostgroup());
        add(sets, "error_msg", actions.errorMessage());
        add(sets, "OK_msg", actions.okMessage());
        add(sets, "multiplex", actions.multiplex());
        add(sets, "gtid_from_hostgroup", actions.gtidFromHostgroup());
        add(sets, "log", actions.log() == null ? null : actions.log() ? 1 : 0);
        add(sets, "apply", actions.apply() ? 1 : null);
        tell(RULE, rule.id(), "match", "in chain flagIN=" + flagIn
                + (sets.isEmpty() ? "; sets nothing" : "; sets " + String.join(", ", sets)));
    }

    private static void add(List<String> sets, String column, Object value) {
        if (value != null) {
            sets.add(column + "=" + (value instanceof String ? "'" + value + "'" : value));
        }
    }

    @Override
    public void rewritten(Rule rule, String text) {
        tell("rewrite", rule.id(), text, "replace_pattern '" + rule.actions().replacePattern() + "'");
    }

    @Override
    public void followed(Rule rule, int flagOut, int ofWeights) {
        tell(CHAIN, rule.id(), "flagOUT=" + flagOut, ofWeights == 0
                ? "rules with flagIN=" + flagOut + " follow"
                : "drawn by chance among the flagOUTs of attributes (weights in all: " + ofWeights
                        + "); the next query may draw another");
    }

    @Override
    public void ended(Rule applied) {
        tell(CHAIN, applied.id(), "end", "apply=1: later rules are not looked at");
    }

    @Override
    public void begunAnew(int iterationsLeft) {
        steps.accept(new RouteStep(CHAIN, "", "again from the first rule",
                "mysql-query_processor_iterations, left: " + iterationsLeft));
    }

    @Override
    public void fastRouting(QueryOrigin origin, String user, int flagIn, Integer hostgroup) {
        steps.accept(new RouteStep(FAST, "username='" + user + "'", hostgroup == null ? "no row" : "match",
                "schemaname='" + origin.schema() + "' flagIN=" + flagIn
                        + (hostgroup == null ? "" : "; sets destination_hostgroup=" + hostgroup)));
    }

    @Override
    public void fastRoutingSkipped(Rule last) {
        steps.accept(new RouteStep(FAST, "", "not looked at",
                "rule " + last.id() + ", the last one looked at, has apply=1"));
    }

    private void tell(String step, int ruleId, String result, String reason) {
        steps.accept(new RouteStep(step, String.valueOf(ruleId), result, reason));
    }
}
