package switchboard.itests;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What clients were told of their LOADs and what nodes were seen to run, and whether it can all be true. Each LOAD adds
 * one row of its own, with a greater id than all before; so of two configurations that follow each other the later one
 * has all rows of the earlier one. The history has parts, each of which begins with a LOAD that leaves its row alone.
 */
final class LoadHistory {
    /**
     * An acknowledged LOAD.
     *
     * @param designation of the primary, the same before the row was written and after the LOAD
     */
    private record Acknowledged(int id, String node, String designation) {
    }

    private final List<Acknowledged> acknowledged = new ArrayList<>();
    private final Map<String, String> primaries = new HashMap<>(); // by designation, of all parts
    private final Map<Set<Integer>, String> seen = new HashMap<>(); // and where first
    private int first;
    private int before;
    private int refused;
    private int unknown;
    private int observations;

    synchronized void acknowledged(int id, String node, String designation) {
        acknowledged.add(new Acknowledged(id, node, designation));
    }

    synchronized void refused() {
        refused++;
    }

    synchronized void unknown() {
        unknown++;
    }

    /** A node runs these ids. What is left of an earlier part, on a node that has just started, says nothing. */
    synchronized void seen(String node, Set<Integer> running) {
        if (first > 0 && running.contains(first)) {
            observations++;
            seen.putIfAbsent(Set.copyOf(running), node + " at " + Instant.now());
        }
    }

    /** The next part has begun: from now on all nodes run this row, and no earlier one. */
    synchronized void begin(int id) {
        before += acknowledged.size();
        acknowledged.clear();
        seen.clear();
        first = id;
    }

    /** What is wrong with this part; empty if nothing is. @param running ids that run on all nodes now */
    synchronized List<String> faults(Set<Integer> running) {
        List<String> faults = new ArrayList<>();
        Set<Integer> lost = new TreeSet<>();
        for (Acknowledged each : acknowledged) {
            if (!running.contains(each.id())) {
                lost.add(each.id());
            }
            String other = primaries.putIfAbsent(each.designation(), each.node());
            if (other != null && !other.equals(each.node())) {
                faults.add("designation " + each.designation() + " acknowledged by " + other + " and " + each.node());
            }
        }
        if (!lost.isEmpty()) {
            faults.add("acknowledged and lost: " + lost);
        }
        seen.putIfAbsent(Set.copyOf(running), "all in the end");
        List<Set<Integer>> chain = seen.keySet().stream().sorted(Comparator.comparingInt(Set::size)).toList();
        for (int i = 1; i < chain.size(); i++) {
            if (!chain.get(i).containsAll(chain.get(i - 1))) {
                faults.add("neither follows the other: " + new TreeSet<>(chain.get(i - 1)) + " on "
                        + seen.get(chain.get(i - 1)) + ", and " + new TreeSet<>(chain.get(i)) + " on "
                        + seen.get(chain.get(i)));
            }
        }
        return faults;
    }

    @Override
    public synchronized String toString() {
        return "LOADs acknowledged=" + (before + acknowledged.size()) + " refused=" + refused + " unknown=" + unknown
                + " configurations observed=" + observations;
    }
}
