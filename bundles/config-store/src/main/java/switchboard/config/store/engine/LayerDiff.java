package switchboard.config.store.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import switchboard.api.config.ConfigHistory.Difference;
import switchboard.api.config.ConfigHistory.Listing;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Layer;
import switchboard.config.store.history.Comparison;
import switchboard.config.store.rows.TableShare;

/** SHOW CONFIG DIFF: how two layers differ. */
final class LayerDiff {
    /** More is nothing that anybody reads. */
    static final int MOST_LINES = 10_000;

    private final LayerRows layers;

    LayerDiff(LayerRows layers) {
        this.layers = layers;
    }

    /** Compares modules one after the other, each while nobody copies its rows. */
    Listing<Difference> between(List<ModuleSlot> modules, Layer from, Layer to) throws ConfigRefusedException {
        List<Difference> lines = new ArrayList<>();
        long omitted = 0;
        for (ModuleSlot slot : modules) {
            slot.lock().lock();
            try {
                for (List<Difference> table : tables(slot, from, to)) {
                    int room = Math.min(table.size(), MOST_LINES - lines.size());
                    lines.addAll(table.subList(0, room));
                    omitted += table.size() - room;
                }
            } finally {
                slot.lock().unlock();
            }
        }
        return new Listing<>(lines, omitted);
    }

    private List<List<Difference>> tables(ModuleSlot slot, Layer from, Layer to) throws ConfigRefusedException {
        List<PartInstance> parts = slot.inForce().stream().filter(PartInstance::isReady).toList();
        String task = "SHOW CONFIG DIFF FOR " + slot.name();
        Map<String, List<String[]>> rows = layers.read(task, from, parts);
        Map<String, List<String[]>> others = layers.read(task, to, parts);
        List<List<Difference>> found = new ArrayList<>();
        for (PartInstance part : parts) {
            for (TableShare share : part.shares()) {
                found.add(new Comparison(slot.name(), share).betweenLayers(from, rows.get(share.id()), to,
                        others.get(share.id())));
            }
        }
        return found;
    }
}
