package switchboard.api.checksum;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import switchboard.api.table.Rows;

/**
 * The checksums of what is loaded. Of two services that of the newest bundle answers; while there is none, nothing is
 * compared or synced and everything else works. Any thread but an event loop: a million users take most of a second.
 */
@ProviderType
public interface Checksums {
    /** Of each module that is there and takes part, by name. */
    List<ModuleChecksum> values();

    /** One of {@link #values}. */
    Optional<ModuleChecksum> find(String name);

    /** All of them in one number, 0 or more: the answer to {@code SELECT GLOBAL_CHECKSUM()}. */
    long globalChecksum();

    /**
     * The checksum that {@code name} would have with other rows, such as those fetched from a peer.
     *
     * @param rows by table name, ordered as the table's ConfigTable says; tables that are missing count as empty. Of
     *            {@code mysql_users} and {@code mysql_query_rules} the column {@code active} may be missing.
     */
    String of(String name, Map<String, Rows> rows);

    /** Whether a node's own addresses and ports are part of the sums ({@code cluster_sync_interfaces} of the config file). */
    default boolean countsInterfaces() {
        return false;
    }

    /** The checksum of rows as the command CHECKSUM prints it: not padded, {@code 0x00} without rows. */
    String ofTable(Iterable<String[]> rows);

    /**
     * Says before a LOAD of fetched rows what the peer has: if {@code name} then has this checksum, its epoch is the
     * peer's and not the present. Holds until the handle is closed.
     */
    Announced announce(String name, String checksum, long epochSeconds);

    /** What a peer has. */
    interface Announced extends AutoCloseable {
        @Override
        void close();
    }
}
