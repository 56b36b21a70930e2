package switchboard.cluster.primary;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.election.Election;
import switchboard.api.election.ElectionChange;
import switchboard.api.election.ElectionFollower;
import switchboard.api.election.ElectionSetup;
import switchboard.api.election.ElectionSetup.Candidate;
import switchboard.api.election.Standing;
import switchboard.cluster.decision.Following;
import switchboard.cluster.decision.PeerAddress;
import switchboard.cluster.mesh.NamedPrimary;
import switchboard.cluster.mesh.PeerRow;
import switchboard.cluster.pull.AgreedLoad;

/** This node's part in primary mode: candidate, follower, or none because the mode is mesh. */
public final class PrimaryMode implements ElectionFollower, Following {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.cluster");
    private static final int STOP_SECONDS = 15;
    private static final long UNKNOWN_MS = 3000;
    private static final String SERVERS = "mysql_servers";
    private static final String SERVERS_V2 = "mysql_servers_v2";

    private final Supplier<Election> elections;
    private final AgreedLoad load;
    private final Runnable news;
    private final ExecutorService worker = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().name("switchboard-cluster-primary").daemon().factory());
    private volatile Part part = Part.MESH;
    private volatile NamedPrimary heard = NamedPrimary.NOBODY;
    private final CountDownLatch settled = new CountDownLatch(1);
    private Election joined; // on the worker's thread, as setup
    private ElectionSetup setup;

    /**
     * What this node is.
     *
     * @param on whether the mode is primary
     * @param names of the candidates
     * @param self the row of this node, or empty
     * @param membership null if it is no candidate, or nobody holds elections
     */
    record Part(boolean on, Set<String> names, String self, boolean candidate, Election.Membership membership) {
        static final Part MESH = new Part(false, Set.of(), "", false, null);

        int candidates() {
            return names.size();
        }
    }

    /**
     * @param elections null while nobody holds them
     * @param news runs when a peer may be told something new
     */
    public PrimaryMode(Supplier<Election> elections, AgreedLoad load, Runnable news) {
        this.elections = elections;
        this.load = load;
        this.news = news;
    }

    /** Variables, peers or services have changed. Returns at once. */
    public void settle(PrimarySettings settings, List<PeerRow> peers) {
        settle(settings, peers, watched -> {
        });
    }

    /**
     * The same.
     *
     * @param watch is told, on another thread, which of the peers this node is to watch: who only follows has no use for
     *            others that do
     */
    public void settle(PrimarySettings settings, List<PeerRow> peers, Consumer<List<PeerRow>> watch) {
        try {
            worker.execute(() -> {
                become(settings, peers);
                watch.accept(watched(peers));
            });
        } catch (RejectedExecutionException stopped) {
            LOG.debug("Primary mode has ended");
        }
    }

    /** Leaves the election. */
    public void stop() {
        try {
            worker.execute(() -> {
                leave();
                part = Part.MESH;
            });
            worker.shutdown();
            if (!worker.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Cluster: the election was not left within {} s", STOP_SECONDS);
            }
        } catch (RejectedExecutionException twice) {
            LOG.debug("Primary mode has ended before");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void become(PrimarySettings settings, List<PeerRow> peers) {
        try {
            decide(settings, peers);
        } catch (RuntimeException | LinkageError fault) {
            LOG.error("Cluster: primary mode failed", fault);
        } finally {
            settled.countDown();
        }
    }

    private void decide(PrimarySettings settings, List<PeerRow> peers) {
        if (!settings.on()) {
            leave();
            part = Part.MESH;
            heard = NamedPrimary.NOBODY;
            return;
        }
        List<Candidate> candidates = settings.candidates(peers);
        Optional<PeerRow> own = OwnRow.of(peers, settings.interfaces());
        String self = own.map(row -> row.address().toString()).orElse("");
        Set<String> names = candidates.stream().map(Candidate::name).collect(Collectors.toUnmodifiableSet());
        boolean candidate = names.contains(self);
        Election election = settings.secret().isEmpty() ? null : elections.get();
        ElectionSetup wanted = candidate && election != null ? settings.setup(self, candidates) : null;
        boolean stays = election == joined && (Objects.equals(wanted, setup) || wanted != null && setup != null
                && part.membership().reweigh(wanted));
        if (!stays) {
            leave();
            Election.Membership membership = wanted == null ? null : election.join(wanted, this);
            setup = wanted;
            joined = wanted == null ? null : election;
            part = new Part(true, names, self, candidate, membership);
        } else {
            setup = wanted;
            part = new Part(true, names, self, candidate, part.membership());
        }
    }

    private List<PeerRow> watched(List<PeerRow> peers) {
        Part now = part;
        return now.on() && !now.candidate() && now.candidates() > 0
                ? peers.stream().filter(row -> row.weight() > 0).toList()
                : peers;
    }

    private void leave() {
        Election.Membership membership = part.membership();
        Part now = part;
        part = new Part(now.on(), now.names(), now.self(), now.candidate(), null);
        setup = null;
        joined = null;
        if (membership != null) {
            Standing last = membership.standing();
            membership.close();
            if (last.designation() > heard.designation()) { // known at once if this node only follows from now on
                heard = new NamedPrimary(last.primary(), last.designation());
            }
        }
    }

    /** Waits until it is known, after a start of this bundle, for a while. */
    Part part() {
        try {
            if (!settled.await(UNKNOWN_MS, TimeUnit.MILLISECONDS)) {
                LOG.warn("Cluster: the mode is not known yet: mesh is assumed");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return part;
    }

    /** A peer calls somebody the primary. */
    public void heard(NamedPrimary named) {
        if (part.membership() == null && named.designation() > heard.designation()) {
            heard = named;
            news.run();
        }
    }

    /** Whether what is loaded here comes from a primary, to which the others listen as well. */
    public boolean follows() {
        Part now = part;
        return now.on() && (now.membership() == null || !now.membership().standing().active());
    }

    /** Who is primary, as far as this node knows. */
    public NamedPrimary primary() {
        Election.Membership membership = part.membership();
        if (membership == null) {
            return heard;
        }
        Standing now = membership.standing();
        return new NamedPrimary(now.primary(), now.designation());
    }

    @Override
    public void take(String primary, ElectionChange change) throws Exception {
        AgreedRows rows = AgreedRows.decoded(change.content());
        load.apply(primary, change.name(), rows.epochSeconds(), rows.tables());
    }

    @Override
    public void changed(Standing now) {
        news.run();
    }

    /**
     * Candidates take from each other what they agree on, by the log. From the primary they pull only what nobody has loaded
     * since there is a log; all others follow it in everything.
     */
    @Override
    public Way of(PeerAddress peer, String module) {
        Part now = part;
        if (!now.on()) {
            return Way.NEWER;
        }
        if (!peer.toString().equals(primary().name()) || peer.toString().equals(now.self())) {
            return Way.NEVER;
        }
        if (!now.candidate()) {
            return Way.DIFFERENT;
        }
        Election.Membership membership = now.membership();
        return membership == null || membership.knows(module.equals(SERVERS) ? SERVERS_V2 : module)
                || membership.standing().active()
                        ? Way.NEVER
                        : Way.NEWER;
    }
}
