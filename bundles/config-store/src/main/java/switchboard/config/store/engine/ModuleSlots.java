package switchboard.config.store.engine;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import switchboard.api.config.ConfigModule;
import switchboard.api.config.ConfigPart;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.FileSection;
import switchboard.api.config.LoadedModule;
import switchboard.api.table.Rows;
import switchboard.config.store.rows.TableShare;

/** All modules and their tables, as they are now. Any thread; nothing here waits. */
public final class ModuleSlots {
    private final Map<String, ModuleSlot> slots = new ConcurrentSkipListMap<>();
    /** Bundles of all tables and modules that were ever here; keys in lower case. */
    private final Map<String, String> ownerOf = new ConcurrentHashMap<>();

    ModuleSlot slot(String module) {
        return slots.computeIfAbsent(module, ModuleSlot::new);
    }

    /** The module, if it was ever here. */
    Optional<ModuleSlot> known(String module) {
        return Optional.ofNullable(slots.get(module));
    }

    /** The module; refused with a reason when it isn't running. */
    ModuleSlot needed(String module) throws ConfigRefusedException {
        ModuleSlot slot = known(module).orElse(null);
        if (slot == null || !slot.isRunning()) {
            throw new ConfigRefusedException(slot == null
                    ? "There is no module " + module
                    : module + " is stopped. Start its module and repeat the command");
        }
        return slot;
    }

    Optional<ModuleSlot> slotOf(ConfigPart part) {
        return slots.values().stream().filter(slot -> slot.find(part).isPresent()).findAny();
    }

    List<String> running() {
        return slots.values().stream().filter(ModuleSlot::isRunning).map(ModuleSlot::name).toList();
    }

    Optional<LoadedModule> loaded(String module) {
        return known(module).flatMap(ModuleSlot::loaded);
    }

    /** Notes that a part's tables are there. */
    void ready(ModuleSlot slot, PartInstance instance) {
        String bundle = instance.bundle().orElse(slot.name());
        instance.shares().forEach(share -> ownerOf.put(share.name(), bundle));
        if (instance.part() instanceof ConfigModule) {
            ownerOf.put(slot.name().toLowerCase(Locale.ROOT), bundle);
        }
        instance.markReady();
    }

    /** Names of the tables of configuration that are there. */
    public SortedSet<String> tables() {
        SortedSet<String> names = new TreeSet<>();
        for (ModuleSlot slot : slots.values()) {
            for (PartInstance instance : slot.inForce()) {
                if (instance.isReady()) {
                    instance.shares().forEach(share -> names.add(share.name()));
                }
            }
        }
        return names;
    }

    /** The sections of the config file that are read by what is there. */
    List<FileSection> sections() {
        return slots.values().stream().flatMap(slot -> slot.inForce().stream())
                .flatMap(instance -> instance.shares().stream()).map(TableShare::section).filter(Objects::nonNull)
                .toList();
    }

    /** A table of configuration that is there; its name in lower case. */
    public Optional<TableShare> table(String name) {
        return slots.values().stream().flatMap(slot -> slot.inForce().stream()).filter(PartInstance::isReady)
                .flatMap(instance -> instance.shares().stream()).filter(share -> share.name().equals(name)).findFirst();
    }

    /** The bundle of a table, or of a module, that was here and is not now; its name in lower case. */
    public Optional<String> stoppedOwner(String name) {
        ModuleSlot module = slots.get(name.toUpperCase(Locale.ROOT));
        boolean there = table(name).isPresent() || module != null && module.isRunning();
        return there ? Optional.empty() : Optional.ofNullable(ownerOf.get(name));
    }

    /** The rows of a table that are running, one Rows for each module that has a share in it. */
    public List<Rows> running(String table) {
        return slots.values().stream().flatMap(slot -> slot.inForce().stream()).filter(PartInstance::isPublished)
                .filter(instance -> instance.shares().stream().anyMatch(share -> share.name().equals(table)))
                .map(instance -> instance.part().running().get(table)).toList();
    }
}
