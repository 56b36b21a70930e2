package switchboard.api.checksum;

import java.util.Objects;

/**
 * One row of {@code runtime_checksums_values}.
 *
 * @param name {@code mysql_users}; the module MYSQL SERVERS has two, {@code mysql_servers} (what runs) and
 *            {@code mysql_servers_v2} (what was loaded)
 * @param version 1 after the first rows, one more with each LOAD TO RUNTIME and each change of the rows that run
 * @param epochSeconds unix time of that change, or the one that a cluster peer announced for these rows
 * @param checksum {@code 0x} and 16 digits; empty while nobody computes it
 */
public record ModuleChecksum(String name, long version, long epochSeconds, String checksum) {
    public ModuleChecksum {
        Objects.requireNonNull(name);
        Objects.requireNonNull(checksum);
    }
}
