package switchboard.mysql.proxy.rig;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import switchboard.api.query.Decision;
import switchboard.api.query.QueryFacts;
import switchboard.api.query.QueryRouter;
import switchboard.api.query.RuleSet;

/** Rules by the beginning of a statement. */
public final class TestRules implements QueryRouter {
    private static final int[] NO_HITS = {};
    private final Map<String, Decision> byBeginning = new ConcurrentSkipListMap<>();
    private volatile RuleSet rules = new Rules(Map.of());

    private record Rules(Map<String, Decision> byBeginning) implements RuleSet {
        @Override
        public Decision decide(QueryFacts facts) {
            return byBeginning.entrySet().stream().filter(rule -> facts.text().startsWith(rule.getKey()))
                    .map(Map.Entry::getValue).findFirst().orElse(Decision.NONE);
        }

        @Override
        public List<Integer> ruleIds() {
            return List.of();
        }

        @Override
        public boolean looksAtClientAddress() {
            return false;
        }

        @Override
        public boolean looksAtProxyAddress() {
            return false;
        }
    }

    private TestRules add(String beginning, Decision decision) {
        byBeginning.put(beginning, decision);
        rules = new Rules(Map.copyOf(byBeginning));
        return this;
    }

    public TestRules route(String beginning, int hostgroup) {
        return add(beginning, decision(hostgroup, null, null, null, null));
    }

    public TestRules timeout(String beginning, int timeoutMs) {
        return add(beginning, decision(null, null, timeoutMs, null, null));
    }

    public TestRules delay(String beginning, int delayMs, Integer timeoutMs) {
        return add(beginning, decision(null, null, timeoutMs, delayMs, null));
    }

    public TestRules rewrite(String beginning, String sql) {
        return add(beginning, decision(null, sql, null, null, null));
    }

    public TestRules multiplex(String beginning, int multiplex) {
        return add(beginning, decision(null, null, null, null, multiplex));
    }

    public TestRules answer(String beginning, String errorMessage, String okMessage) {
        return add(beginning, new Decision(NO_HITS, true, null, null, errorMessage, okMessage, null, null, null, null,
                null, null, null, null, null, null, null));
    }

    /** @param empty cache_empty_result, or null */
    public TestRules cache(String beginning, int ttlMs, Integer empty) {
        return add(beginning, new Decision(NO_HITS, true, null, null, null, null, null, null, null, null, null, ttlMs,
                empty, null, null, null, null));
    }

    /** @param hostgroup gtid_from_hostgroup */
    public TestRules gtidFrom(String beginning, int destination, int hostgroup) {
        return add(beginning, new Decision(NO_HITS, true, destination, null, null, null, null, null, null, null, null,
                null, null, null, null, hostgroup, null));
    }

    private static Decision decision(Integer hostgroup, String rewritten, Integer timeoutMs, Integer delayMs,
            Integer multiplex) {
        return new Decision(NO_HITS, true, hostgroup, rewritten, null, null, timeoutMs, null, delayMs, null,
                multiplex, null, null, null, null, null, null);
    }

    @Override
    public RuleSet rules() {
        return rules;
    }
}
