package switchboard.cluster.serve;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.admin.AdminStatements;
import switchboard.api.config.LoadedModules;
import switchboard.cluster.mesh.MeshView;

/** The cluster's commands on the admin port. */
public final class ClusterStatements implements AdminStatements {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.cluster");
    private static final String NODE_UUID = "PROXYSQL CLUSTER_NODE_UUID ";
    private static final String NAME = "PROXYSQL CLUSTER_NAME ";
    private static final String SHOW = "SHOW CLUSTER";

    private final ClientLinks links;
    private final Supplier<LoadedModules> modules;
    private final Supplier<MeshView> view;
    private final Supplier<String> name;
    private final LongSupplier epochSeconds;

    /** @param name of the cluster, as it is now */
    public ClusterStatements(ClientLinks links, Supplier<LoadedModules> modules, Supplier<MeshView> view,
            Supplier<String> name, LongSupplier epochSeconds) {
        this.links = links;
        this.modules = modules;
        this.view = view;
        this.name = name;
        this.epochSeconds = epochSeconds;
    }

    @Override
    public Answer run(String text, Session session) {
        links.seen(session, epochSeconds.getAsLong());
        if (startsWith(text, NODE_UUID)) {
            return links.identify(text.substring(NODE_UUID.length()), session, epochSeconds.getAsLong());
        }
        if (startsWith(text, NAME)) {
            return name(text.substring(NAME.length()), session);
        }
        return text.equalsIgnoreCase(SHOW) ? ShowCluster.of(view.get()) : SnapshotRows.answer(text, modules.get());
    }

    private Answer name(String quoted, Session session) {
        String theirs = quoted.replaceAll("^'|'$", "");
        String own = name.get();
        if (theirs.equals(own)) {
            return new Answer.Ok("");
        }
        LOG.warn(
                "Cluster: node {} refused: it belongs to cluster '{}', this node to '{}'. Set switchboard-cluster_name "
                        + "alike on all nodes of a cluster",
                session.address(), theirs, own);
        return new Answer.Farewell("this node belongs to cluster '" + own + "', not to '" + theirs
                + "'. Set switchboard-cluster_name alike on all nodes of a cluster");
    }

    private static boolean startsWith(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
