package switchboard.stats.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Statistics that a test sets. */
final class FakeStatistics implements Statistics {
    final Map<String, String> global = new LinkedHashMap<>();
    final List<Object[]> pool = new ArrayList<>();
    List<Object[]> digests = new ArrayList<>();

    @Override
    public Map<String, String> global() {
        return Map.copyOf(global);
    }

    @Override
    public List<Object[]> connectionPool() {
        return List.copyOf(pool);
    }

    @Override
    public List<Object[]> takeDigests() {
        List<Object[]> taken = digests;
        digests = new ArrayList<>();
        return taken;
    }
}
