package switchboard.mysql.proxy.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import switchboard.api.query.RouteStep;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.mysql.proxy.backend.Candidate;
import switchboard.mysql.proxy.backend.Eligibility;

/** The servers of a hostgroup, as all event loops see them, in words. */
final class ServerSteps {
    private final Map<ServerKey, List<Candidate>> servers = new TreeMap<>();
    private final int hostgroup;

    /** @param ofLoops the candidates of each event loop */
    ServerSteps(int hostgroup, List<List<Candidate>> ofLoops) {
        this.hostgroup = hostgroup;
        for (List<Candidate> ofLoop : ofLoops) {
            for (Candidate candidate : ofLoop) {
                servers.computeIfAbsent(candidate.server().key(), key -> new ArrayList<>()).add(candidate);
            }
        }
    }

    void tell(Consumer<RouteStep> steps) {
        if (servers.isEmpty()) {
            steps.accept(new RouteStep("server", "", "none", "hostgroup " + hostgroup + " has no servers: "
                    + afterWaiting()));
            return;
        }
        long weights = 0;
        boolean any = false;
        for (List<Candidate> ofServer : servers.values()) {
            boolean eligible = byRow(ofServer) == Eligibility.ELIGIBLE;
            weights += eligible ? ofServer.get(0).server().weight() : 0;
            any |= ofServer.stream().anyMatch(candidate -> candidate.eligibility() == Eligibility.ELIGIBLE);
        }
        for (List<Candidate> ofServer : servers.values()) {
            steps.accept(step(ofServer, weights));
        }
        if (!any) {
            steps.accept(new RouteStep("server", "", "none", "no server of hostgroup " + hostgroup
                    + " can be picked now: shunned ones come back after mysql-shun_recovery_time_sec; "
                    + afterWaiting()));
        }
    }

    private static String afterWaiting() {
        return "the query waits, and gets error 9001 after mysql-connect_timeout_server_max";
    }

    private static Eligibility byRow(List<Candidate> ofServer) {
        Eligibility first = ofServer.get(0).eligibility();
        return first == Eligibility.FULL ? Eligibility.ELIGIBLE : first;
    }

    private static RouteStep step(List<Candidate> ofServer, long weights) {
        Server server = ofServer.get(0).server();
        long full = ofServer.stream().filter(candidate -> candidate.eligibility() == Eligibility.FULL).count();
        String state = "status=" + server.status() + " weight=" + server.weight() + " connections="
                + ofServer.get(0).open() + "/" + server.maxConnections();
        String item = server.key().hostname() + ":" + server.key().port();
        return switch (byRow(ofServer)) {
            case ELIGIBLE, FULL -> full == ofServer.size()
                    ? new RouteStep("server", item, "not now", state
                            + ": max_connections reached and no connection idles; the query waits for one")
                    : new RouteStep("server", item, "may be picked", state + ": " + share(server, weights)
                            + (full == 0 ? "" : "; full on " + full + " of " + ofServer.size() + " event loops"));
            case NO_WEIGHT -> new RouteStep("server", item, "not picked", state + ": a weight of 0 takes no queries");
            case TOO_SLOW -> new RouteStep("server", item, "not picked", state
                    + ": its pings take longer than max_latency_ms (or mysql-default_max_latency_ms) allows");
            case FAR -> new RouteStep("server", item, "not picked", state
                    + ": its pings take longer than the average of mysql-min_num_servers_lantency_awareness and more servers");
            case NOT_ONLINE -> new RouteStep("server", item, "not picked", state + ": " + why(server));
        };
    }

    private static String share(Server server, long weights) {
        return "chance " + server.weight() + " of " + weights;
    }

    private static String why(Server server) {
        return switch (server.status()) {
            case ONLINE -> "";
            case SHUNNED -> "it failed; it is tried again after mysql-shun_recovery_time_sec";
            case OFFLINE_SOFT -> "open transactions end there, no other query goes there";
            case OFFLINE_HARD -> "taken out: its connections are closed";
            case SHUNNED_REPLICATION_LAG -> "it lags behind: max_replication_lag="
                    + server.maxReplicationLagSeconds() + " s";
        };
    }
}
