package switchboard.api.checksum;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where versions and epochs stand, kept for the life of the process by one who stays, so that they go on when modules,
 * or who computes the checksums, are replaced or stopped. Any thread.
 */
@ProviderType
public interface ChecksumLedger {
    Optional<Entry> find(String name);

    /** Writes an entry if {@code expected} is there, null for none; else somebody was faster, and it is false. */
    boolean replace(String name, Entry expected, Entry next);

    /**
     * What was written last for a name.
     *
     * @param module the module it belongs to: {@code MYSQL USERS}
     * @param loads how often the module had been loaded ({@code LoadedModule.loads})
     * @param tables the tables that were there
     */
    record Entry(ModuleChecksum value, String module, long loads, Set<String> tables) {
        public Entry {
            Objects.requireNonNull(value);
            Objects.requireNonNull(module);
            tables = Set.copyOf(tables);
        }
    }
}
