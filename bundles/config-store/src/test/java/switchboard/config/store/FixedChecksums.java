package switchboard.config.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import switchboard.api.checksum.Checksums;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.table.Rows;

/** Knows one checksum for everything. */
final class FixedChecksums implements Checksums {
    @Override
    public List<ModuleChecksum> values() {
        return List.of();
    }

    @Override
    public Optional<ModuleChecksum> find(String name) {
        return Optional.of(new ModuleChecksum(name, 1, 1, "0xABC " + name));
    }

    @Override
    public long globalChecksum() {
        return 0;
    }

    @Override
    public String of(String name, Map<String, Rows> rows) {
        return "";
    }

    @Override
    public String ofTable(Iterable<String[]> rows) {
        return "";
    }

    @Override
    public Announced announce(String name, String checksum, long epochSeconds) {
        return () -> {
        };
    }
}
