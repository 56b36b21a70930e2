package switchboard.cluster.decision;

/** Whom a node follows beside what checksums tell: in primary mode not everybody. On the cluster's thread. */
@FunctionalInterface
public interface Following {
    /** Mesh mode: whoever has something newer. */
    Following ANYBODY = (peer, module) -> Way.NEWER;

    /** How a peer is followed. */
    enum Way {
        /** If it has something newer. */
        NEWER,
        /** If it has something else: it is the primary. */
        DIFFERENT,
        /** Not at all. */
        NEVER
    }

    /** @param module as in runtime_checksums_values */
    Way of(PeerAddress peer, String module);
}
