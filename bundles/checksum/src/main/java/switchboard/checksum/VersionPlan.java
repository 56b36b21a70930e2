package switchboard.checksum;

import java.util.Set;
import java.util.stream.Collectors;
import switchboard.api.checksum.ChecksumLedger.Entry;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.config.LoadedModule;
import switchboard.api.config.LoadedTable;

/**
 * What becomes of a name's version and epoch.
 *
 * @param checksum as it is now
 * @param announcedEpochSeconds the epoch of a peer that has this very checksum, or null
 * @param changedAtEpochSeconds when rows that run last changed without a LOAD
 */
record VersionPlan(String name, LoadedModule module, String checksum, Long announcedEpochSeconds,
        long changedAtEpochSeconds) {

    /** The next entry; the same one if nothing is to be noted. */
    Entry after(Entry before) {
        Set<String> tables = module.tables().stream().map(LoadedTable::name).collect(Collectors.toSet());
        if (before == null) {
            return entry(1 + module.loads(), loadEpoch(), tables);
        }
        ModuleChecksum last = before.value();
        long loads = module.loads() - before.loads();
        if (loads > 0) {
            return entry(last.version() + loads, loadEpoch(), tables);
        }
        if (!tables.equals(before.tables())) { // a bundle came or went: nobody has configured anything
            return entry(last.version(), last.epochSeconds(), tables);
        }
        if (checksum.equals(last.checksum())) {
            return before;
        }
        if (Units.followsAnotherModule(name)) { // nobody has loaded this one
            return entry(last.version(), last.epochSeconds(), tables);
        }
        return entry(last.version() + 1, announcedEpochSeconds == null ? changedAtEpochSeconds : announcedEpochSeconds,
                tables);
    }

    private long loadEpoch() {
        return announcedEpochSeconds == null ? module.loadedAtEpochSeconds() : announcedEpochSeconds;
    }

    private Entry entry(long version, long epochSeconds, Set<String> tables) {
        return new Entry(new ModuleChecksum(name, version, epochSeconds, checksum), module.name(), module.loads(),
                tables);
    }
}
