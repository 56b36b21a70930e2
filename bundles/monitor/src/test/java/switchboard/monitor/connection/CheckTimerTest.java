package switchboard.monitor.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
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

    private CheckTimer.Task in(long millis, String name) {
        return timer.in(TimeUnit.MILLISECONDS.toNanos(millis), SECOND, () -> done.add(name));
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
        assertEquals(List.of("b", "a"), done);
        pass(10);
        assertEquals(List.of("b", "a", "c"), done);
    }

    @Test
    void aShortAccuracyMakesShortTicks() {
        timer.in(TimeUnit.MILLISECONDS.toNanos(11), TimeUnit.MILLISECONDS.toNanos(20), () -> done.add("a"));
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
        in(10, "gone").cancel();
        CheckTimer.Task[] victim = new CheckTimer.Task[1];
        timer.in(SECOND / 100, SECOND, () -> victim[0].cancel());
        victim[0] = in(10, "victim");
        victim[0].cancel();
        victim[0].cancel();
        victim[0] = in(10, "victim");
        in(10, "c");
        pass(10);
        assertEquals(List.of("c"), done);
    }

    @Test
    void aTaskThatThrowsHoldsBackNoOther() {
        timer.in(0, SECOND, () -> {
            throw new IllegalStateException("of a check, on purpose");
        });
        in(0, "b");
        in(10, "c");
        pass(10);
        assertEquals(List.of("b", "c"), done);
    }

    @Test
    void aTaskMayOrderTheNextOneButNotInTheSameTurn() {
        timer.in(0, SECOND, this::again);
        for (int i = 0; i < 4; i++) {
            pass(10);
        }
        assertEquals(List.of("again", "again", "again", "again"), done);
    }

    private void again() {
        done.add("again");
        timer.in(0, SECOND, this::again);
    }

    @Test
    void saysWhenATaskIsDue() {
        assertEquals(nanos + SECOND, timer.in(SECOND, SECOND, () -> {
        }).atNanos());
    }
}
