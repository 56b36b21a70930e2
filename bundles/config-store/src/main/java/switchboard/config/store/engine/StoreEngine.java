package switchboard.config.store.engine;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.checksum.Checksums;
import switchboard.api.config.ConfigEngine;
import switchboard.api.config.ConfigHistory;
import switchboard.api.config.ConfigFile.Content;
import switchboard.api.config.ConfigListener;
import switchboard.api.config.ConfigPart;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Layer;
import switchboard.api.config.Origin;
import switchboard.api.config.LoadGate;
import switchboard.api.config.LoadedModule;
import switchboard.api.config.LoadedModules;
import switchboard.api.table.Rows;
import switchboard.config.store.database.DiskTables;
import switchboard.config.store.database.FileDatabase;
import switchboard.config.store.database.MainTables;
import switchboard.config.store.database.MemoryDatabase;
import switchboard.config.store.database.PendingRows;
import switchboard.config.store.engine.FirstRows.Found;
import switchboard.config.store.history.LoadHistory;
import switchboard.config.store.rows.FileSurvey;
import switchboard.config.store.rows.Progress;
import switchboard.config.store.rows.TableShare;

/** Knows the modules and copies their rows. */
public final class StoreEngine implements ConfigEngine, LoadedModules {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.config.store.ConfigStore");

    private final InstantSource clock;
    private final Duration idle;
    private final FileDatabase file;
    private final AtomicBoolean idleCheck = new AtomicBoolean();
    private final MainTables main;
    private final Executor worker;
    private final ConfigFileAccess configFile;
    private final ModuleSlots slots = new ModuleSlots();
    private final LayerCopy copies;
    private final Publication publication;
    private final HistoryEngine history;
    private final Progress progress = new Progress();
    private final PendingRows pending = new PendingRows();
    private final FirstRows firstRows;
    private final GivenRows given;

    /**
     * @param surveyDelay after the first reading of the config file, until when all modules that start with the process
     *            are there, so that what none of them reads can be named
     * @param idle how long nothing is written before a file that has grown is compacted
     * @param worker runs first loads and housekeeping; a task may wait, so each needs a thread of its own
     */
    public StoreEngine(MemoryDatabase memory, FileDatabase file, DiskTables disk, ConfigFileAccess configFile,
            LoadHistory kept, boolean reload, Duration surveyDelay, Duration idle, Executor worker,
            InstantSource clock) {
        this.clock = clock;
        this.idle = idle;
        this.file = file;
        this.worker = worker;
        this.configFile = configFile;
        this.main = new MainTables(memory);
        this.copies = new LayerCopy(memory, file, disk, progress);
        this.publication = new Publication(new RuntimeLoad(memory, copies), copies, kept, clock);
        this.history = new HistoryEngine(slots, copies, configFile, publication, kept);
        this.given = new GivenRows(copies, publication);
        this.firstRows = new FirstRows(disk, copies, configFile, pending, reload);
        configFile.whenReadAtStart(content -> CompletableFuture
                .delayedExecutor(surveyDelay.toMillis(), TimeUnit.MILLISECONDS, worker).execute(() -> survey(content)));
    }

    @Override
    public Optional<ConfigHistory> history() {
        return Optional.of(history);
    }

    /** The tables of main that wait for their first rows. */
    public PendingRows pending() {
        return pending;
    }

    /** The modules and their tables. */
    public ModuleSlots slots() {
        return slots;
    }

    /** A part has come: it gets its tables and its rows on a thread of the worker. */
    public void bind(String module, ConfigPart part, boolean extension, Map<String, ?> properties) {
        try {
            PartInstance instance = new PartInstance(part, properties);
            ModuleSlot slot = slots.slot(module);
            slot.add(instance, extension);
            worker.execute(() -> firstLoad(slot, instance));
        } catch (IllegalArgumentException e) {
            LOG.error("Module not taken module={}: {}", module, e.getMessage());
        }
    }

    /** A part has gone: from now on it is not called any more. */
    public void unbind(String module, ConfigPart part) {
        ModuleSlot slot = slots.slot(module);
        PartInstance gone = slot.find(part).orElse(null);
        if (gone != null && slot.remove(part)) {
            worker.execute(() -> settle(slot, gone));
        }
    }

    public void bindListener(ConfigListener found) {
        publication.bindListener(found);
    }

    public void unbindListener(ConfigListener gone) {
        publication.unbindListener(gone);
    }

    /** Whether LOADs of what a cluster keeps equal wait for a gate. */
    public void needGate(boolean needed) {
        publication.needGate(needed);
    }

    public void bindGate(LoadGate found, Map<String, ?> properties) {
        publication.bindGate(found, properties);
    }

    public void unbindGate(LoadGate gone) {
        publication.unbindGate(gone);
    }

    public void bindChecksums(Checksums found, Map<String, ?> properties) {
        publication.bindChecksums(found, properties);
    }

    public void unbindChecksums(Checksums gone) {
        publication.unbindChecksums(gone);
    }

    @Override
    public List<String> modules() {
        return slots.running();
    }

    @Override
    public Optional<LoadedModule> loaded(String module) {
        return slots.loaded(module);
    }

    @Override
    public boolean isPublished(ConfigPart part) {
        return slots.slotOf(part).flatMap(slot -> slot.find(part)).map(PartInstance::isPublished).orElse(false);
    }

    @Override
    public long progress() {
        return progress.rows();
    }

    @Override
    public Outcome load(String module, Selection selection) throws ConfigRefusedException {
        ModuleSlot slot = slots.needed(module);
        slot.lock().lock();
        try {
            List<PartInstance> parts = slot.inForce().stream().filter(PartInstance::isPublished).toList();
            return publication.load(slot, parts, selection);
        } finally {
            slot.lock().unlock();
        }
    }

    @Override
    public Outcome load(String module, Map<String, Rows> rows, Origin origin, String remark)
            throws ConfigRefusedException {
        return given.load(slots.needed(module), rows, origin, remark);
    }

    @Override
    public Outcome run(String module, Map<String, Rows> rows) throws ConfigRefusedException {
        return given.run(slots.needed(module), rows);
    }

    @Override
    public Outcome copy(String module, Layer from, Layer to) throws ConfigRefusedException {
        return copy(module, from, to, Origin.UNKNOWN);
    }

    @Override
    public Outcome copy(String module, Layer from, Layer to, Origin origin) throws ConfigRefusedException {
        ModuleSlot slot = slots.needed(module);
        slot.lock().lock();
        try {
            return copy(slot, from, to, origin);
        } finally {
            slot.lock().unlock();
        }
    }

    private Outcome copy(ModuleSlot slot, Layer from, Layer to, Origin origin) throws ConfigRefusedException {
        List<PartInstance> parts = slot.inForce().stream().filter(PartInstance::isReady).toList();
        List<TableShare> shares = parts.stream().flatMap(part -> part.shares().stream()).toList();
        String name = slot.name();
        return switch (from) {
            case CONFIG_FILE -> {
                way(name, from, to, Layer.MEMORY);
                Content content = configFile.read();
                survey(content);
                yield done(copies.fileToMemory("LOAD " + name + " FROM CONFIG", shares, content));
            }
            case DISK -> {
                way(name, from, to, Layer.MEMORY);
                yield done(copies.diskToMemory("LOAD " + name + " FROM DISK", shares));
            }
            case RUNTIME -> {
                way(name, from, to, Layer.MEMORY);
                yield done(copies.runtimeToMemory("SAVE " + name + " TO MEMORY", parts));
            }
            case MEMORY -> {
                way(name, from, to, Layer.DISK, Layer.RUNTIME);
                yield to == Layer.DISK ? save(name, parts) : publication.load(slot, parts, origin, "");
            }
        };
    }

    private void survey(Content content) {
        FileSurvey.remarks(content, slots.sections()).forEach(remark -> LOG.warn("Config file {}", remark));
    }

    private static void way(String module, Layer from, Layer to, Layer... allowed) throws ConfigRefusedException {
        if (!List.of(allowed).contains(to)) {
            throw new ConfigRefusedException(module + ": there is no way from " + from + " to " + to);
        }
    }

    private static Outcome done(long rows) {
        return new Outcome(rows, List.of());
    }

    private Outcome save(String module, List<PartInstance> parts) throws ConfigRefusedException {
        Outcome outcome = done(copies.memoryToDisk("SAVE " + module + " TO DISK", parts));
        worker.execute(file::compactIfGrown);
        compactWhenIdle();
        return outcome;
    }

    private void compactWhenIdle() {
        if (idleCheck.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(idle.toMillis(), TimeUnit.MILLISECONDS, worker).execute(() -> {
                idleCheck.set(false);
                if (!file.compactIfIdle(idle)) {
                    compactWhenIdle();
                }
            });
        }
    }

    private void firstLoad(ModuleSlot slot, PartInstance instance) {
        slot.lock().lock();
        List<TableShare> fresh = slot.has(instance) ? firstRows.claim(instance.shares()) : List.of();
        try {
            if (slot.has(instance)) {
                try {
                    prepareTables(slot, instance);
                } catch (SQLException | RuntimeException | LinkageError notMade) {
                    firstRows.forget(fresh);
                    throw notMade;
                }
                Found found = firstRows.find(slot.name(), fresh);
                Map<String, Rows> right = found.known();
                try {
                    right = publish(slot, instance, found);
                } finally { // also what doesn't run: an empty main would be saved over disk
                    firstRows.write(slot.name(), found.later(), right);
                }
            }
        } catch (SQLException e) {
            LOG.error("Module not ready module={}: {}", slot.name(), e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Module not ready module={}", slot.name(), e);
        } finally {
            firstRows.done(fresh);
            slot.lock().unlock();
        }
    }

    private void saveFirst(ModuleSlot slot, PartInstance instance, List<TableShare> unsaved) {
        if (unsaved.isEmpty()) {
            return;
        }
        try {
            copies.memoryToDisk("First SAVE of " + slot.name(), List.of(instance), unsaved);
        } catch (ConfigRefusedException e) {
            LOG.error("Rows not saved module={}: {}", slot.name(), e.getMessage());
        }
    }

    private void prepareTables(ModuleSlot slot, PartInstance instance) throws SQLException {
        for (TableShare share : instance.shares()) {
            main.ensure(share);
        }
        slots.ready(slot, instance);
        reflect(instance);
    }

    private void reflect(PartInstance instance) throws SQLException {
        for (TableShare share : instance.shares()) {
            main.reflect(share.name(), () -> slots.table(share.name()).isPresent());
        }
    }

    /**
     * A first load that is refused leaves the older instance in force, with its tables. Returns the rows as they belong
     * into main, by the share's id.
     */
    private Map<String, Rows> publish(ModuleSlot slot, PartInstance instance, Found found) throws SQLException {
        try {
            Map<String, Rows> right = publication.loadFirst(slot, instance, found);
            saveFirst(slot, instance, found.unsaved());
            instance.markPublished(slot.loads());
            slot.loadedAt(clock.instant().getEpochSecond());
            LOG.info("Configuration applied module={} tables={}", slot.name(), instance.shares().size());
            publication.tell(slot.name());
            return right;
        } catch (ConfigRefusedException e) {
            LOG.error("Configuration refused module={}: {}", slot.name(), e.getMessage());
            saveFirst(slot, instance, found.unsaved());
            for (PartInstance inForce : slot.inForce()) {
                prepareTables(slot, inForce);
            }
            return found.known();
        }
    }

    /** After a part has gone: its tables go with the last instance, else the one left gets what it has missed. */
    private void settle(ModuleSlot slot, PartInstance gone) {
        slot.lock().lock();
        try {
            reflect(gone);
            for (PartInstance inForce : slot.inForce()) {
                prepareTables(slot, inForce);
                if (inForce.isPublished() && inForce.loads() < slot.loads()) {
                    publish(slot, inForce, Found.NOTHING);
                }
            }
        } catch (SQLException e) {
            LOG.error("Tables not put right module={}: {}", slot.name(), e.getMessage());
        } finally {
            slot.lock().unlock();
        }
    }
}
