package switchboard.cluster.mesh;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.cluster.decision.Candidate;
import switchboard.cluster.decision.PeerAddress;
import switchboard.cluster.decision.Seen;
import switchboard.cluster.decision.SourceChoice;
import switchboard.cluster.mesh.MeshListener.Conflict;

/** The lines about checksums and conflicts, in ProxySQL's words where it has any (ProxySQL 2.7.1, cluster 3). */
final class SyncLog {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.cluster");

    private final Map<String, String> ties = new HashMap<>();
    private final MeshListener listener;

    /** @param listener hears of the conflicts */
    SyncLog(MeshListener listener) {
        this.listener = listener;
    }

    void changed(PeerAddress peer, Seen seen, ModuleSetting setting, String own) {
        ModuleChecksum value = seen.value();
        String what = setting.rule().diffs() > 0
                ? " Not syncing yet ..."
                : " Not syncing due to '" + setting.variable() + "=0'.";
        LOG.info("Cluster: detected a new checksum for {} from peer {}, version {}, epoch {}, checksum {} .{}",
                value.name(), peer, value.version(), value.epochSeconds(), value.checksum(), what);
        if (value.checksum().equals(own)) {
            LOG.info("Cluster: checksum for {} from peer {} matches with local checksum {} , we won't sync.",
                    value.name(), peer, own);
        }
    }

    void proceeding(PeerAddress peer, Seen seen, ModuleChecksum own) {
        LOG.info("{}Proceeding with remote sync", detected(peer, seen, own));
    }

    void conflict(PeerAddress peer, Seen seen, ModuleChecksum own, long every) {
        listener.conflict(own.name(), Conflict.SERVERS_SHARE_EPOCH);
        LOG.error("{}Sync conflict, epoch times are EQUAL, can't determine which server holds the latest config, we "
                + "won't sync. This message will be repeated every {} checks until LOAD {} TO RUNTIME is executed on "
                + "candidate master.", detected(peer, seen, own), every, command(own.name()));
    }

    void onlyStarted(PeerAddress peer, Seen seen, ModuleChecksum own, long every) {
        listener.conflict(own.name(), Conflict.VERSION_ONE);
        LOG.warn("{}diff_check is increasing, but version 1 doesn't allow sync. This message will be repeated every {} "
                + "checks until LOAD {} TO RUNTIME is executed on candidate master.", detected(peer, seen, own), every,
                command(own.name()));
    }

    /** Once for two contents of one second. */
    void tie(PeerAddress peer, Seen seen, ModuleChecksum own, boolean peerCounts) {
        ModuleChecksum theirs = seen.value();
        String key = own.epochSeconds() + own.checksum() + theirs.checksum();
        if (!key.equals(ties.put(own.name(), key))) {
            listener.conflict(own.name(), Conflict.SERVERS_SHARE_EPOCH);
            LOG.warn(
                    "Cluster: conflict of {}: peer {} (version {}, checksum {}) and this node (version {}, checksum {}) "
                            + "were loaded in the same second, epoch {}. What {} loaded counts: the higher version, then the "
                            + "higher checksum. SHOW CONFIG HISTORY lists both; LOAD {} TO RUNTIME again to decide otherwise",
                    own.name(), peer, theirs.version(), theirs.checksum(), own.version(), own.checksum(),
                    own.epochSeconds(), peerCounts ? "the peer" : "this node", command(own.name()));
        }
    }

    /** Names of modules with a conflict that is not over. */
    Set<String> conflicts() {
        return Set.copyOf(ties.keySet());
    }

    /** All peers agree again. */
    void agreed(String name) {
        ties.remove(name);
    }

    void source(Candidate source) {
        ModuleChecksum value = source.seen().value();
        LOG.info("Cluster: detected peer {} with {} version {}, epoch {}", source.peer(), value.name(),
                value.version(), value.epochSeconds());
    }

    void notYet(String name, SourceChoice.NotYet choice) {
        LOG.warn("Cluster: detected a peer with {} epoch {} , but not enough diff_check. We won't sync from epoch {}: "
                + "temporarily skipping sync", name, choice.newest().seen().value().epochSeconds(),
                choice.otherwiseEpoch());
    }

    void servers(PeerAddress peer, boolean running) {
        LOG.info("Cluster: Fetch mysql_servers_v2:'YES', mysql_servers:'{}' from peer {}", running ? "YES" : "NO",
                peer);
    }

    void created(PeerAddress peer) {
        LOG.info("Created new Cluster Node Entry for host {}", peer);
    }

    void destroyed(PeerAddress peer) {
        LOG.info("Destroyed Cluster Node Entry for host {}", peer);
    }

    void clockSkew(PeerAddress peer, long millis) {
        LOG.warn("Cluster: the clock of peer {} is {} ms {} this node's. Epochs are compared between nodes: set the "
                + "clocks right (NTP), or a later LOAD may lose against an earlier one", peer, Math.abs(millis),
                millis > 0 ? "ahead of" : "behind");
    }

    private static String detected(PeerAddress peer, Seen seen, ModuleChecksum own) {
        return "Cluster: detected a peer %s with %s version %d, epoch %d, diff_check %d. Own version: %d, epoch: %d. "
                .formatted(peer, own.name(), seen.value().version(), seen.value().epochSeconds(), seen.diffCheck(),
                        own.version(), own.epochSeconds());
    }

    /** The module as in LOAD. */
    private static String command(String name) {
        return name.replaceFirst("_v2$", "").replace('_', ' ').toUpperCase(Locale.ROOT);
    }
}
