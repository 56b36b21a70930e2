package switchboard.config.store.history;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import switchboard.config.store.history.VersionTables.Kept;

/** Which versions of a module go: chains of one whole version and those that build on it, the oldest first. */
final class Retention {
    private Retention() {
    }

    /**
     * @param kept the module's versions
     * @param versions how many shall be kept, at least 1
     * @param bytes how much they may have together; the last chain stays whatever its size
     */
    static List<Long> superfluous(List<Kept> kept, int versions, long bytes) {
        NavigableMap<Long, List<Kept>> chains = new TreeMap<>();
        kept.forEach(one -> chains.computeIfAbsent(one.base(), base -> new ArrayList<>()).add(one));
        List<Long> gone = new ArrayList<>();
        long count = 0;
        long sum = 0;
        boolean full = false;
        for (List<Kept> chain : chains.descendingMap().values()) {
            long size = chain.stream().mapToLong(Kept::bytes).sum();
            full |= count > 0 && (count >= versions || sum + size > bytes);
            if (full) {
                chain.forEach(one -> gone.add(one.version().number()));
            }
            count += chain.size();
            sum += size;
        }
        return gone;
    }
}
