package switchboard.modules;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import switchboard.api.modules.ModuleInfo;

/** What happened to modules: when, and why one isn't running. Any thread. */
final class Journal {
    private static final int MAX_FAILURES = 1000;

    /** A failed replacement of a module that is still running, or of one that isn't there; by which jar, or null. */
    record Failure(Instant at, String reason, Path jar) {
    }

    private record Entry(ModuleInfo.State state, Instant since) {
    }

    private final InstantSource clock;
    private final Instant begun;
    private final Map<Long, Entry> byBundle = new ConcurrentHashMap<>();
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();

    Journal(InstantSource clock) {
        this.clock = clock;
        this.begun = clock.instant();
    }

    void entered(long bundleId, ModuleInfo.State state) {
        byBundle.put(bundleId, new Entry(state, clock.instant()));
    }

    void forget(long bundleId) {
        byBundle.remove(bundleId);
    }

    /** A state that the framework doesn't know: DRAINING, STOPPED on request; or null. */
    ModuleInfo.State special(long bundleId) {
        Entry entry = byBundle.get(bundleId);
        return entry == null ? null : entry.state();
    }

    Instant since(long bundleId) {
        Entry entry = byBundle.get(bundleId);
        return entry == null ? begun : entry.since();
    }

    /** @param jar what was to be installed, or null */
    synchronized void failed(String module, String reason, Path jar) {
        if (failures.size() >= MAX_FAILURES && !failures.containsKey(module)) {
            failures.entrySet().stream().min(Comparator.comparing(each -> each.getValue().at()))
                    .ifPresent(oldest -> failures.remove(oldest.getKey()));
        }
        failures.put(module, new Failure(clock.instant(), reason, jar));
    }

    /** The jar is gone: what it failed to do is history. */
    void removed(Path jar) {
        failures.values().removeIf(failure -> jar.equals(failure.jar()));
    }

    void succeeded(String module) {
        failures.remove(module);
    }

    Map<String, Failure> failures() {
        return Map.copyOf(failures);
    }
}
