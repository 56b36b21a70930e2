package switchboard.monitor.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 100, 5000})
    void groupsAreEvenlySpreadHoweverManyThereAre(int groups) {
        long[] phases = new long[groups];
        for (int i = 0; i < groups; i++) {
            phases[i] = Spread.phaseNanos(i + 1, SECOND);
        }
        Arrays.sort(phases);
        long widest = phases[0] + SECOND.toNanos() - phases[groups - 1];
        for (int i = 1; i < groups; i++) {
            widest = Math.max(widest, phases[i] - phases[i - 1]);
        }
        assertTrue(widest <= 3 * SECOND.toNanos() / groups, "widest gap " + widest);
    }

    @Test
    void newServersAreAskedWithinASecondOrTheirInterval() {
        for (int i = 1; i < 50; i++) {
            assertTrue(Spread.firstDelayNanos(i, 50, Duration.ofMinutes(2)) < Duration.ofMillis(1100).toNanos());
            assertTrue(Spread.firstDelayNanos(i, 50, Duration.ofMillis(100)) < Duration.ofMillis(100).toNanos());
        }
    }

    @Test
    void thousandsOfNewServersLogInOneAfterTheOtherHoweverShortTheInterval() {
        long soon = Duration.ofMillis(10).toNanos();
        long inAFewMillis = IntStream.range(0, 5_000)
                .filter(i -> Spread.firstDelayNanos(i, 5_000, SECOND) < soon).count();
        assertTrue(inAFewMillis <= 10, inAFewMillis + " in 10 ms");
    }

    @Test
    void theSecondRoundIsAtItsPlaceHalfAnIntervalOrMoreAfterTheFirst() {
        long interval = SECOND.toNanos();
        for (long first : new long[]{0, interval / 3, interval, 7 * interval / 2}) {
            for (long phase : new long[]{0, interval / 4, interval - 1}) {
                long second = Spread.secondNanos(first, phase, interval);
                assertEquals(phase, second % interval);
                assertTrue(second - first > interval / 2 && second - first <= interval / 2 + interval);
            }
        }
    }
}
