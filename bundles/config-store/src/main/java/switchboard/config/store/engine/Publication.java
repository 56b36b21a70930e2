package switchboard.config.store.engine;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.checksum.Checksums;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.config.ClusterSync;
import switchboard.api.config.ConfigEngine.Outcome;
import switchboard.api.config.ConfigEngine.Selection;
import switchboard.api.config.ConfigListener;
import switchboard.api.config.ConfigPart.Prepared;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.LoadGate;
import switchboard.api.config.Origin;
import switchboard.api.service.Newest;
import switchboard.api.table.Rows;
import switchboard.config.store.engine.RuntimeLoad.Loaded;
import switchboard.config.store.history.LoadHistory;
import switchboard.config.store.history.LoadedModule;
import switchboard.config.store.rows.TableShare;

/** A LOAD TO RUNTIME and who is told of it: listeners, the history. With the module's lock held. */
final class Publication {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.config.store.ConfigStore");

    private final RuntimeLoad runtime;
    private final LayerCopy copies;
    private final LoadHistory history;
    private final InstantSource clock;
    private final List<ConfigListener> listeners = new CopyOnWriteArrayList<>();
    private final Newest<Checksums> checksums = new Newest<>(null);
    private final Newest<LoadGate> gate = new Newest<>(null);
    private volatile boolean gateNeeded;

    Publication(RuntimeLoad runtime, LayerCopy copies, LoadHistory history, InstantSource clock) {
        this.runtime = runtime;
        this.copies = copies;
        this.history = history;
        this.clock = clock;
    }

    void bindListener(ConfigListener found) {
        listeners.add(found);
    }

    void unbindListener(ConfigListener gone) {
        listeners.remove(gone);
    }

    /** Whether nodes of a cluster are to agree on a LOAD: then none is taken while there is nobody to ask. */
    void needGate(boolean needed) {
        gateNeeded = needed;
    }

    private void admit(ModuleSlot slot, Map<String, Rows> rows, Origin origin) throws ConfigRefusedException {
        LoadGate asked = gate.get();
        if (asked != null) {
            asked.admit(slot.name(), rows, origin);
        } else if (gateNeeded && slot.loaded().filter(each -> each.sync() == ClusterSync.ON).isPresent()) {
            throw new ConfigRefusedException("LOAD " + slot.name()
                    + " TO RUNTIME: switchboard-cluster_mode is primary, "
                    + "and the module cluster does not run or has not started yet. Repeat the command, or start it: "
                    + "PROXYSQL MODULE START cluster. Runtime is unchanged");
        }
    }

    void bindGate(LoadGate found, Map<String, ?> properties) {
        gate.bind(found, properties);
    }

    void unbindGate(LoadGate gone) {
        gate.unbind(gone);
    }

    void bindChecksums(Checksums found, Map<String, ?> properties) {
        checksums.bind(found, properties);
    }

    void unbindChecksums(Checksums gone) {
        checksums.unbind(gone);
    }

    /** Loads all parts in force. */
    Outcome load(ModuleSlot slot, List<PartInstance> parts, Origin origin, String remark)
            throws ConfigRefusedException {
        return loaded(slot, parts, origin, remark, runtime.load(task(slot), parts, FirstRows.Found.NOTHING,
                rows -> admit(slot, rows, origin)));
    }

    /**
     * Loads all parts in force with these rows, by the share's id.
     *
     * @param prepared of each part, from these rows
     * @param intoMemory writes them when they are admitted; if it refuses them nothing is in force
     */
    Outcome load(ModuleSlot slot, List<PartInstance> parts, Map<String, Rows> given, List<Prepared> prepared,
            RuntimeLoad.Admission intoMemory, Origin origin, String remark) throws ConfigRefusedException {
        return loaded(slot, parts, origin, remark, runtime.load(task(slot), parts, given, prepared, rows -> {
            admit(slot, rows, origin);
            intoMemory.admit(rows);
        }));
    }

    private Outcome loaded(ModuleSlot slot, List<PartInstance> parts, Origin origin, String remark, Loaded loaded) {
        long loads = slot.countLoad();
        parts.forEach(part -> part.markPublished(loads));
        slot.loadedAt(clock.instant().getEpochSecond());
        tell(slot.name());
        keep(slot, parts, loaded, origin, remark);
        return loaded.outcome();
    }

    /** Loads some rows only: neither a listener hears of it nor does it count as a LOAD, but the history keeps it. */
    Outcome load(ModuleSlot slot, List<PartInstance> parts, Selection selection) throws ConfigRefusedException {
        Loaded loaded = runtime.load(task(slot), parts, selection,
                rows -> admit(slot, rows, Origin.UNKNOWN));
        keep(slot, parts, loaded, Origin.UNKNOWN, "only " + selection.column() + ' ' + selection.value());
        return loaded.outcome();
    }

    /**
     * Loads a part that has come. Its caller marks it as published and calls {@link #tell}. Returns the rows as they
     * belong into main, by the share's id.
     */
    Map<String, Rows> loadFirst(ModuleSlot slot, PartInstance instance, FirstRows.Found found)
            throws ConfigRefusedException {
        Loaded loaded = runtime.load(task(slot), List.of(instance), found, rows -> {
        });
        keep(slot, List.of(instance), loaded, Origin.START, "");
        return loaded.rows();
    }

    void tell(String module) {
        for (ConfigListener listener : listeners) {
            try {
                listener.loaded(module);
            } catch (RuntimeException | LinkageError e) {
                LOG.error("A listener failed after LOAD {} TO RUNTIME", module, e);
            }
        }
    }

    private void keep(ModuleSlot slot, List<PartInstance> parts, Loaded loaded, Origin origin, String remark) {
        history.keep(new LoadedModule(slot.name(), loaded.shares(), loaded.rows(), clock.instant(), origin,
                checksum(slot.name()), remark, rows -> stored(slot.name(), parts, rows)));
    }

    /** Clear passwords come no other way onto the disk than with SAVE. */
    private Map<String, Rows> stored(String module, List<PartInstance> parts, Map<String, Rows> rows)
            throws ConfigRefusedException {
        Map<String, Rows> result = new LinkedHashMap<>(rows);
        for (PartInstance part : parts) {
            for (TableShare share : part.shares()) {
                result.put(share.id(), copies.toDisk("History of " + module, part, share, rows.get(share.id())));
            }
        }
        return result;
    }

    private String checksum(String module) {
        Checksums service = checksums.get();
        String name = module.toLowerCase(Locale.ROOT).replace(' ', '_');
        try {
            return service == null ? "" : service.find(name).map(ModuleChecksum::checksum).orElse("");
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("Checksum unknown module={}", module, e);
            return "";
        }
    }

    private static String task(ModuleSlot slot) {
        return "LOAD " + slot.name() + " TO RUNTIME";
    }
}
