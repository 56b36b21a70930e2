package switchboard.topology.check;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import switchboard.api.check.CheckQuestion;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.api.server.Server;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;
import switchboard.topology.Node;

/** Whom to ask about a cluster: all its servers but those that the operator has taken out (OFFLINE_HARD). */
public final class Targets {
    private Targets() {
    }

    /** Each server once; with TLS as soon as one row of its host and port, in any hostgroup, says use_ssl=1. */
    public static List<CheckTarget> of(ServersSnapshot now, List<Integer> hostgroups, CheckQuestion question) {
        Set<Node> encrypted = now.hostgroups().values().stream().flatMap(Collection::stream).filter(Server::useSsl)
                .map(server -> Node.of(server.key())).collect(Collectors.toSet());
        return hostgroups.stream().flatMap(hostgroup -> now.in(hostgroup).stream())
                .filter(server -> server.status() != ServerStatus.OFFLINE_HARD).map(server -> Node.of(server.key()))
                .distinct().sorted()
                .map(node -> new CheckTarget(node.hostname(), node.port(), encrypted.contains(node), question))
                .toList();
    }

    /** Who has answered, or has not. */
    public static Node node(CheckResult result) {
        return new Node(result.target().hostname(), result.target().port());
    }
}
