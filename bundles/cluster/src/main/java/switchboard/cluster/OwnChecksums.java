package switchboard.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import switchboard.api.checksum.Checksums;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.cluster.mesh.OwnNode;
import switchboard.cluster.peer.Timer;

/** What this node has, computed at most each 100 ms: two hundred peers ask for it after each of their answers. */
final class OwnChecksums implements OwnNode {
    private static final long FRESH_NANOS = 100_000_000;

    private final Supplier<Checksums> checksums;
    private final Timer timer;
    private Map<String, ModuleChecksum> known = Map.of();
    private long readAt;
    private boolean read;

    /** @param checksums null while nobody computes them */
    OwnChecksums(Supplier<Checksums> checksums, Timer timer) {
        this.checksums = checksums;
        this.timer = timer;
    }

    @Override
    public Map<String, ModuleChecksum> checksums() {
        long now = timer.nanoTime();
        if (!read || now - readAt > FRESH_NANOS) {
            Map<String, ModuleChecksum> values = new HashMap<>();
            Checksums service = checksums.get();
            if (service != null) {
                service.values().forEach(value -> values.put(value.name(), value));
            }
            if (!values.equals(known)) {
                known = values;
            }
            readAt = now;
            read = true;
        }
        return known;
    }

    /** Something was loaded. */
    void forget() {
        read = false;
    }
}
