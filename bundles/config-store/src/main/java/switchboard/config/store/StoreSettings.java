package switchboard.config.store;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the process was started with.
 *
 * @param configFile null for none
 * @param patience how long the first module waits for a bundle that reads the config file
 */
public record StoreSettings(Path dataFolder, StartMode start, Path configFile, Duration patience) {
    /** As the framework's properties say. */
    static StoreSettings of(String dataFolder, String start, String configFile) {
        return new StoreSettings(Path.of(dataFolder == null ? "data" : dataFolder), StartMode.of(start),
                configFile == null || configFile.isBlank() ? null : Path.of(configFile), Duration.ofSeconds(5));
    }
}
