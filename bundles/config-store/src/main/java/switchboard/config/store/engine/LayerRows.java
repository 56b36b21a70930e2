package switchboard.config.store.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import switchboard.api.config.ConfigFile.Content;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Layer;
import switchboard.api.table.Rows;
import switchboard.config.store.rows.FileRows;
import switchboard.config.store.rows.TableShare;

/** Reads what a module has in a layer, without changing anything. */
final class LayerRows {
    private final LayerCopy copies;
    private final ConfigFileAccess configFile;

    LayerRows(LayerCopy copies, ConfigFileAccess configFile) {
        this.copies = copies;
        this.configFile = configFile;
    }

    /** The rows by the share's id. */
    Map<String, List<String[]>> read(String task, Layer layer, List<PartInstance> parts)
            throws ConfigRefusedException {
        List<TableShare> shares = parts.stream().flatMap(part -> part.shares().stream()).toList();
        return switch (layer) {
            case CONFIG_FILE -> ofFile(shares, configFile.read());
            case DISK -> values(copies.readDisk(task, shares));
            case MEMORY -> values(copies.readMemory(task, shares));
            case RUNTIME -> ofRuntime(task, parts);
        };
    }

    private static Map<String, List<String[]>> ofFile(List<TableShare> shares, Content content) {
        Map<String, List<String[]>> found = new HashMap<>();
        shares.forEach(share -> found.put(share.id(), FileRows.of(share, content).rows()));
        return found;
    }

    private static Map<String, List<String[]>> ofRuntime(String task, List<PartInstance> parts)
            throws ConfigRefusedException {
        Map<String, List<String[]>> found = new HashMap<>();
        for (PartInstance instance : parts) {
            Map<String, Rows> running = LayerCopy.running(task, instance);
            instance.shares().forEach(share -> found.put(share.id(), running.get(share.name()).values()));
        }
        return found;
    }

    private static Map<String, List<String[]>> values(Map<String, Rows> rows) {
        Map<String, List<String[]>> found = new HashMap<>();
        rows.forEach((id, share) -> found.put(id, share.values()));
        return found;
    }
}
