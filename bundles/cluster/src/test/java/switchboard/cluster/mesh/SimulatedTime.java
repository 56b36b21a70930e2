package switchboard.cluster.mesh;

import java.time.Duration;
import java.util.PriorityQueue;
import switchboard.cluster.peer.Timer;

/** Time that moves from one event to the next. */
final class SimulatedTime {
    private static final long BEGIN_MILLIS = 1_795_000_000_000L;

    private record Event(long at, long order, Runnable task) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long nanos;
    private long order;

    /** A node's view of it. */
    Timer with(Duration skew) {
        return new Timer() {
            @Override
            public long epochMillis() {
                return BEGIN_MILLIS + nanos / 1_000_000 + skew.toMillis();
            }

            @Override
            public long nanoTime() {
                return nanos;
            }

            @Override
            public void after(Duration delay, Runnable task) {
                in(delay, task);
            }
        };
    }

    void in(Duration delay, Runnable task) {
        events.add(new Event(nanos + delay.toNanos(), order++, task));
    }

    /** Since the beginning. */
    Duration now() {
        return Duration.ofNanos(nanos);
    }

    void run(Duration time) {
        long end = nanos + time.toNanos();
        while (!events.isEmpty() && events.peek().at() <= end) {
            Event next = events.poll();
            nanos = next.at();
            next.task().run();
        }
        nanos = end;
    }
}
