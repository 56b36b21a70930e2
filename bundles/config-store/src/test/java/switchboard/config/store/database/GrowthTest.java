package switchboard.config.store.database;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GrowthTest {
    private static final long MB = 1 << 20;
    private final Growth growth = new Growth();

    @Test
    void isCompactedBeyondThreeTimesItsSizeAndSixteenMegabytes() {
        growth.compacted(10 * MB);
        assertFalse(growth.isWorthCompacting(46 * MB));
        assertTrue(growth.isWorthCompacting(46 * MB + 1));
    }

    @Test
    void bigFileIsNotTakenForCompactWhenOpened() {
        growth.opened(300 * MB);
        assertTrue(growth.isWorthCompacting(300 * MB));
    }

    @Test
    void stopCompactsModestFilesAndThoseThatHaveGrown() {
        growth.compacted(100 * MB);
        assertTrue(growth.isWorthCompactingAtStop(64 * MB));
        assertFalse(growth.isWorthCompactingAtStop(150 * MB));
        assertTrue(growth.isWorthCompactingAtStop(151 * MB));
    }
}
