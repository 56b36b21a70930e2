package switchboard.monitor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import switchboard.api.check.HealthCheck;
import switchboard.api.service.Newest;

/** The checks that are there: of those with one name that of the newest bundle. Any thread. */
final class ChosenChecks {
    private final Map<String, Newest<HealthCheck>> byName = new TreeMap<>(); // guarded by this

    synchronized void bind(HealthCheck found, Map<String, ?> properties) {
        byName.computeIfAbsent(found.name(), any -> new Newest<>(null)).bind(found, properties);
    }

    synchronized void unbind(HealthCheck gone) {
        Newest<HealthCheck> named = byName.get(gone.name());
        if (named != null && named.unbind(gone) == null) {
            byName.remove(gone.name());
        }
    }

    synchronized Collection<HealthCheck> inForce() {
        List<HealthCheck> checks = new ArrayList<>();
        byName.values().forEach(named -> checks.add(named.get()));
        return checks;
    }
}
