package switchboard.cluster.mesh;

import java.util.Map;
import switchboard.api.checksum.ModuleChecksum;

/** What this node has. */
@FunctionalInterface
public interface OwnNode {
    /**
     * The rows of runtime_checksums_values by name; empty while nobody computes them. The same object as long as nothing
     * changes. On the cluster's thread.
     */
    Map<String, ModuleChecksum> checksums();
}
