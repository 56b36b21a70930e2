package switchboard.api.config;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A unit of LOAD and SAVE. Registering one as a service gives it its tables in main and disk, the {@code runtime_}
 * tables, every LOAD and SAVE verb, and sections of the config file. When it is registered, the engine loads its rows
 * from main to it. Of two with one name that of the newest bundle is in force, after its first load.
 */
@ConsumerType
public interface ConfigModule extends ConfigPart {
    /** The name in LOAD and SAVE, upper case: {@code MYSQL QUERY RULES}. */
    String name();

    /** Whether the nodes of a cluster keep it equal; then it has a row in {@code runtime_checksums_values}. */
    default ClusterSync clusterSync() {
        return ClusterSync.ON;
    }
}
