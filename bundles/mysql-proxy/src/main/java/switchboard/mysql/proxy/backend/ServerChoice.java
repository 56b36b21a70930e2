package switchboard.mysql.proxy.backend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.server.Server;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;

/**
 * Which server of a hostgroup serves next: a random one by weight among those that are online and have room (ProxySQL 2.7
 * manual, weight). Belongs to one event loop.
 */
final class ServerChoice {
    private record Candidates(List<LoopServer> servers, int weight) {
    }

    private static final Logger LOG = LoggerFactory.getLogger(ServerChoice.class);
    private final SplittableRandom random;
    private final Function<Server, LoopServer> known;
    private final IntSupplier defaultMaxLatencyMs;
    private final Map<Integer, Candidates> candidates = new HashMap<>();
    private ServersSnapshot snapshot = ServersSnapshot.NONE;

    /**
     * @param known gives the loop's view of a server
     * @param defaultMaxLatencyMs mysql-default_max_latency_ms
     */
    ServerChoice(long seed, Function<Server, LoopServer> known, IntSupplier defaultMaxLatencyMs) {
        this.random = new SplittableRandom(seed);
        this.known = known;
        this.defaultMaxLatencyMs = defaultMaxLatencyMs;
    }

    /** Other servers or states are in force. */
    void follow(ServersSnapshot now) {
        snapshot = now;
        candidates.clear();
    }

    /** Null if no server has room. */
    LoopServer pick(int hostgroup) {
        Candidates online = candidates(hostgroup);
        return online.servers.size() == 1 && hasRoom(online.servers.get(0))
                ? online.servers.get(0)
                : pick(online);
    }

    private LoopServer pick(Candidates online) {
        int weight = online.weight;
        if (weight == 0) {
            return null;
        }
        int at = random.nextInt(weight);
        for (LoopServer server : online.servers) {
            at -= server.server().weight();
            if (at < 0 && hasRoom(server)) {
                return server;
            }
        }
        for (LoopServer server : online.servers) { // the chosen ones are full: any other
            if (hasRoom(server)) {
                return server;
            }
        }
        return null;
    }

    private boolean hasRoom(LoopServer server) {
        return Eligibility.now(server, defaultMaxLatencyMs.getAsInt()) == Eligibility.ELIGIBLE;
    }

    /** All servers of a hostgroup, and whether each could be picked now. */
    List<Candidate> look(int hostgroup) {
        List<Candidate> all = new ArrayList<>();
        for (Server server : snapshot.in(hostgroup)) {
            LoopServer here = known.apply(server);
            Eligibility byRow = Eligibility.of(server);
            all.add(new Candidate(server,
                    byRow == Eligibility.ELIGIBLE ? Eligibility.now(here, defaultMaxLatencyMs.getAsInt()) : byRow,
                    here.gate().open(), here.count(LoopServer.Count.IDLE)));
        }
        return all;
    }

    private Candidates candidates(int hostgroup) {
        Candidates found = candidates.get(hostgroup);
        return found != null ? found : build(hostgroup);
    }

    private Candidates build(int hostgroup) {
        List<LoopServer> online = new ArrayList<>();
        int weight = 0;
        int count = 0;
        int limit = Integer.MAX_VALUE;
        for (Server server : snapshot.in(hostgroup)) {
            if (server.status() == ServerStatus.ONLINE) {
                limit = known.apply(server).maxOnlineServers();
                count++;
            }
            if (Eligibility.of(server) == Eligibility.ELIGIBLE) {
                online.add(known.apply(server));
                weight += server.weight();
            }
        }
        if (count > limit) {
            LOG.error("No server is used hostgroup={}: {} are online and max_num_online_servers is {}", hostgroup,
                    count, limit);
            online.clear();
            weight = 0;
        }
        Candidates built = new Candidates(List.copyOf(online), weight);
        candidates.put(hostgroup, built);
        return built;
    }
}
