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
    private volatile int choosy;

    /** Whether somebody waits now. */
    boolean hasWaiting() {
        return size > 0;
    }

    int size() {
        return size;
    }

    /** Whether somebody waits whom only certain servers can serve. */
    boolean hasChoosy() {
        return choosy > 0;
    }

    /** Whether somebody waits whom this server can serve. */
    synchronized boolean hasWaitingFor(ServerGate server) {
        for (BackendRequest request : byNumber.values()) {
            if (request.fits(server)) {
                return true;
            }
        }
        return false;
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
        if (byNumber.put(request.number(), request) == null && request.isChoosy()) {
            choosy++;
        }
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
        if (left) {
            hasLeft(request);
        }
        return left;
    }

    private void hasLeft(BackendRequest request) {
        size = byNumber.size();
        if (request.isChoosy()) {
            choosy--;
        }
    }

    /** Whose turn it is at this server; null if nobody waits whom it can serve. */
    synchronized BackendRequest next(ServerGate server) {
        for (BackendRequest request : byNumber.values()) {
            if (request.fits(server)) {
                return taken(request);
            }
        }
        return null;
    }

    /**
     * Who may have a connection of this pool, key and server now; null if somebody else's turn can't wait any longer. Whom
     * the server can't serve is not overtaken.
     */
    synchronized BackendRequest nextFor(BackendPool pool, PoolKey key, ServerGate server) {
        long latest = Long.MAX_VALUE;
        for (BackendRequest request : byNumber.values()) {
            if (request.number() > latest) {
                return null;
            }
            if (!request.fits(server)) {
                continue;
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
        hasLeft(request);
        return request;
    }
}
