package switchboard.mysql.proxy.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import switchboard.mysql.proxy.loop.ErrorCounts.Key;
import switchboard.mysql.proxy.loop.ErrorCounts.Seen;

class ErrorCountsTest {
    private long second = 100;
    private final ErrorCounts errors = new ErrorCounts(() -> Instant.ofEpochSecond(second));

    private static Key error(int errno) {
        return new Key(10, "db1", 3306, "app", "127.0.0.1", "test", errno);
    }

    @Test
    void countsOneKindOfErrorWithItsTimesAndLastText() {
        errors.add(error(1146), "first");
        second = 105;
        errors.add(error(1146), "last");
        errors.add(error(1064), "other");
        assertEquals(Map.of(error(1146), new Seen(2, 100, 105, "last"), error(1064), new Seen(1, 105, 105, "other")),
                errors.read(false));
        assertEquals(2, errors.read(false).size(), "reading changes nothing");
    }

    @Test
    void beginsAnewWhenItIsReset() {
        errors.add(error(1146), "first");
        assertEquals(1, errors.read(true).size());
        assertEquals(Map.of(), errors.read(false));
    }

    @Test
    void forgetsWhatWasNotSeenForLongestWhenThereAreTooMany() {
        for (int errno = 1; errno <= ErrorCounts.MAX_ENTRIES; errno++) {
            errors.add(error(errno), "");
        }
        errors.add(error(1), "");
        assertEquals(ErrorCounts.MAX_ENTRIES, errors.read(false).size());
        errors.add(error(0), "");
        assertEquals(ErrorCounts.MAX_ENTRIES, errors.read(false).size());
        assertFalse(errors.read(false).containsKey(error(2)));
        assertTrue(errors.read(false).containsKey(error(1)));
    }

    @Test
    void putsTogetherWhatTwoLoopsHaveSeen() {
        Seen early = new Seen(2, 100, 105, "early");
        Seen late = new Seen(3, 101, 106, "late");
        assertEquals(new Seen(5, 100, 106, "late"), early.plus(late));
        assertEquals(new Seen(5, 100, 106, "late"), late.plus(early));
    }
}
