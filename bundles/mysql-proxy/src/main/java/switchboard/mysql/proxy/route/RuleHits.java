package switchboard.mysql.proxy.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often each rule matched, on one event loop. They go on when the rules' module is replaced; a LOAD sets them to 0.
 * Written by the loop, read by any thread.
 */
public final class RuleHits {
    private record Counts(List<Integer> ruleIds, AtomicLongArray hits) {
    }

    private volatile Counts counts = new Counts(List.of(), new AtomicLongArray(0));

    /** Other rules are in force: the counts of those that stay go on. On the loop. */
    void follow(List<Integer> ruleIds) {
        Map<Integer, Long> before = byRule();
        AtomicLongArray hits = new AtomicLongArray(ruleIds.size());
        for (int i = 0; i < ruleIds.size(); i++) {
            hits.setPlain(i, before.getOrDefault(ruleIds.get(i), 0L));
        }
        counts = new Counts(List.copyOf(ruleIds), hits);
    }

    /** On the loop. */
    void count(int[] positions) {
        AtomicLongArray hits = counts.hits();
        for (int position : positions) {
            hits.setOpaque(position, hits.getPlain(position) + 1);
        }
    }

    /** All to 0. On the loop. */
    public void clear() {
        AtomicLongArray hits = counts.hits();
        for (int i = 0; i < hits.length(); i++) {
            hits.setOpaque(i, 0);
        }
    }

    /** Hits by rule id. Any thread. */
    public Map<Integer, Long> byRule() {
        Counts now = counts;
        Map<Integer, Long> byRule = new HashMap<>();
        for (int i = 0; i < now.ruleIds().size(); i++) {
            byRule.put(now.ruleIds().get(i), now.hits().getOpaque(i));
        }
        return byRule;
    }
}
