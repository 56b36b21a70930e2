package switchboard.query.digest.statistics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The other versions of this bundle that live now, by the id of their bundle. */
final class OtherVersions {
    private final long ownBundle;
    private final DigestStatistics statistics;
    private final CountingGate gate = new CountingGate(this::stopOlder);
    private final Map<Function<String, List<Object[]>>, Long> others = new ConcurrentHashMap<>();
    private volatile boolean closed;

    OtherVersions(long ownBundle, DigestStatistics statistics) {
        this.ownBundle = ownBundle;
        this.statistics = statistics;
    }

    CountingGate gate() {
        return gate;
    }

    void bind(Function<String, List<Object[]>> found, long bundle) {
        if (bundle != ownBundle) {
            others.put(found, bundle);
        }
    }

    /** Inherits from one that goes; counts again if it was the newest. */
    void unbind(Function<String, List<Object[]>> gone) {
        if (others.remove(gone) == null || closed) {
            return;
        }
        statistics.absorb(gone.apply(DigestHandover.TAKE));
        if (others.values().stream().noneMatch(bundle -> bundle > ownBundle)) {
            gate.resume();
        }
    }

    /** Takes over what older versions have counted so far; before tables are read. */
    void inherit() {
        others.forEach((other, bundle) -> {
            if (bundle < ownBundle) {
                statistics.absorb(other.apply(DigestHandover.TAKE));
            }
        });
    }

    private void stopOlder() {
        others.forEach((other, bundle) -> {
            if (bundle < ownBundle) {
                other.apply(DigestHandover.STOP);
            }
        });
    }

    /** We go ourselves: the rows of others stay theirs. */
    void close() {
        closed = true;
    }
}
