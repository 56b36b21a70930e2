package switchboard.cluster.mesh;

/** Hears what happens in a mesh. On the cluster's thread. */
public interface MeshListener {
    /** Nobody listens. */
    MeshListener NOBODY = new MeshListener() {
    };

    /** Why a peer that differs is not followed; the names are those of ProxySQL's metrics. */
    enum Conflict {
        SERVERS_SHARE_EPOCH, VERSION_ONE
    }

    /** Whom a peer calls the primary. */
    default void heard(NamedPrimary primary) {
    }

    /** A pull has ended. */
    default void pulled(Puller.Order order, boolean success) {
    }

    /** A conflict was logged. */
    default void conflict(String name, Conflict why) {
    }
}
