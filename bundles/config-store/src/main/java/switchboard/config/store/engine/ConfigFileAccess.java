package switchboard.config.store.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.config.ConfigFile;
import switchboard.api.config.ConfigFile.Content;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.service.Newest;

/** The config file of this process, read by whoever knows the syntax at the time. */
public final class ConfigFileAccess {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.config.store.ConfigStore");

    private final Path file;
    private final Duration patience;
    private final Newest<ConfigFile> reader = new Newest<>(null);
    private final CountDownLatch firstReader = new CountDownLatch(1);
    private Optional<Content> atStart;
    private volatile Consumer<Content> firstRead = content -> {
    };

    /**
     * @param file null when the process was started without one
     * @param patience how long a first load waits for a bundle that reads the file
     */
    public ConfigFileAccess(Path file, Duration patience) {
        this.file = file;
        this.patience = patience;
    }

    /** Who is told, once, what the file held at the start of the process. */
    void whenReadAtStart(Consumer<Content> told) {
        firstRead = told;
    }

    public void bind(ConfigFile found, Map<String, ?> properties) {
        reader.bind(found, properties);
        firstReader.countDown();
    }

    public void unbind(ConfigFile gone) {
        reader.unbind(gone);
    }

    /** Reads the file as it is now. */
    Content read() throws ConfigRefusedException {
        if (file == null) {
            throw new ConfigRefusedException("Config file unknown"); // ProxySQL's text
        }
        ConfigFile current = reader.get();
        if (current == null) {
            throw new ConfigRefusedException("Config file " + file
                    + " cannot be read: module config-file is stopped. Start it and repeat the command");
        }
        return current.read(file);
    }

    /**
     * The file as it was at the start of the process; empty without one. Waits for a reader, because bundles start in
     * any order. A file that can't be read is logged once.
     */
    synchronized Optional<Content> atStart() {
        if (atStart == null) {
            atStart = file == null ? Optional.empty() : readPatiently();
            atStart.ifPresent(firstRead);
        }
        return atStart;
    }

    private Optional<Content> readPatiently() {
        try {
            if (!firstReader.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.error("Config file not read file={}: no module reads it within {} ms; its rows are not in memory",
                        file, patience.toMillis());
                return Optional.empty();
            }
            return Optional.of(read());
        } catch (ConfigRefusedException e) {
            LOG.error("Config file not read file={}: {}", file, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }
}
