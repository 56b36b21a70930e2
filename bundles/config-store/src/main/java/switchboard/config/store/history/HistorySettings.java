package switchboard.config.store.history;

import java.time.Duration;

/**
 * How much is kept.
 *
 * @param versions of each module; 0 keeps none
 * @param bytes of each module, compressed; the last version is kept whatever its size
 * @param patience how long a LOAD waits for its version to be on the disk
 */
public record HistorySettings(int versions, long bytes, Duration patience) {
    public static final HistorySettings DEFAULT = new HistorySettings(100, 64L << 20, Duration.ofSeconds(1));
}
