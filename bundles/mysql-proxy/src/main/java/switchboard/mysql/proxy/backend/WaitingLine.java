package switchboard.mysql.proxy.backend;

import java.util.TreeMap;

/**
 * The sessions of all event loops that wait for a connection to one hostgroup, oldest first. Any thread: while nobody
 * waits, its users read one volatile and take no lock.
 *
 * <p>A connection belongs to one event loop for life, so the oldest session of another loop costs it a login. A connection
 * therefore serves younger sessions of its own loop first, but only as far as every older one is overtaken at most a tenth
 * of the turns that it has to wait anyway, or {@link #LEAST_OVERTAKING} times, which a login takes longer than.
 */
final class WaitingLine {
    static final int LEAST_OVERTAKING = 4;
    private static final int PART_OF_TURNS = 10;

    private final TreeMap<Long, BackendRequest> byNumber = new TreeMap<>();
    private long lastNumber;
    private volatile int size;

    /** Whether somebody waits now. */
    boolean hasWaiting() {
        return size > 0;
    }

    int size() {
        return size;
    }

    /**
     * A request comes to the end of the line; one that was in it before goes back to its old place.
     *
     * @return whether it waits alone
     */
    synchronized boolean join(BackendRequest request) {
        if (request.number() == 0) {
            lastNumber++;
            request.waitsAs(lastNumber, lastNumber + overtaking(byNumber.size() + 1));
        }
        byNumber.put(request.number(), request);
        size = byNumber.size();
        return size == 1;
    }

    /** How often one is overtaken at most who has to wait for so many turns, the own one included. */
    static int overtaking(int turns) {
        return Math.max(LEAST_OVERTAKING, turns / PART_OF_TURNS);
    }

    /** False if it had left before: then somebody serves it already. */
    synchronized boolean leave(BackendRequest request) {
        boolean left = byNumber.remove(request.number(), request);
        size = byNumber.size();
        return left;
    }

    /** Whose turn it is; null if nobody waits. */
    synchronized BackendRequest next() {
        return byNumber.isEmpty() ? null : taken(byNumber.firstEntry().getValue());
    }

    /** Who may have a connection of this pool and key now; null if somebody else's turn can't wait any longer. */
    synchronized BackendRequest nextFor(BackendPool pool, PoolKey key) {
        long latest = Long.MAX_VALUE;
        for (BackendRequest request : byNumber.values()) {
            if (request.number() > latest) {
                return null;
            }
            if (request.takes(pool, key)) {
                return taken(request);
            }
            latest = Math.min(latest, request.overtakenUpTo());
        }
        return null;
    }

    private BackendRequest taken(BackendRequest request) {
        byNumber.remove(request.number());
        size = byNumber.size();
        return request;
    }
}
