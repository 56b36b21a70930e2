package switchboard.cluster.mesh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.cluster.decision.Candidate;
import switchboard.cluster.decision.Following;
import switchboard.cluster.decision.PeerAddress;
import switchboard.cluster.decision.Seen;
import switchboard.cluster.decision.ServersPart;
import switchboard.cluster.decision.SourceChoice;
import switchboard.cluster.decision.SyncRule;

/** What a check of a peer leads to, module by module. */
final class Decisions {
    private static final String SERVERS = "mysql_servers";
    private static final String SERVERS_V2 = "mysql_servers_v2";

    private final SyncLog log;
    private final Consumer<Puller.Order> pull;
    private final Following following;

    Decisions(SyncLog log, Consumer<Puller.Order> pull, Following following) {
        this.log = log;
        this.pull = pull;
        this.following = following;
    }

    /** Names that are pulled one at a time share a group: a module. */
    static String group(String name) {
        return name.equals(SERVERS_V2) ? SERVERS : name;
    }

    /** @param underWay groups that are being pulled: they are left alone */
    void decide(PeerState peer, Collection<PeerState> peers, Map<String, ModuleChecksum> own, ClusterSettings settings,
            Set<String> underWay) {
        Round round = new Round(peer, peers, own, settings);
        for (String name : List.copyOf(peer.seen.keySet())) {
            if (own.containsKey(name) && !group(name).equals(SERVERS) && !underWay.contains(name)) {
                round.module(name).ifPulled(source -> pull.accept(round.order(source, null)));
            }
        }
        if (!underWay.contains(SERVERS)) {
            servers(round);
        }
    }

    private void servers(Round round) {
        boolean alsoRunning = round.settings.servers() == ServersPart.LOADED_AND_RUNNING;
        boolean[] pulled = {false};
        round.module(SERVERS_V2).ifPulled(source -> {
            pulled[0] = true;
            log.servers(source.peer(), alsoRunning);
            pull.accept(round.order(source, alsoRunning ? round.running(source.peer()) : null));
        });
        if (alsoRunning && !pulled[0]) {
            round.module(SERVERS).ifPulled(source -> pull.accept(round.order(source, null)));
        }
    }

    /** One check of one peer. */
    private final class Round {
        private final PeerState peer;
        private final Collection<PeerState> peers;
        private final Map<String, ModuleChecksum> own;
        private final ClusterSettings settings;

        Round(PeerState peer, Collection<PeerState> peers, Map<String, ModuleChecksum> own, ClusterSettings settings) {
            this.peer = peer;
            this.peers = peers;
            this.own = own;
            this.settings = settings;
        }

        Result module(String name) {
            Seen seen = peer.seen.get(name);
            ModuleChecksum mine = own.get(name);
            if (seen == null || mine == null) {
                return Result.NOTHING;
            }
            SyncRule rule = settings.of(name).rule();
            PeerAddress address = peer.row.address();
            return switch (following.of(address, name)) {
                case NEVER -> Result.NOTHING;
                case DIFFERENT -> different(rule, seen);
                case NEWER -> newer(name, rule, seen, mine);
            };
        }

        /** It is the primary: what it has counts, however old. */
        private Result different(SyncRule rule, Seen seen) {
            if (rule.diffs() == 0 || seen.diffCheck() == 0) {
                return Result.NOTHING;
            }
            log.source(new Candidate(peer.row.address(), seen));
            return new Result(new Candidate(peer.row.address(), seen));
        }

        private Result newer(String name, SyncRule rule, Seen seen, ModuleChecksum mine) {
            PeerAddress address = peer.row.address();
            return switch (rule.judge(seen, mine, peer.isOurs())) {
                case NOTHING -> Result.NOTHING;
                case PULL -> {
                    log.proceeding(address, seen, mine);
                    yield choose(name, rule, each -> true);
                }
                case PULL_TIE -> {
                    log.tie(address, seen, mine, true);
                    yield choose(name, rule, PeerState::isOurs);
                }
                case KEEP_TIE -> {
                    log.tie(address, seen, mine, false);
                    yield Result.NOTHING;
                }
                case CONFLICT -> {
                    log.conflict(address, seen, mine, rule.warnEvery());
                    yield Result.NOTHING;
                }
                case ONLY_STARTED -> {
                    log.onlyStarted(address, seen, mine, rule.warnEvery());
                    yield Result.NOTHING;
                }
            };
        }

        private Result choose(String name, SyncRule rule, Predicate<PeerState> among) {
            List<Candidate> candidates = new ArrayList<>();
            for (PeerState each : peers) {
                if (each.isReachable() && among.test(each) && each.seen.containsKey(name)
                        && following.of(each.row.address(), name) != Following.Way.NEVER) {
                    candidates.add(new Candidate(each.row.address(), each.seen.get(name)));
                }
            }
            return switch (SourceChoice.among(candidates, rule)) {
                case SourceChoice.Nobody nobody -> Result.NOTHING;
                case SourceChoice.NotYet notYet -> {
                    log.notYet(name, notYet);
                    yield Result.NOTHING;
                }
                case SourceChoice.From from -> {
                    log.source(from.source());
                    yield new Result(from.source());
                }
            };
        }

        /** What runs at a peer of MYSQL SERVERS, or null. */
        ModuleChecksum running(PeerAddress source) {
            return peers.stream().filter(each -> each.row.address().equals(source)).findFirst()
                    .map(each -> each.seen.get(SERVERS)).map(Seen::value).orElse(null);
        }

        Puller.Order order(Candidate source, ModuleChecksum running) {
            ModuleChecksum expected = source.seen().value();
            return new Puller.Order(source.peer(), expected, running, settings.of(expected.name()).saveToDisk(),
                    following.of(source.peer(), expected.name()) == Following.Way.DIFFERENT,
                    peers.stream().anyMatch(each -> each.isOurs() && each.row.address().equals(source.peer())));
        }
    }

    /** The peer to take it from, or null. */
    private record Result(Candidate source) {
        static final Result NOTHING = new Result(null);

        void ifPulled(Consumer<Candidate> then) {
            if (source != null) {
                then.accept(source);
            }
        }
    }
}
