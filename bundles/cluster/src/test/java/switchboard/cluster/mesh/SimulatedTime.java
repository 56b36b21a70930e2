package switchboard.cluster.mesh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import switchboard.cluster.peer.Timer;

/**
 * Time that moves from one event to the next. Events stand in a wheel of slots and only those of the present slot in order:
 * two hundred nodes have forty thousand events before them at any time.
 */
final class SimulatedTime {
    private static final long BEGIN_MILLIS = 1_795_000_000_000L;
    private static final int SLOT_BITS = 18; // of nanoseconds: 0.26 ms
    private static final int SLOTS = 8192; // two seconds

    private record Event(long at, long order, Runnable task) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }

        long slot() {
            return at >> SLOT_BITS;
        }
    }

    private final PriorityQueue<Event> present = new PriorityQueue<>();
    private final List<List<Event>> wheel = IntStream.range(0, SLOTS).<List<Event>>mapToObj(i -> new ArrayList<>())
            .toList();
    private final PriorityQueue<Event> far = new PriorityQueue<>(); // beyond the wheel
    private long slot;
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
        in(delay.toNanos(), task);
    }

    /** @param delay nanoseconds */
    void in(long delay, Runnable task) {
        put(new Event(nanos + delay, order++, task));
    }

    private void put(Event event) {
        if (event.slot() <= slot) {
            present.add(event);
        } else if (event.slot() - slot < SLOTS) {
            wheel.get((int) (event.slot() % SLOTS)).add(event);
        } else {
            far.add(event);
        }
    }

    /** Since the beginning. */
    Duration now() {
        return Duration.ofNanos(nanos);
    }

    void run(Duration time) {
        long end = nanos + time.toNanos();
        while (comes(end)) {
            Event next = present.poll();
            nanos = next.at();
            next.task().run();
        }
        nanos = end;
    }

    /** Whether there is an event until then, which is the first of the present slot. */
    private boolean comes(long end) {
        while (present.isEmpty() && slot < end >> SLOT_BITS) {
            slot++;
            List<Event> due = wheel.get((int) (slot % SLOTS));
            present.addAll(due);
            due.clear();
            while (!far.isEmpty() && far.peek().slot() - slot < SLOTS) {
                put(far.poll());
            }
        }
        return !present.isEmpty() && present.peek().at() <= end;
    }
}
