package switchboard.config.store.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.config.ConfigFile.Content;
import switchboard.api.config.ConfigRefusedException;
import switchboard.config.store.database.DiskTables;
import switchboard.config.store.rows.TableShare;

/**
 * Where a table's rows in main come from when its module first comes in this process: from disk if they were ever saved
 * there, else from the config file; with {@code --reload} from both, the file's rows taking the place of disk's.
 */
final class FirstRows {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.config.store.ConfigStore");

    private final DiskTables disk;
    private final LayerCopy copies;
    private final ConfigFileAccess configFile;
    private final boolean reload;
    private final Set<String> filled = ConcurrentHashMap.newKeySet();

    FirstRows(DiskTables disk, LayerCopy copies, ConfigFileAccess configFile, boolean reload) {
        this.disk = disk;
        this.copies = copies;
        this.configFile = configFile;
        this.reload = reload;
    }

    /** Fills the tables that were not filled before; returns those whose rows are to be saved once they run. */
    List<TableShare> fill(String module, List<TableShare> shares) {
        List<TableShare> first = shares.stream().filter(share -> filled.add(share.id())).toList();
        if (first.isEmpty()) {
            return first;
        }
        try {
            disk.ensure("Start of " + module, first);
            List<TableShare> saved = first.stream().filter(disk::isSaved).toList();
            copies.diskToMemory("Start of " + module, saved);
            List<TableShare> fromFile = reload ? first : first.stream().filter(share -> !disk.isSaved(share)).toList();
            readFile(module, fromFile);
            return fromFile;
        } catch (ConfigRefusedException e) {
            LOG.error("Rows not read from disk module={}: {}", module, e.getMessage());
            readFile(module, first);
            return List.of();
        }
    }

    private void readFile(String module, List<TableShare> shares) {
        if (shares.stream().allMatch(share -> share.section() == null)) {
            return;
        }
        Optional<Content> content = configFile.atStart();
        if (content.isPresent()) {
            try {
                copies.fileToMemory("Start of " + module, shares, content.get());
            } catch (ConfigRefusedException e) {
                LOG.error("Rows not read from the config file module={}: {}", module, e.getMessage());
            }
        }
    }
}
