package switchboard.config.store.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import switchboard.api.config.ConfigEngine.Outcome;
import switchboard.api.config.ConfigPart.Prepared;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Origin;
import switchboard.api.config.Rejection;
import switchboard.api.table.Rows;
import switchboard.config.store.rows.RowMerge;
import switchboard.config.store.rows.TableShare;

/** Rows that stand in no layer of ours: a cluster peer's. They are taken as they are or not at all. */
final class GivenRows {
    private final LayerCopy copies;
    private final Publication publication;

    GivenRows(LayerCopy copies, Publication publication) {
        this.copies = copies;
        this.publication = publication;
    }

    /** Into memory, then to runtime; tried before anything is written. */
    Outcome load(ModuleSlot slot, Map<String, Rows> rows, Origin origin, String remark)
            throws ConfigRefusedException {
        slot.lock().lock();
        try {
            String task = "LOAD " + slot.name() + ' ' + remark;
            List<PartInstance> parts = slot.inForce().stream().filter(PartInstance::isReady).toList();
            requireTables(task, parts, rows);
            List<TableShare> shares = new ArrayList<>();
            Map<String, Rows> wanted = new HashMap<>();
            for (PartInstance part : parts) {
                for (TableShare share : part.shares()) {
                    if (rows.containsKey(share.name())) {
                        shares.add(share);
                        wanted.put(share.id(), rows.get(share.name()));
                    }
                }
            }
            Map<String, Rows> before = copies.readMemory(task, parts.stream()
                    .flatMap(part -> part.shares().stream()).toList());
            Map<String, Rows> after = new HashMap<>();
            for (PartInstance part : parts) {
                Map<String, Rows> own = new LinkedHashMap<>();
                for (TableShare share : part.shares()) {
                    Rows rowsAfter = result(share, before, wanted);
                    own.put(share.name(), rowsAfter);
                    after.put(share.id(), rowsAfter);
                }
                prepare(task, part, own);
            }
            copies.intoMemory(task, shares, wanted);
            try {
                // not what memory holds: an administrator may have written to it in this moment
                return publication.load(slot, parts, after, origin, remark);
            } catch (ConfigRefusedException refused) {
                copies.intoMemory(task, shares, before);
                throw refused;
            }
        } finally {
            slot.lock().unlock();
        }
    }

    /** Only to runtime. */
    Outcome run(ModuleSlot slot, Map<String, Rows> rows) throws ConfigRefusedException {
        slot.lock().lock();
        try {
            String task = "Other rows for " + slot.name();
            List<PartInstance> parts = slot.inForce().stream().filter(PartInstance::isPublished)
                    .filter(part -> part.shares().stream().anyMatch(share -> rows.containsKey(share.name()))).toList();
            requireTables(task, parts, rows);
            List<Prepared> prepared = new ArrayList<>();
            for (PartInstance part : parts) {
                Map<String, Rows> own = new LinkedHashMap<>(LayerCopy.running(task, part));
                part.shares().stream().filter(share -> rows.containsKey(share.name()))
                        .forEach(share -> own.put(share.name(), rows.get(share.name())));
                prepared.add(prepare(task, part, own));
            }
            prepared.forEach(Prepared::publish);
            return new Outcome(rows.values().stream().mapToLong(Rows::size).sum(), List.of());
        } finally {
            slot.lock().unlock();
        }
    }

    /** What memory would hold. */
    private static Rows result(TableShare share, Map<String, Rows> before, Map<String, Rows> wanted) {
        Rows given = wanted.get(share.id());
        Rows present = before.get(share.id());
        if (given == null) {
            return present;
        }
        return share.shared()
                ? new Rows(given.columns(), RowMerge.replace(present.values(), given.values(), share.shape()))
                : given;
    }

    private static Prepared prepare(String task, PartInstance part, Map<String, Rows> rows)
            throws ConfigRefusedException {
        Prepared prepared = RuntimeLoad.prepare(task, part, rows);
        List<Rejection> rejections = prepared.rejections();
        if (!rejections.isEmpty()) {
            throw new ConfigRefusedException(
                    task + ": " + rejections.size() + " rows would not be taken as they are, the "
                            + "first one: " + rejections.getFirst().reason() + " Nothing was changed");
        }
        return prepared;
    }

    private static void requireTables(String task, List<PartInstance> parts, Map<String, Rows> rows)
            throws ConfigRefusedException {
        Set<String> missing = new HashSet<>(rows.keySet());
        parts.forEach(part -> part.shares().forEach(share -> missing.remove(share.name())));
        if (!missing.isEmpty()) {
            throw new ConfigRefusedException(task + ": there are no tables " + missing
                    + " now. Start the modules that have them. Nothing was changed");
        }
    }
}
