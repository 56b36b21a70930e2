package switchboard.config.store.checksum;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import switchboard.api.checksum.ChecksumLedger;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.config.LoadedModule;

/** The entries, in memory: as in ProxySQL versions begin again with the process. */
final class Ledger implements ChecksumLedger {
    private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();

    @Override
    public Optional<Entry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    @Override
    public boolean replace(String name, Entry expected, Entry next) {
        return expected == null
                ? entries.putIfAbsent(name, next) == null
                : entries.replace(name, expected, next);
    }

    /** The rows while nobody computes checksums: of the modules that are there, with the LOADs that came since. */
    List<ModuleChecksum> withoutChecksums(Function<String, Optional<LoadedModule>> modules) {
        return entries.values().stream()
                .flatMap(entry -> modules.apply(entry.module()).map(module -> now(entry, module)).stream())
                .sorted(Comparator.comparing(ModuleChecksum::name)).toList();
    }

    private static ModuleChecksum now(Entry entry, LoadedModule module) {
        long missed = module.loads() - entry.loads();
        ModuleChecksum last = entry.value();
        return new ModuleChecksum(last.name(), last.version() + missed,
                missed > 0 ? module.loadedAtEpochSeconds() : last.epochSeconds(), "");
    }
}
