package switchboard.mysql.proxy.backend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
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
    private record Candidates(List<LoopServer> servers, long weight) {
        static Candidates of(List<LoopServer> servers) {
            return new Candidates(servers, servers.stream().mapToLong(each -> each.server().weight()).sum());
        }

        /** Of a list that is not empty. */
        LoopServer any(SplittableRandom random) {
            long at = random.nextLong(weight);
            int index = 0;
            while ((at -= servers.get(index).server().weight()) >= 0) {
                index++;
            }
            return servers.get(index);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(ServerChoice.class);
    private final SplittableRandom random;
    private final Function<Server, LoopServer> known;
    private final Supplier<LatencyRules> latency;
    private final Map<Integer, Candidates> candidates = new HashMap<>();
    private ServersSnapshot snapshot = ServersSnapshot.NONE;

    /**
     * @param known gives the loop's view of a server
     */
    ServerChoice(long seed, Function<Server, LoopServer> known, Supplier<LatencyRules> latency) {
        this.random = new SplittableRandom(seed);
        this.known = known;
        this.latency = latency;
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

    /** Of those that a GTID allows; null if none has room. */
    LoopServer pick(int hostgroup, Predicate<LoopServer> fits) {
        return pick(Candidates.of(fitting(hostgroup, fits)));
    }

    /** The servers that a GTID allows, whether they have room or not. */
    List<LoopServer> fitting(int hostgroup, Predicate<LoopServer> fits) {
        List<LoopServer> fitting = new ArrayList<>();
        for (LoopServer server : candidates(hostgroup).servers) {
            if (fits.test(server)) {
                fitting.add(server);
            }
        }
        return fitting;
    }

    /** The servers that have room. */
    List<LoopServer> withRoom(int hostgroup) {
        return free(candidates(hostgroup).servers);
    }

    private LoopServer pick(Candidates online) {
        if (online.servers.isEmpty()) {
            return null;
        }
        if (!latency.get().areAware(online.servers.size())) { // nothing is copied where all have room
            LoopServer any = online.any(random);
            if (hasRoom(any)) {
                return any;
            }
        }
        List<LoopServer> free = free(online.servers);
        List<LoopServer> nearer = latency.get().nearer(free);
        if (nearer.isEmpty()) {
            return null;
        }
        LoopServer any = Candidates.of(nearer).any(random);
        if (nearer.size() < free.size()) {
            any.count(LoopServer.Count.PICKED_BY_LATENCY, 1);
        }
        return any;
    }

    private List<LoopServer> free(List<LoopServer> servers) {
        List<LoopServer> free = new ArrayList<>(servers.size());
        for (LoopServer server : servers) {
            if (hasRoom(server)) {
                free.add(server);
            }
        }
        return free;
    }

    private boolean hasRoom(LoopServer server) {
        return Eligibility.now(server, latency.get().defaultMaxMs()) == Eligibility.ELIGIBLE;
    }

    /** All servers of a hostgroup, and whether each could be picked now. */
    List<Candidate> look(int hostgroup) {
        List<Candidate> all = new ArrayList<>();
        List<LoopServer> nearer = latency.get().nearer(free(candidates(hostgroup).servers));
        for (Server server : snapshot.in(hostgroup)) {
            LoopServer here = known.apply(server);
            all.add(new Candidate(server, eligibility(server, here, nearer), here.gate().open(),
                    here.count(LoopServer.Count.IDLE)));
        }
        return all;
    }

    private Eligibility eligibility(Server server, LoopServer here, List<LoopServer> nearer) {
        Eligibility byRow = Eligibility.of(server);
        if (byRow != Eligibility.ELIGIBLE) {
            return byRow;
        }
        Eligibility now = Eligibility.now(here, latency.get().defaultMaxMs());
        return now == Eligibility.ELIGIBLE && !nearer.isEmpty() && !nearer.contains(here) ? Eligibility.FAR : now;
    }

    private Candidates candidates(int hostgroup) {
        Candidates found = candidates.get(hostgroup);
        return found != null ? found : build(hostgroup);
    }

    private Candidates build(int hostgroup) {
        List<LoopServer> online = new ArrayList<>();
        int count = 0;
        int limit = Integer.MAX_VALUE;
        for (Server server : snapshot.in(hostgroup)) {
            if (server.status() == ServerStatus.ONLINE) {
                limit = known.apply(server).maxOnlineServers();
                count++;
            }
            if (Eligibility.of(server) == Eligibility.ELIGIBLE) {
                online.add(known.apply(server));
            }
        }
        if (count > limit) {
            LOG.error("No server is used hostgroup={}: {} are online and max_num_online_servers is {}", hostgroup,
                    count, limit);
            online.clear();
        }
        Candidates built = Candidates.of(List.copyOf(online));
        candidates.put(hostgroup, built);
        return built;
    }
}
