package switchboard.cluster.primary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.cluster.mesh.NamedPrimary;

/** Tells peers that wait for it when there is something new. One thread looks, for all of them. */
public final class News {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.cluster");
    /** Peers that find no room ask again at each interval. */
    private static final int MOST_WAITING = 2000;
    /** What monitors change is told to nobody: it is looked for. */
    private static final long LOOK_AGAIN_MS = 500;
    /** So late those hear that need not hurry: what spreads from the primary keeps all nodes busy for a while. */
    private static final long NOT_URGENT_MS = 250;

    private final LongSupplier globalChecksum;
    private final Supplier<NamedPrimary> primary;
    private final Thread thread = Thread.ofPlatform().name("switchboard-cluster-news").daemon().unstarted(this::run);
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean begun;
    private boolean happened;
    private boolean toAll; // what is found now is told to those that need not hurry too
    private long soonAt; // System.nanoTime, 0 if nothing is to be told soon
    private boolean stopped;

    /** What to tell. */
    public record Item(String globalChecksum, NamedPrimary primary, boolean waited) {
        private boolean isNewTo(Waiting peer) {
            return !globalChecksum.equals(peer.known) || primary.designation() != peer.designation;
        }
    }

    /** @param follows whether it makes use of the news at once */
    private record Waiting(String known, long designation, long until, boolean follows, CompletableFuture<Item> told) {
    }

    /** @param globalChecksum 0 while nobody computes it */
    public News(LongSupplier globalChecksum, Supplier<NamedPrimary> primary) {
        this.globalChecksum = globalChecksum;
        this.primary = primary;
    }

    /** As it is now; 0 while nobody computes it. */
    public long globalChecksum() {
        return globalChecksum.getAsLong();
    }

    /** Something may be new: who follows, or does not know the primary, hears it now, the others soon. */
    public synchronized void happened() {
        happened = true;
        happenedAside();
        notifyAll();
    }

    /** Something may be new here of which nobody is waiting to make use. */
    public synchronized void happenedAside() {
        if (soonAt == 0) {
            soonAt = Math.max(1, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(NOT_URGENT_MS));
            notifyAll();
        }
    }

    /** Nobody waits any more. */
    public void stop() {
        List<Waiting> left;
        synchronized (this) {
            stopped = true;
            left = List.copyOf(waiting);
            waiting.clear();
            notifyAll();
        }
        tell(left, look());
    }

    /**
     * Tells when checksum or primary are others, or the time is over.
     *
     * @param known the checksum that the peer knows, and the designation of the primary
     * @param follows whether the peer takes what this node loads
     * @return completed on the thread that looks; null if too many wait already
     */
    public CompletionStage<Item> await(String known, long designation, long millis, boolean follows) {
        Waiting peer = new Waiting(known, designation, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis),
                follows, new CompletableFuture<>());
        synchronized (this) {
            if (waiting.size() >= MOST_WAITING) {
                return null;
            }
            if (!stopped) {
                waiting.add(peer); // before it is looked: what happens from now on is seen
                notifyAll();
                if (!begun) {
                    begun = true;
                    thread.start();
                }
            }
        }
        Item now = look();
        if (now.isNewTo(peer) || isOver(peer)) {
            synchronized (this) {
                waiting.remove(peer);
            }
            tell(List.of(peer), now);
        }
        return peer.told;
    }

    private synchronized boolean isOver(Waiting peer) {
        return stopped || peer.until - System.nanoTime() <= 0;
    }

    private void run() {
        while (pause()) {
            try {
                Item now = look();
                tell(due(now), now);
            } catch (RuntimeException | LinkageError fault) {
                LOG.error("Cluster: peers can't be told what is new", fault);
            }
        }
    }

    /** Waits until something has happened, or it is time to look. */
    private synchronized boolean pause() {
        try {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN_MS);
            while (!stopped && !happened) {
                long next = soonAt == 0 ? end : Math.min(end, soonAt);
                long left = TimeUnit.NANOSECONDS.toMillis(next - System.nanoTime());
                if (waiting.isEmpty()) {
                    wait();
                } else if (left > 0) {
                    wait(left);
                } else {
                    break;
                }
            }
            toAll = !happened || soonAt - System.nanoTime() <= 0;
            soonAt = toAll ? 0 : soonAt;
            happened = false;
            return !stopped;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized List<Waiting> due(Item now) {
        List<Waiting> due = new ArrayList<>();
        for (Iterator<Waiting> each = waiting.iterator(); each.hasNext();) {
            Waiting peer = each.next();
            boolean hurry = toAll || peer.follows || now.primary.designation() != peer.designation;
            if (hurry && now.isNewTo(peer) || isOver(peer)) {
                due.add(peer);
                each.remove();
            }
        }
        due.sort(Comparator.comparing(peer -> !peer.follows));
        return due;
    }

    private static void tell(List<Waiting> peers, Item now) {
        for (Waiting peer : peers) {
            peer.told.complete(new Item(now.globalChecksum, now.primary, !now.isNewTo(peer)));
        }
    }

    private Item look() {
        return new Item(Long.toString(globalChecksum.getAsLong()), primary.get(), false);
    }
}
