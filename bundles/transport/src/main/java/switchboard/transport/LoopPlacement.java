package switchboard.transport;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorChooserFactory;

/**
 * Chooses the event loop of an accepted connection: loops are filled one after the other, up to a number of connections,
 * and from there on evenly. A few clients on one loop share its system calls; the same few on many loops do not
 * (decisions/2026-11-20-event-loops.md).
 */
final class LoopPlacement implements EventExecutorChooserFactory {
    private final int connectionsPerLoop;
    private EventExecutor[] loops;
    private int[] connections;
    private int total;

    /** @param connectionsPerLoop how many the first loop takes before the second is used; 1 spreads evenly */
    LoopPlacement(int connectionsPerLoop) {
        this.connectionsPerLoop = connectionsPerLoop;
    }

    @Override
    public synchronized EventExecutorChooser newChooser(EventExecutor[] executors) {
        loops = executors.clone();
        connections = new int[loops.length];
        return this::enter;
    }

    /** The loop for one more connection, which is counted until it {@link #leave leaves}. */
    private synchronized EventExecutor enter() {
        int used = Math.min(loops.length, total / connectionsPerLoop + 1);
        int least = 0;
        for (int loop = 1; loop < used; loop++) {
            if (connections[loop] < connections[least]) {
                least = loop;
            }
        }
        connections[least]++;
        total++;
        return loops[least];
    }

    /** A connection is closed. */
    synchronized void leave(EventExecutor loop) {
        for (int at = 0; at < loops.length; at++) {
            if (loops[at] == loop) {
                connections[at]--;
                total--;
            }
        }
    }
}
