package switchboard.mysql.query.rules;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import switchboard.api.query.Decision;
import switchboard.api.query.QueryFacts;
import switchboard.api.query.RouteStep;
import switchboard.api.query.RuleSet;
import switchboard.api.table.Rows;

/** The rules of one LOAD. Immutable. */
final class RunningRules implements RuleSet {
    /** A row and its rule without the texts; rounded. */
    private static final int ROW_BYTES = 600;

    private final List<Rule> rules;
    private final FastRouting fastRouting;
    private final int iterations;
    private final Map<String, Rows> rows;
    private final List<Integer> ruleIds;
    private final boolean clientAddress;
    private final boolean proxyAddress;
    private final IntUnaryOperator random;

    /** @param rows what the runtime tables show */
    RunningRules(List<Rule> rules, FastRouting fastRouting, int iterations, Map<String, Rows> rows,
            IntUnaryOperator random) {
        this.rules = List.copyOf(rules);
        this.fastRouting = fastRouting;
        this.iterations = iterations;
        this.rows = Map.copyOf(rows);
        this.ruleIds = rules.stream().map(Rule::id).toList();
        this.clientAddress = rules.stream().anyMatch(rule -> rule.criteria().clientAddress() != null);
        this.proxyAddress = rules.stream()
                .anyMatch(rule -> rule.criteria().proxyAddress() != null || rule.criteria().proxyPort() != null);
        this.random = random;
    }

    RunningRules(List<Rule> rules, FastRouting fastRouting, int iterations, Map<String, Rows> rows) {
        this(rules, fastRouting, iterations, rows, bound -> ThreadLocalRandom.current().nextInt(bound));
    }

    /** About what the rules take in memory: their rows, and as much again for what is made of them. */
    long bytes() {
        long bytes = 0;
        for (Rows table : rows.values()) {
            for (String[] row : table.values()) {
                bytes += ROW_BYTES;
                for (String value : row) {
                    bytes += value == null ? 0 : 2L * value.length();
                }
            }
        }
        return bytes;
    }

    @Override
    public Decision decide(QueryFacts facts) {
        return new Evaluation(rules, facts, random, Trace.OFF).decide(fastRouting, iterations);
    }

    @Override
    public Decision explain(QueryFacts facts, Consumer<RouteStep> steps) {
        return new Evaluation(rules, facts, random, new StepTrace(facts, steps)).decide(fastRouting, iterations);
    }

    @Override
    public List<Integer> ruleIds() {
        return ruleIds;
    }

    @Override
    public boolean looksAtClientAddress() {
        return clientAddress;
    }

    @Override
    public boolean looksAtProxyAddress() {
        return proxyAddress;
    }

    Map<String, Rows> rows() {
        return rows;
    }
}
