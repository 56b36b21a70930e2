package switchboard.cluster.primary;

import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.LoadGate;
import switchboard.api.config.Origin;
import switchboard.api.election.Election;
import switchboard.api.election.ElectionChange;
import switchboard.api.election.NotCommittedException;
import switchboard.api.election.Standing;
import switchboard.api.table.Rows;
import switchboard.cluster.pull.AgreedLoad;
import switchboard.cluster.pull.Application;

/** In primary mode lets LOADs of synchronised modules through on the primary only, once candidates have agreed on them. */
public final class PrimaryGate implements LoadGate {
    private static final String PEERS = "PROXYSQL SERVERS";

    private final PrimaryMode mode;
    private final Predicate<String> synchronised;
    private final LongSupplier epochSeconds;
    private volatile Changing changing = new Changing(null, 0);

    /** A change of candidates that was proposed: it is in force with another membership, or void with another primary. */
    private record Changing(Election.Membership membership, long designation) {
    }

    /** @param synchronised whether nodes keep a module equal, by its name in LOAD */
    public PrimaryGate(PrimaryMode mode, Predicate<String> synchronised, LongSupplier epochSeconds) {
        this.mode = mode;
        this.synchronised = synchronised;
        this.epochSeconds = epochSeconds;
    }

    @Override
    public void admit(String module, Map<String, Rows> rows, Origin origin) throws ConfigRefusedException {
        PrimaryMode.Part part = mode.part();
        if (!part.on() || origin.equals(Application.CLUSTER) || !synchronised.test(module)) {
            return;
        }
        if (part.candidates() == 0) {
            if (module.equals(PEERS)) { // how else would there be any
                return;
            }
            throw refused(module,
                    "there is no candidate for a primary. Give one node or more, best three, a weight above 0 "
                            + "in proxysql_servers and LOAD PROXYSQL SERVERS TO RUNTIME");
        }
        if (!part.candidate()) {
            throw refused(module, "this node is not the primary of the cluster" + seeThere());
        }
        Election.Membership membership = part.membership();
        if (membership == null) {
            throw refused(module, "nobody holds the election. admin-cluster_username must be set, and the module "
                    + "cluster-election run: PROXYSQL MODULE START cluster-election");
        }
        commit(module, rows, membership, part.names());
    }

    private void commit(String module, Map<String, Rows> rows, Election.Membership membership, Set<String> candidates)
            throws ConfigRefusedException {
        Standing standing = membership.standing();
        if (!standing.majority()) {
            throw refused(module, "this node sees no majority of the candidates, so no configuration is taken; routing "
                    + "goes on" + (standing.primary().isEmpty()
                            ? ""
                            : ". The last known primary is "
                                    + standing.primary()));
        }
        if (!standing.active()) {
            throw refused(module, "this node is not the primary of the cluster" + seeThere());
        }
        if (module.equals(PEERS)) {
            CandidateChange change = CandidateChange.of(candidates, rows.get("proxysql_servers"));
            if (!change.refusal().isEmpty()) {
                throw refused(module, change.refusal());
            }
            Changing now = new Changing(membership, standing.designation());
            if (now.equals(changing)) {
                throw refused(module, "the last change of candidates is not in force yet. Repeat the command in a few "
                        + "seconds, when SHOW CLUSTER PRIMARY shows a primary that takes LOADs");
            }
            if (!change.isNone()) {
                changing = now;
            }
        }
        propose(module, rows, membership);
    }

    private void propose(String module, Map<String, Rows> rows, Election.Membership membership)
            throws ConfigRefusedException {
        try {
            membership.commit(new ElectionChange(AgreedLoad.checksumName(module),
                    new AgreedRows(epochSeconds.getAsLong(), rows).encoded()));
        } catch (NotCommittedException failed) {
            throw refused(module, failed.getMessage());
        }
    }

    private String seeThere() {
        String primary = mode.primary().name();
        return primary.isEmpty()
                ? "; there is none yet, or this node has not heard of it. Repeat the command in a few seconds"
                : ". The primary is " + primary + ": repeat the command there";
    }

    private static ConfigRefusedException refused(String module, String why) {
        return new ConfigRefusedException("LOAD " + module + " TO RUNTIME: " + why + ". Runtime is unchanged");
    }
}
