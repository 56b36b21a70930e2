package switchboard.topology;

import java.util.List;
import switchboard.api.server.ServerMove;

/**
 * What follows from a round of checks.
 *
 * @param moves in the order in which they are made; empty if everything is in its place
 * @param log lines in the words of ProxySQL's log; there may be some without moves
 */
public record Placement(List<ServerMove> moves, List<String> log) {
    public static final Placement NONE = new Placement(List.of(), List.of());

    public Placement {
        moves = List.copyOf(moves);
        log = List.copyOf(log);
    }
}
