package switchboard.monitor.readonly;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rules of mysql_replication_hostgroups written down plainly, for the pairs 10/20 and 30/40. */
final class ReadOnlyModel {
    private static final int[][] PAIRS = {{10, 20}, {30, 40}};

    private final boolean readersToo;
    private final int maxTimeouts;
    private final Map<String, Set<Integer>> places = new TreeMap<>();
    private final Map<String, Integer> timeouts = new HashMap<>();
    private final Set<String> heardSinceLoad = new HashSet<>();

    ReadOnlyModel(boolean readersToo, int maxTimeouts) {
        this.readersToo = readersToo;
        this.maxTimeouts = maxTimeouts;
    }

    void load(Map<String, Set<Integer>> configured) {
        places.clear();
        configured.forEach((name, where) -> places.put(name, new TreeSet<>(where)));
        heardSinceLoad.clear();
    }

    void says(String name, boolean readOnly) {
        timeouts.remove(name);
        boolean first = heardSinceLoad.add(name);
        if (readOnly) {
            becomesReader(name);
        } else if (first || !writes(name)) {
            becomesWriter(name);
        }
    }

    void fails(String name) {
        timeouts.remove(name);
    }

    void hangs(String name) {
        if (timeouts.merge(name, 1, Integer::sum) >= maxTimeouts) {
            becomesReader(name);
        }
    }

    private boolean writes(String name) {
        return places.get(name).contains(10) || places.get(name).contains(30);
    }

    private void becomesReader(String name) {
        Set<Integer> where = places.get(name);
        for (int[] pair : PAIRS) {
            if (where.remove(pair[0])) {
                where.add(pair[1]);
            }
        }
    }

    private void becomesWriter(String name) {
        Set<Integer> where = places.get(name);
        boolean isNew = false;
        for (int[] pair : PAIRS) {
            isNew |= where.contains(pair[1]) && where.add(pair[0]);
        }
        if (isNew && !readersToo) {
            where.remove(20);
            where.remove(40);
        }
    }

    Map<String, Set<Integer>> places() {
        return places;
    }
}
