package switchboard.checksum;

import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.config.ConfigFile;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.service.Newest;
import switchboard.checksum.algorithm.Algorithms;

/** {@code cluster_sync_interfaces} of the config file, read once: whether a node's own addresses are part of the sum. */
final class InterfacesSetting {
    private static final Logger LOG = LoggerFactory.getLogger(InterfacesSetting.class);
    private static final String NAME = "cluster_sync_interfaces";
    private static final Algorithms WITHOUT = new Algorithms(false);

    private final Path file;
    private final Newest<ConfigFile> reader = new Newest<>(null);
    private volatile Algorithms known;

    /** @param file null if there is no config file */
    InterfacesSetting(Path file) {
        this.file = file;
        this.known = file == null ? WITHOUT : null;
    }

    void bind(ConfigFile found, Map<String, ?> properties) {
        reader.bind(found, properties);
    }

    void unbind(ConfigFile gone) {
        reader.unbind(gone);
    }

    Algorithms algorithms() {
        Algorithms now = known;
        ConfigFile syntax = reader.get();
        if (now == null && syntax != null) {
            now = read(syntax) ? new Algorithms(true) : WITHOUT;
            known = now;
        }
        return now == null ? WITHOUT : now;
    }

    private boolean read(ConfigFile syntax) {
        try {
            return "true".equalsIgnoreCase(syntax.read(file).settings().get(NAME));
        } catch (ConfigRefusedException e) {
            LOG.warn("{} is taken for false: {}", NAME, e.getMessage());
            return false;
        }
    }
}
