package switchboard.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SinceStartTest {
    @Test
    void countsFromTheStartTimeOfTheProcess() {
        String stat = "1713 (odd (name) x) S 1 1713 1713 0 -1 4194560 100 200 0 0 3 2 0 0 20 0 1 0 4200 1000 50";
        assertEquals(3_210, SinceStart.between(stat, "45.21 88.00\n"));
    }

    @Test
    void knowsThisProcess() {
        assertTrue(SinceStart.millis().getAsLong() >= 0);
    }
}
