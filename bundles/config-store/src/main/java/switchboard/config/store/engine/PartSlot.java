package switchboard.config.store.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import switchboard.api.config.ConfigPart;

/** The instances of one part: two while it is being replaced, none while it is stopped. Any thread. */
final class PartSlot {
    private final List<PartInstance> instances = new CopyOnWriteArrayList<>();

    void add(PartInstance instance) {
        instances.add(instance);
    }

    /** Takes an instance out; true if it was here. */
    boolean remove(ConfigPart part) {
        return instances.removeIf(instance -> instance.part() == part);
    }

    boolean has(PartInstance instance) {
        return instances.contains(instance);
    }

    Optional<PartInstance> find(ConfigPart part) {
        return instances.stream().filter(instance -> instance.part() == part).findAny();
    }

    /**
     * The newest that has had its rows. While none has, the newest: so a module whose rows were refused at the start can
     * be given better ones.
     */
    Optional<PartInstance> inForce() {
        PartInstance best = null;
        for (PartInstance instance : instances) {
            if (best == null || isBetter(instance, best)) {
                best = instance;
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean isBetter(PartInstance one, PartInstance other) {
        return one.isPublished() == other.isPublished() ? one.isNewerThan(other) : one.isPublished();
    }
}
