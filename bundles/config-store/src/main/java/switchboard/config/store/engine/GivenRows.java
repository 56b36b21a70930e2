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
            Map<String, Rows> after = result(task, parts, wanted);
            List<Prepared> prepared = new ArrayList<>();
            List<Map<String, Rows>> own = RuntimeLoad.given(parts, after);
            for (int i = 0; i < parts.size(); i++) {
                prepared.add(prepare(task, parts.get(i), own.get(i)));
            }
            // not what memory holds: an administrator may write to it in this moment
            return publication.load(slot, parts, after, prepared,
                    admitted -> copies.intoMemory(task, shares, wanted), origin, remark);
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

    /** What memory would hold. Of tables that are given whole nothing is read: there may be a million rows. */
    private Map<String, Rows> result(String task, List<PartInstance> parts, Map<String, Rows> wanted)
            throws ConfigRefusedException {
        List<TableShare> all = parts.stream().flatMap(part -> part.shares().stream()).toList();
        Map<String, Rows> present = copies.readMemory(task,
                all.stream().filter(share -> share.shared() || !wanted.containsKey(share.id())).toList());
        Map<String, Rows> after = new HashMap<>();
        for (TableShare share : all) {
            Rows given = wanted.get(share.id());
            Rows there = present.get(share.id());
            after.put(share.id(), given == null
                    ? there
                    : !share.shared()
                            ? given
                            : new Rows(given.columns(),
                                    RowMerge.replace(there.values(), given.values(), share.shape())));
        }
        return after;
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
