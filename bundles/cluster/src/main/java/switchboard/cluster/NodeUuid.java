package switchboard.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who this node is, kept in the data folder for its life. */
final class NodeUuid {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.cluster");
    private static final String FILE = "switchboard.uuid";

    private NodeUuid() {
    }

    /** The uuid of a data folder; made when there is none. */
    static String of(Path datadir, Supplier<UUID> random) {
        Path file = datadir.resolve(FILE);
        try {
            if (Files.exists(file)) {
                return UUID.fromString(Files.readString(file).strip()).toString();
            }
            String made = random.get().toString();
            Path draft = datadir.resolve(FILE + ".new");
            Files.writeString(draft, made + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            LOG.info("Node uuid made uuid={} file={}", made, file);
            return made;
        } catch (IOException | IllegalArgumentException unusable) {
            String passing = random.get().toString();
            LOG.error("Node uuid not kept file={}: {}. Until the next start it is {}", file, unusable.toString(),
                    passing);
            return passing;
        }
    }
}
