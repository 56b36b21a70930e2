package switchboard.config.store.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import switchboard.api.config.ClusterSync;
import switchboard.api.config.ConfigModule;
import switchboard.api.config.ConfigPart;
import switchboard.api.config.LoadedModule;
import switchboard.api.config.LoadedTable;

/** A module by its name: its own instances, those of its extensions, and the lock of its copies. */
final class ModuleSlot {
    private static final String OWN = ""; // sorts before every extension

    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, PartSlot> parts = new ConcurrentSkipListMap<>();
    private volatile long loads; // written with the lock held: how often LOAD TO RUNTIME came through
    private volatile long loadedAtEpochSeconds; // written with the lock held

    ModuleSlot(String name) {
        this.name = name;
        parts.put(OWN, new PartSlot());
    }

    String name() {
        return name;
    }

    /** Held for a copy, and while an instance gets its first rows. */
    ReentrantLock lock() {
        return lock;
    }

    void add(PartInstance instance, boolean extension) {
        parts.computeIfAbsent(extension ? tables(instance) : OWN, key -> new PartSlot()).add(instance);
    }

    boolean remove(ConfigPart part) {
        boolean removed = false;
        for (PartSlot slot : parts.values()) {
            removed |= slot.remove(part);
        }
        return removed;
    }

    boolean has(PartInstance instance) {
        return parts.values().stream().anyMatch(slot -> slot.has(instance));
    }

    Optional<PartInstance> find(ConfigPart part) {
        return parts.values().stream().flatMap(slot -> slot.find(part).stream()).findAny();
    }

    /** Whether the module itself is there; its extensions alone don't make it. */
    boolean isRunning() {
        return parts.get(OWN).inForce().isPresent();
    }

    /** The instances in force, the module's own first. */
    List<PartInstance> inForce() {
        List<PartInstance> found = new ArrayList<>();
        parts.values().forEach(slot -> slot.inForce().ifPresent(found::add));
        return found;
    }

    long loads() {
        return loads;
    }

    /** With the lock held: notes one more LOAD TO RUNTIME; returns how many there were. */
    long countLoad() {
        long count = loads + 1;
        loads = count;
        return count;
    }

    /** With the lock held: notes that any of its instances has got rows. */
    void loadedAt(long epochSeconds) {
        loadedAtEpochSeconds = epochSeconds;
    }

    /** What the instances in force were given; empty if the module itself has had nothing yet. */
    Optional<LoadedModule> loaded() {
        long before = loads;
        PartInstance own = parts.get(OWN).inForce().filter(PartInstance::isPublished).orElse(null);
        if (own == null) {
            return Optional.empty();
        }
        ClusterSync sync = own.part() instanceof ConfigModule module ? module.clusterSync() : ClusterSync.NEVER;
        List<LoadedTable> tables = inForce().stream().flatMap(instance -> instance.given().stream()).toList();
        return Optional.of(new LoadedModule(name, before, loadedAtEpochSeconds, tables,
                () -> loads == before && (!lock.isLocked() || lock.isHeldByCurrentThread()), sync));
    }

    /** Two extensions with the same tables are two instances of one. */
    private static String tables(PartInstance instance) {
        return String.join(",", instance.shares().stream().map(share -> share.id()).sorted().toList());
    }
}
