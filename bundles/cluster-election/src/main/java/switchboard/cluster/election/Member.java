package switchboard.cluster.election;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jgroups.Address;
import org.jgroups.JChannel;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.protocols.raft.ELECTION2;
import org.jgroups.protocols.raft.election.BaseElection;
import org.jgroups.raft.RaftHandle;
import org.jgroups.util.Util;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.election.Election;
import switchboard.api.election.ElectionChange;
import switchboard.api.election.ElectionFollower;
import switchboard.api.election.ElectionSetup;
import switchboard.api.election.NotCommittedException;
import switchboard.api.election.Standing;

/** This node among the candidates. */
final class Member implements Election.Membership, ChangeLog.Listener, Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(Member.class);
    private static final long TICK_MS = 100;
    private static final long PATIENCE_MS = 5000;
    /** Then the next one is proposed: a leader that could not have it confirmed may have been replaced meanwhile. */
    private static final long NAMING_MS = 1000;
    private static final long CONNECT_AGAIN_MS = 1000;
    /** A majority that has no primary for so long votes again. */
    private static final long LEADERLESS_NANOS = 1_500_000_000L;

    private final ElectionSetup setup;
    private final Path folder;
    private final Delivery delivery;
    private final Electorate electorate;
    private final ChangeLog log = new ChangeLog(this);
    /** Own changes on their way: true when agreed on, false when void. */
    private final Map<UUID, CompletableFuture<Boolean>> pending = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("switchboard-election").daemon().factory());
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Set<String> seen = Set.of();
    private volatile Designated designated = new Designated("", 0);
    private volatile RaftHandle raft; // null until connected
    private volatile PromptCommits commits; // null until then
    private JChannel channel; // on the timer's thread, as what follows
    private Designation choice;
    private CompletableFuture<byte[]> naming = CompletableFuture.completedFuture(null);
    private Standing told = Standing.UNKNOWN;
    private long inOrderAt;

    private record Designated(String primary, long number) {
    }

    Member(ElectionSetup setup, Path folder, ElectionFollower follower) {
        this.setup = setup;
        this.folder = folder;
        this.delivery = new Delivery(follower);
        this.choice = new Designation(setup);
        this.electorate = new Electorate(setup);
    }

    void start() {
        delivery.start();
        timer.execute(this::connect);
    }

    private void connect() {
        try {
            log.beginAnew(); // an attempt that failed may have read the whole log already
            channel = Stack.of(setup, folder);
            channel.setName(setup.self());
            channel.setReceiver(this);
            channel.addAddressGenerator(electorate::address);
            RaftHandle handle = new RaftHandle(channel, log).raftId(setup.self());
            channel.connect("switchboard " + setup.cluster());
            commits = new PromptCommits(handle.raft(), timer);
            raft = handle;
            LOG.info("Cluster: {} takes part in the election of a primary", setup.self());
            timer.scheduleWithFixedDelay(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
        } catch (Exception | LinkageError failed) {
            LOG.warn(
                    "Cluster: {} can't take part in the election yet: {} . Its address is the one in proxysql_servers, "
                            + "its port the admin port and switchboard-cluster_election_port_offset",
                    setup.self(),
                    failed.toString());
            LOG.debug("Election", failed);
            Util.close(channel);
            timer.schedule(this::connect, CONNECT_AGAIN_MS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void viewAccepted(View view) {
        seen = electorate.among(view.getMembers());
        LOG.info("Cluster: candidates that see each other: {}{}", seen.stream().sorted().toList(),
                seen.size() == view.size() ? "" : ", and " + (view.size() - seen.size()) + " with other lists of them");
    }

    /** Names another primary if that is for this node to do, and tells what has changed. */
    private void tick() {
        try {
            voteAgain(System.nanoTime());
            if (raft.isLeader() && electorate.isMajority(seen)) {
                if (naming.isDone()) {
                    choice.next(seen, log.primary(), System.nanoTime()).ifPresent(this::name);
                }
            } else {
                choice.forget();
            }
            Standing now = standing();
            if (!now.equals(told)) {
                told = now;
                LOG.info("Cluster: primary={} designation={} majority={} this_node={}", now.primary(),
                        now.designation(), now.majority(), now.active());
                delivery.tell(now);
            }
        } catch (RuntimeException | LinkageError fault) {
            LOG.error("Cluster: a fault of the election", fault);
        }
    }

    /**
     * jgroups-raft asks all members of a view before it votes, and does not ask again if one of them does not answer and
     * is gone in the next view (seen with 1.1.4): then this does.
     */
    private void voteAgain(long now) {
        Address leader = raft.leader();
        View view = channel.getView();
        boolean inOrder = view == null || !electorate.isMajority(seen)
                || leader != null && view.containsMember(leader) && seen.contains(designated.primary());
        if (inOrder || inOrderAt == 0) {
            inOrderAt = now;
        } else if (now - inOrderAt > LEADERLESS_NANOS) {
            inOrderAt = now;
            BaseElection election = channel.getProtocolStack().findProtocol(ELECTION2.class);
            if (election.runVotingThread()) { // on the first of the view only
                LOG.info("Cluster: a vote is held again: leader={} primary={}", leader, designated.primary());
            }
        }
    }

    private void name(String next) {
        LOG.info("Cluster: {} is to be the primary", next);
        naming = propose(new LogEntry.Primary(next)).orTimeout(NAMING_MS, TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<byte[]> propose(LogEntry entry) {
        byte[] bytes = entry.encoded();
        try {
            return raft.setAsync(bytes, 0, bytes.length);
        } catch (Exception impossible) { // no leader, not connected
            return CompletableFuture.failedFuture(impossible);
        }
    }

    @Override
    public Standing standing() {
        Designated now = designated;
        boolean majority = electorate.isMajority(seen);
        RaftHandle handle = raft;
        boolean led = handle != null && handle.leader() != null;
        return new Standing(now.primary(), now.number(), majority,
                majority && led && now.primary().equals(setup.self()) && delivery.isDone());
    }

    /** The list by which candidates count has names only: with other weights it is the same electorate, and the same log. */
    @Override
    public boolean reweigh(ElectionSetup next) {
        if (!next.unweighted().equals(setup.unweighted())) {
            return false;
        }
        try {
            timer.execute(() -> choice = new Designation(next));
            return true;
        } catch (RejectedExecutionException left) {
            return false;
        }
    }

    @Override
    public boolean knows(String name) {
        return log.knows(name);
    }

    @Override
    public void commit(ElectionChange change) throws NotCommittedException {
        Designated mine = designated;
        if (!standing().active() || !mine.primary().equals(setup.self())) {
            throw new NotCommittedException("this node is not the primary now", false);
        }
        UUID request = UUID.randomUUID();
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        pending.put(request, outcome);
        propose(new LogEntry.Change(request, setup.self(), mine.number(), change)).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("Cluster: a change of {} was not taken by the log: {}", change.name(), failure.toString());
            }
        });
        if (!agreed(request, outcome)) {
            throw new NotCommittedException("another node has become primary meanwhile", false);
        }
    }

    /** Waits. Whoever takes the request out of the map decides: a change that is agreed on later comes as any other. */
    private boolean agreed(UUID request, CompletableFuture<Boolean> outcome) throws NotCommittedException {
        try {
            return outcome.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | InterruptedException given) {
            if (given instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            if (pending.remove(request) == null) {
                return outcome.join(); // in the last moment
            }
            throw new NotCommittedException("no majority of the candidates has confirmed it within " + PATIENCE_MS
                    + " ms; it may still be taken. Look at runtime before you repeat it", true);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void agreed(UUID request, String author, ElectionChange change) {
        CompletableFuture<Boolean> own = request == null ? null : pending.remove(request);
        if (own == null) {
            delivery.offer(author, change);
        } else {
            own.complete(true);
        }
        tellOthers();
    }

    private void tellOthers() {
        PromptCommits now = commits;
        if (now != null) {
            now.applied();
        }
    }

    @Override
    public void refused(UUID request) {
        CompletableFuture<Boolean> own = pending.remove(request);
        if (own != null) {
            own.complete(false);
        }
    }

    @Override
    public void designated(String primary, long designation) {
        designated = new Designated(primary, designation);
        tellOthers();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        timer.execute(() -> {
            Util.close(channel);
            timer.shutdownNow();
        });
        try {
            if (!timer.awaitTermination(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                LOG.warn("Cluster: the election did not end within {} ms", PATIENCE_MS);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        delivery.stop();
    }
}
