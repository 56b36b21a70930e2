package switchboard.cluster.election;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.election.ElectionChange;
import switchboard.api.election.ElectionFollower;
import switchboard.api.election.Standing;

/** Hands what was agreed on to the follower, on a thread of its own; of two changes of a name only the newer one. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final long AGAIN_MS = 1000;

    private record Item(String author, ElectionChange change) {
    }

    private final ElectionFollower follower;
    private final Thread thread;
    private final Map<String, Item> waiting = new LinkedHashMap<>();
    private Item underWay;
    private Standing news;
    private boolean stopped;

    Delivery(ElectionFollower follower) {
        this.follower = follower;
        thread = Thread.ofPlatform().name("switchboard-election-delivery").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    synchronized void offer(String author, ElectionChange change) {
        waiting.remove(change.name());
        waiting.put(change.name(), new Item(author, change));
        notifyAll();
    }

    /** Tells how things stand now; of what was not told yet only the last. */
    synchronized void tell(Standing now) {
        news = now;
        notifyAll();
    }

    /** Whether all that was agreed on is in force here. */
    synchronized boolean isDone() {
        return waiting.isEmpty() && underWay == null;
    }

    /** Ends after the change that is under way. */
    void stop() {
        synchronized (this) {
            stopped = true;
            notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (next()) {
            Item item;
            Standing told;
            synchronized (this) {
                item = underWay;
                told = news;
                news = null;
            }
            if (told != null) {
                guarded(() -> follower.changed(told));
            }
            if (item != null) {
                finished(item, taken(item));
            }
        }
    }

    /** Waits for something to do. */
    private synchronized boolean next() {
        try {
            while (!stopped && waiting.isEmpty() && news == null) {
                wait();
            }
        } catch (InterruptedException end) {
            return false;
        }
        Iterator<Item> first = waiting.values().iterator();
        if (first.hasNext()) {
            underWay = first.next();
            first.remove();
        }
        return !stopped;
    }

    private boolean taken(Item item) {
        try {
            follower.take(item.author(), item.change());
            return true;
        } catch (Exception | LinkageError failed) {
            LOG.error("Cluster: a change of {} by the primary {} is not in force here: {} . It is tried again",
                    item.change().name(), item.author(), failed.getMessage());
            return false;
        }
    }

    private synchronized void finished(Item item, boolean taken) {
        if (!taken && !stopped) {
            waiting.putIfAbsent(item.change().name(), item);
            try {
                wait(AGAIN_MS);
            } catch (InterruptedException end) {
                stopped = true;
            }
        }
        underWay = null;
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | LinkageError fault) {
            LOG.error("Cluster: who follows the election failed", fault);
        }
    }
}
