package switchboard.monitor.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckTimerTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final EmbeddedChannel channel = new EmbeddedChannel(); // its loop's time is moved by hand
    private final List<String> done = new ArrayList<>();
    private long nanos = -7 * SECOND; // such clocks begin anywhere
    private final CheckTimer timer;

    CheckTimerTest() {
        channel.freezeTime();
        timer = new CheckTimer(channel.eventLoop(), () -> nanos);
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private CheckTimer.Task in(long millis, Runnable action) {
        CheckTimer.Task task = new CheckTimer.Task() {
            @Override
            protected void due() {
                action.run();
            }
        };
        timer.schedule(task, nanos, TimeUnit.MILLISECONDS.toNanos(millis), SECOND);
        return task;
    }

    private CheckTimer.Task in(long millis, String name) {
        return in(millis, () -> done.add(name));
    }

    private void pass(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void tasksOfOneTickRunTogetherAndNoneTooEarly() {
        in(12, "b");
        in(11, "a");
        in(22, "c");
        pass(19);
        assertEquals(List.of(), done);
        pass(1);
        assertEquals(Set.of("a", "b"), Set.copyOf(done));
        pass(10);
        assertEquals("c", done.getLast());
        assertEquals(3, done.size());
    }

    @Test
    void aShortAccuracyMakesShortTicks() {
        CheckTimer.Task task = in(11, "a");
        timer.schedule(task, nanos, TimeUnit.MILLISECONDS.toNanos(11), TimeUnit.MILLISECONDS.toNanos(20));
        pass(11);
        assertEquals(List.of("a"), done);
    }

    @Test
    void anEarlierTaskIsNotHeldBackByALaterOne() {
        in(1_000, "late");
        in(10, "early");
        pass(10);
        assertEquals(List.of("early"), done);
        pass(990);
        assertEquals(List.of("early", "late"), done);
    }

    @Test
    void whatIsCancelledDoesNotRunAlsoByAnotherOfItsTick() {
        timer.cancel(in(10, "gone"));
        List<CheckTimer.Task> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) { // whichever runs first
            int other = 1 - i;
            both.add(in(10, () -> {
                done.add("one");
                timer.cancel(both.get(other));
            }));
        }
        in(10, "c");
        CheckTimer.Task victim = in(10, "victim");
        timer.cancel(victim);
        timer.cancel(victim);
        assertFalse(timer.isWaiting(victim));
        pass(10);
        assertEquals(List.of("c", "one"), done.stream().sorted().toList());
    }

    @Test
    void aTaskThatWaitsIsMovedByOrderingItAgain() {
        CheckTimer.Task task = in(10, "a");
        in(10, "b");
        timer.schedule(task, nanos, TimeUnit.MILLISECONDS.toNanos(30), SECOND);
        pass(10);
        assertEquals(List.of("b"), done);
        pass(20);
        assertEquals(List.of("b", "a"), done);
        timer.schedule(task, nanos, 0, SECOND);
        pass(10);
        assertEquals(List.of("b", "a", "a"), done);
    }

    @Test
    void ticksOfOneLengthApartAreNotTakenForEachOther() {
        in(10, "a");
        in(10 + 10 * 1024, "b"); // the same place in the list of recent ones
        in(10, "a");
        pass(10);
        assertEquals(List.of("a", "a"), done);
        in(10, "c");
        pass(10 * 1024);
        assertEquals(List.of("a", "a", "c", "b"), done);
    }

    @Test
    void aTaskThatThrowsHoldsBackNoOther() {
        in(0, "a");
        in(0, () -> {
            throw new IllegalStateException("of a check, on purpose");
        });
        in(0, "b");
        in(10, "c");
        pass(10);
        assertEquals(List.of("a", "b", "c"), done.stream().sorted().toList());
    }

    @Test
    void aTaskMayOrderTheNextOneButNotInTheSameTurn() {
        in(0, this::again);
        for (int i = 0; i < 4; i++) {
            pass(10);
        }
        assertEquals(List.of("again", "again", "again", "again"), done);
    }

    private void again() {
        done.add("again");
        in(0, this::again);
    }

    @Test
    void saysWhenATaskIsDue() {
        assertEquals(nanos + SECOND, timer.atNanos(in(1_000, "a")));
    }
}
