package switchboard.config.store;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the process was started with.
 *
 * @param configFile null for none
 * @param keyFile null for a database that is not encrypted
 * @param patience how long the first module waits for a bundle that reads the config file
 * @param idle how long nothing is written before a file that has grown is compacted
 */
public record StoreSettings(Path dataFolder, StartMode start, Path configFile, Path keyFile, Duration patience,
        Duration idle) {
    private static final Duration IDLE = Duration.ofSeconds(5);

    public StoreSettings(Path dataFolder, StartMode start, Path configFile, Path keyFile, Duration patience) {
        this(dataFolder, start, configFile, keyFile, patience, IDLE);
    }

    /** As the framework's properties say. */
    static StoreSettings of(String dataFolder, String start, String configFile, String keyFile) {
        return new StoreSettings(Path.of(dataFolder == null ? "data" : dataFolder), StartMode.of(start),
                path(configFile), path(keyFile), Duration.ofSeconds(5));
    }

    private static Path path(String text) {
        return text == null || text.isBlank() ? null : Path.of(text);
    }
}
