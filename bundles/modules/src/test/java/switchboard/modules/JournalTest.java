package switchboard.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import switchboard.api.modules.ModuleInfo.State;

class JournalTest {
    private static final Instant BEGIN = Instant.parse("2026-11-20T11:00:00Z");

    private Instant now = BEGIN;
    private final Journal journal = new Journal(() -> now);

    @Test
    void aBundleThatNeverChangedIsThereSinceTheBeginning() {
        now = BEGIN.plusSeconds(60);
        assertNull(journal.special(7));
        assertEquals(BEGIN, journal.since(7));
    }

    @Test
    void remembersTheLastStateAndSinceWhen() {
        journal.entered(7, State.DRAINING);
        now = BEGIN.plusSeconds(5);
        journal.entered(7, State.STOPPED);
        now = BEGIN.plusSeconds(9);
        assertEquals(State.STOPPED, journal.special(7));
        assertEquals(BEGIN.plusSeconds(5), journal.since(7));
        assertNull(journal.special(8), "of another bundle");
    }

    @Test
    void knowsNothingOfABundleThatIsForgotten() {
        journal.entered(7, State.DRAINING);
        journal.forget(7);
        assertNull(journal.special(7));
        assertEquals(BEGIN, journal.since(7));
    }

    @Test
    void keepsTheLastFailureOfAModuleUntilItSucceeds() {
        journal.failed("galera", "first");
        now = BEGIN.plusSeconds(3);
        journal.failed("galera", "second");
        assertEquals(Map.of("galera", new Journal.Failure(now, "second")), journal.failures());
        journal.succeeded("galera");
        assertEquals(Map.of(), journal.failures());
    }

    @Test
    void failuresThatWereReadDoNotChange() {
        journal.failed("galera", "first");
        Map<String, Journal.Failure> read = journal.failures();
        journal.succeeded("galera");
        assertEquals(1, read.size());
    }

    @Test
    void keepsAThousandFailuresAndTheNewestOfThose() {
        for (int i = 0; i < 1001; i++) {
            journal.failed("jar" + i, "broken");
        }
        journal.failed("jar0", "still broken");
        assertEquals(1000, journal.failures().size());
        assertEquals("still broken", journal.failures().get("jar0").reason());
    }
}
