package switchboard.config.store.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import switchboard.api.config.ConfigEngine.Outcome;
import switchboard.api.config.ConfigHistory;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Layer;
import switchboard.api.config.Origin;
import switchboard.api.table.Rows;
import switchboard.config.store.history.LoadHistory;
import switchboard.config.store.history.VersionListing;
import switchboard.config.store.rows.TableShare;

/** Compares layers and goes back to what was loaded before. */
public final class HistoryEngine implements ConfigHistory {
    private final ModuleSlots slots;
    private final LayerCopy copies;
    private final LayerDiff diff;
    private final Publication publication;
    private final LoadHistory history;

    HistoryEngine(ModuleSlots slots, LayerCopy copies, ConfigFileAccess configFile, Publication publication,
            LoadHistory history) {
        this.slots = slots;
        this.copies = copies;
        this.diff = new LayerDiff(new LayerRows(copies, configFile));
        this.publication = publication;
        this.history = history;
    }

    @Override
    public Listing<Difference> differences(String module, Layer from, Layer to) throws ConfigRefusedException {
        List<ModuleSlot> modules = new ArrayList<>();
        for (String name : module == null ? slots.running() : List.of(module)) {
            modules.add(slots.needed(name));
        }
        return diff.between(modules, from, to);
    }

    @Override
    public List<Version> versions(String module) throws ConfigRefusedException {
        return history.versions(module);
    }

    @Override
    public Listing<VersionRow> version(long number) throws ConfigRefusedException {
        LoadHistory.Content content = history.content(number);
        Map<String, TableShare> shares = new HashMap<>();
        slots.needed(content.version().module()).inForce()
                .forEach(part -> part.shares().forEach(share -> shares.put(share.id(), share)));
        return VersionListing.of(content, shares, LayerDiff.MOST_LINES);
    }

    @Override
    public Outcome rollBack(String module, long number, Origin origin) throws ConfigRefusedException {
        ModuleSlot slot = slots.needed(module);
        LoadHistory.Content content = history.content(number);
        if (!content.version().module().equals(module)) {
            throw new ConfigRefusedException("Version " + number + " is one of " + content.version().module()
                    + ", not of " + module + ". SHOW CONFIG HISTORY FOR " + module + " lists what is kept");
        }
        slot.lock().lock();
        try {
            List<PartInstance> parts = slot.inForce().stream().filter(PartInstance::isReady).toList();
            return rollBack(slot, parts, content.rows(), "ROLLBACK TO VERSION " + number, origin);
        } finally {
            slot.lock().unlock();
        }
    }

    private Outcome rollBack(ModuleSlot slot, List<PartInstance> parts, Map<String, Rows> rows, String remark,
            Origin origin) throws ConfigRefusedException {
        String task = "ROLLBACK " + slot.name();
        List<TableShare> shares = new ArrayList<>();
        Map<String, Rows> wanted = new HashMap<>();
        for (PartInstance part : parts) {
            for (TableShare share : part.shares()) {
                if (rows.containsKey(share.id())) {
                    shares.add(share);
                    wanted.put(share.id(), VersionListing.asDefined(rows.get(share.id()), share));
                }
            }
        }
        requireTables(task, rows.keySet(), wanted.keySet());
        Map<String, Rows> before = copies.readMemory(task, shares);
        copies.intoMemory(task, shares, wanted);
        try {
            return publication.load(slot, parts, origin, remark);
        } catch (ConfigRefusedException refused) {
            copies.intoMemory(task, shares, before);
            throw refused;
        }
    }

    private static void requireTables(String task, Set<String> kept, Set<String> there)
            throws ConfigRefusedException {
        Set<String> missing = new HashSet<>(kept);
        missing.removeAll(there);
        if (!missing.isEmpty()) {
            throw new ConfigRefusedException(task + ": the version has rows of " + missing
                    + ", and the module that has these tables is stopped. Start it and repeat the command");
        }
    }
}
