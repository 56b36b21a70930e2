package switchboard.topology.check;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import switchboard.api.check.HealthCheck;
import switchboard.api.service.Newest;
import switchboard.api.table.Rows;

/**
 * The check of the same name in an older bundle, whose memory goes over. It is asked once, when this one is first asked for
 * targets: from then on the older one hears nothing more. Any thread.
 */
public final class Predecessor {
    private final String name;
    private final long bundleId;
    private final TreeMap<Long, HealthCheck> older = new TreeMap<>(); // guarded by this
    private final AtomicBoolean asked = new AtomicBoolean();

    /** @param bundleId the own one */
    public Predecessor(String name, long bundleId) {
        this.name = name;
        this.bundleId = bundleId;
    }

    public synchronized void bind(HealthCheck found, Map<String, ?> properties) {
        long id = properties.get(Newest.BUNDLE_ID) instanceof Long number ? number : -1;
        if (id < bundleId && found.name().equals(name)) {
            older.put(id, found);
        }
    }

    public synchronized void unbind(HealthCheck gone) {
        older.values().removeIf(kept -> kept == gone);
    }

    /** What it remembers, at the first call; nothing later. */
    public Map<String, Rows> memory() {
        if (asked.getAndSet(true)) {
            return Map.of();
        }
        HealthCheck last;
        synchronized (this) {
            last = older.isEmpty() ? null : older.lastEntry().getValue();
        }
        return last == null ? Map.of() : last.memory();
    }
}
