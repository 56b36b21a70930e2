package switchboard.aurora;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rules of mysql_aws_aurora_hostgroups written down plainly, without snapshots and moves. */
final class AuroraModel {
    private final AuroraRow row;
    private final Set<String> writes = new TreeSet<>();
    private final Set<String> reads = new TreeSet<>();
    private final Set<String> late = new TreeSet<>();
    private final Map<String, Deque<Integer>> lags = new HashMap<>();

    AuroraModel(AuroraRow row, Set<String> readers) {
        this.row = row;
        reads.addAll(readers);
    }

    /**
     * An answer that is one.
     *
     * @param told lag in ms of each server that it names
     * @param writer which of them writes, or null
     */
    void see(Map<String, Integer> told, String writer) {
        lags.keySet().retainAll(told.keySet());
        if (writer != null) {
            Set<String> former = new TreeSet<>(writes);
            former.remove(writer);
            former.forEach(this::becomeReader);
            writes.add(writer);
            if (row.writerIsAlsoReader()) {
                reads.add(writer);
            } else {
                reads.remove(writer);
                late.remove(writer);
            }
        }
        told.forEach((name, lag) -> {
            Deque<Integer> window = lags.computeIfAbsent(name, any -> new ArrayDeque<>());
            window.addLast(lag);
            if (window.size() > row.lag().checks()) {
                window.removeFirst();
            }
            if (writes.contains(name) && !name.equals(writer)) {
                becomeReader(name);
            } else if (!name.equals(writer)) {
                reads.add(name);
            }
            judge(name, window);
        });
    }

    private void becomeReader(String name) {
        writes.remove(name);
        reads.add(name);
        late.remove(name);
    }

    private void judge(String name, Deque<Integer> window) {
        long estimate = 0;
        for (int lag : window) {
            if (lag != 0) {
                estimate = Math.max(estimate, Math.max(lag + row.lag().added().toMillis(), row.lag().min().toMillis()));
            }
        }
        if (estimate > row.lag().max().toMillis() && reads.contains(name)) {
            late.add(name);
        } else {
            late.remove(name);
        }
    }

    Set<String> writers() {
        return writes;
    }

    /** Who reads, late ones marked. */
    Set<String> readers() {
        return reads.stream().map(name -> late.contains(name) ? name + "=late" : name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
