package switchboard.cluster.primary;

import java.util.List;
import switchboard.api.admin.AdminStatements.Answer;
import switchboard.api.election.Election;
import switchboard.api.election.Standing;

/** SHOW CLUSTER PRIMARY: one row. */
public final class ShowPrimary {
    private static final List<String> COLUMNS = List.of("mode", "primary", "designation", "this_node", "role",
            "candidates", "majority", "takes_loads");

    private ShowPrimary() {
    }

    public static Answer of(PrimaryMode mode) {
        PrimaryMode.Part part = mode.part();
        Election.Membership membership = part.membership();
        Standing standing = membership == null ? Standing.UNKNOWN : membership.standing();
        String role = !part.on() ? "peer" : standing.active() ? "primary" : part.candidate() ? "candidate" : "follower";
        return new Answer.Table(COLUMNS, List.<String[]>of(new String[]{part.on() ? "primary" : "mesh",
                mode.primary().name(), Long.toString(mode.primary().designation()), part.self(), role,
                Integer.toString(part.candidates()), number(standing.majority()),
                number(standing.active() || !part.on())}));
    }

    private static String number(boolean value) {
        return value ? "1" : "0";
    }
}
