package switchboard.monitor.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import switchboard.api.check.CheckResult;

/** The last results of each target of a group, for a successor of the check. */
final class Remembered {
    private static final int MAX = 100;

    private final Map<String, ArrayDeque<CheckResult>> byServer = new HashMap<>();

    void add(CheckResult result, int limit) {
        if (limit <= 0) {
            return;
        }
        ArrayDeque<CheckResult> last = byServer.computeIfAbsent(
                result.target().hostname() + ':' + result.target().port(), any -> new ArrayDeque<>());
        last.addLast(result);
        while (last.size() > Math.min(limit, MAX)) {
            last.removeFirst();
        }
    }

    /** Oldest first. */
    List<CheckResult> all() {
        List<CheckResult> all = new ArrayList<>();
        byServer.values().forEach(all::addAll);
        all.sort(Comparator.comparingLong(CheckResult::startMicros));
        return all;
    }
}
