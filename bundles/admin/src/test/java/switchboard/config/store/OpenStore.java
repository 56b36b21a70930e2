package switchboard.config.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import switchboard.api.config.ConfigFile;
import switchboard.api.config.ConfigModule;
import switchboard.api.service.Newest;
import switchboard.api.table.VirtualTable;

/** The real store with modules bound as the framework would: its bind methods are its package's. */
public final class OpenStore {
    private final ConfigStore store;
    private long serviceId;

    public OpenStore(Path folder, Path configFile) throws Exception {
        store = new ConfigStore(
                new StoreSettings(folder, StartMode.NORMAL, configFile, null, Duration.ofSeconds(5)),
                id -> "switchboard.bundle-" + id);
    }

    public ConfigStore store() {
        return store;
    }

    public void bind(ConfigFile reader) {
        store.bindConfigFile(reader, Map.of());
    }

    /** Returns when the module has its rows. */
    public void bind(ConfigModule module) {
        store.bindModule(module, Map.of(Newest.BUNDLE_ID, 1L, Newest.SERVICE_ID, ++serviceId));
        Awaitility.await("first rows of " + module.name()).until(() -> store.isPublished(module));
    }

    public void bind(VirtualTable table) {
        store.bindTable(table, Map.of(Newest.BUNDLE_ID, 1L, Newest.SERVICE_ID, ++serviceId));
    }

    public void close() throws InterruptedException {
        store.stop();
    }
}
