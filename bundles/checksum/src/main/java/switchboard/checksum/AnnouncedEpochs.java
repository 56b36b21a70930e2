package switchboard.checksum;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import switchboard.api.checksum.Checksums.Announced;

/** What peers have whose rows are being loaded now. */
final class AnnouncedEpochs {
    private record Peer(String name, String checksum, long epochSeconds) {
    }

    private final Map<Object, Peer> open = new ConcurrentHashMap<>();

    Announced open(String name, String checksum, long epochSeconds) {
        Objects.requireNonNull(checksum);
        Object key = new Object();
        open.put(key, new Peer(name, checksum, epochSeconds));
        return () -> open.remove(key);
    }

    /** The epoch of a peer with this very checksum, or null. */
    Long find(String name, String checksum) {
        for (Peer peer : open.values()) {
            if (peer.name().equals(name) && peer.checksum().equals(checksum)) {
                return peer.epochSeconds();
            }
        }
        return null;
    }
}
