package switchboard.cluster.primary;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import switchboard.cluster.mesh.NamedPrimary;

/** Lets the admin port's threads wait until there is something new to tell a peer. */
public final class News {
    /** Each takes a thread of the admin port's 64: the rest is for administrators, and peers that find none ask again. */
    private static final int MOST_WAITING = 32;
    /** What monitors change is told to nobody: it is looked for. */
    private static final long LOOK_AGAIN_MS = 500;

    private final LongSupplier globalChecksum;
    private final Supplier<NamedPrimary> primary;
    private int waiting;
    private long happened;
    private boolean stopped;

    /** What to tell. */
    public record Item(String globalChecksum, NamedPrimary primary, boolean waited) {
        private boolean isKnown(String checksum, long designation) {
            return globalChecksum.equals(checksum) && primary.designation() == designation;
        }
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

    /** Something may be new. */
    public synchronized void happened() {
        happened++;
        notifyAll();
    }

    /** Nobody waits any more. */
    public synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /**
     * Waits until checksum or primary are others.
     *
     * @param known the checksum that the peer knows, and the designation of the primary
     * @return null if too many wait already
     */
    public Item await(String known, long designation, long millis) {
        synchronized (this) {
            if (waiting >= MOST_WAITING) {
                return null;
            }
            waiting++;
        }
        try {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            long before = count();
            Item item = look();
            while (item.isKnown(known, designation) && pause(before, end)) {
                before = count();
                item = look();
            }
            return new Item(item.globalChecksum(), item.primary(), item.isKnown(known, designation));
        } finally {
            synchronized (this) {
                waiting--;
            }
        }
    }

    private Item look() {
        return new Item(Long.toString(globalChecksum.getAsLong()), primary.get(), false);
    }

    private synchronized long count() {
        return happened;
    }

    /** Whether to look again; at once if something has happened since {@code before}. */
    private synchronized boolean pause(long before, long end) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0 || stopped) {
            return false;
        }
        try {
            if (happened == before) {
                wait(Math.min(left, LOOK_AGAIN_MS));
            }
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
