package switchboard.cluster.primary;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import switchboard.api.election.ElectionSetup;
import switchboard.api.election.ElectionSetup.Candidate;
import switchboard.api.variables.VariableValues;
import switchboard.cluster.mesh.PeerRow;

/**
 * The variables of primary mode.
 *
 * @param on switchboard-cluster_mode
 * @param secret of the candidates; empty without admin-cluster_username
 * @param portOffset from an admin port to that of the election
 * @param interfaces admin-mysql_ifaces: by its ports a node knows which row of proxysql_servers it is
 */
public record PrimarySettings(boolean on, String cluster, String secret, int portOffset, String interfaces) {
    private static final int LAST_PORT = 65535;

    public PrimarySettings {
        Objects.requireNonNull(cluster);
        Objects.requireNonNull(secret);
        Objects.requireNonNull(interfaces);
    }

    public static PrimarySettings of(VariableValues now) {
        String user = now.text("admin-cluster_username");
        return new PrimarySettings(now.text("switchboard-cluster_mode").equals("primary"),
                now.text("switchboard-cluster_name"),
                user.isEmpty() ? "" : user + '\0' + now.text("admin-cluster_password"),
                (int) now.number("switchboard-cluster_election_port_offset"), now.text("admin-mysql_ifaces"));
    }

    /** The same, but mesh mode: this instance is not the one that acts. */
    public PrimarySettings off() {
        return new PrimarySettings(false, cluster, secret, portOffset, interfaces);
    }

    /** The rows with a weight above 0. */
    List<Candidate> candidates(List<PeerRow> peers) {
        List<Candidate> candidates = new ArrayList<>();
        for (PeerRow row : peers) {
            int port = row.address().port() + portOffset;
            if (row.weight() > 0 && port <= LAST_PORT) {
                candidates.add(new Candidate(row.address().toString(), row.address().hostname(), port, row.weight()));
            }
        }
        return candidates;
    }

    ElectionSetup setup(String self, List<Candidate> candidates) {
        return new ElectionSetup(cluster, self, candidates, secret);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "PrimarySettings[" + on + ", " + cluster + ", " + portOffset + "]";
    }
}
