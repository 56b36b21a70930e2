package switchboard.itests;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What clients were told of their LOADs, and whether it can all be true. Each LOAD adds one row of its own. */
final class LoadHistory {
    /**
     * An acknowledged LOAD.
     *
     * @param designation of the primary, the same before the row was written and after the LOAD
     */
    private record Acknowledged(int id, String node, String designation) {
    }

    private final List<Acknowledged> acknowledged = new ArrayList<>();
    private int refused;
    private int unknown;

    synchronized void acknowledged(int id, String node, String designation) {
        acknowledged.add(new Acknowledged(id, node, designation));
    }

    synchronized void refused() {
        refused++;
    }

    synchronized void unknown() {
        unknown++;
    }

    /** What is wrong; empty if nothing is. @param running ids that run on all nodes in the end */
    synchronized List<String> faults(Set<Integer> running) {
        List<String> faults = new ArrayList<>();
        Set<Integer> lost = new TreeSet<>();
        Map<String, String> primaries = new HashMap<>();
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
        return faults;
    }

    @Override
    public synchronized String toString() {
        return "LOADs acknowledged=" + acknowledged.size() + " refused=" + refused + " unknown=" + unknown;
    }
}
