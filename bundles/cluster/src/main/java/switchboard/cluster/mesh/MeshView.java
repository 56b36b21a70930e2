package switchboard.cluster.mesh;

import java.util.List;
import java.util.Map;
import java.util.Set;
import switchboard.api.checksum.ModuleChecksum;

/**
 * The cluster as this node sees it at one moment.
 *
 * @param own by name
 * @param taken by name
 * @param steps of this node itself: in step when all peers that can be reached are
 * @param conflicts names of modules that somebody else loaded in the same second
 */
public record MeshView(Map<String, ModuleChecksum> own, Map<String, Taken> taken, Map<String, Step> steps,
        Set<String> conflicts, List<PeerView> peers) {
    /** Nothing: while the cluster does not run. */
    public static final MeshView NONE = new MeshView(Map.of(), Map.of(), Map.of(), Set.of(), List.of());
}
