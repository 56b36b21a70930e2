package switchboard.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import switchboard.api.modules.ModuleInfo.State;

class JournalTest {
    private static final Instant BEGIN = Instant.parse("2026-11-20T11:00:00Z");

    private static final Path JAR = Path.of("deploy", "a.jar");

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
        journal.failed("galera", "first", JAR);
        now = BEGIN.plusSeconds(3);
        journal.failed("galera", "second", JAR);
        assertEquals(Map.of("galera", new Journal.Failure(now, "second", JAR)), journal.failures());
        journal.succeeded("galera");
        assertEquals(Map.of(), journal.failures());
    }

    @Test
    void failuresThatWereReadDoNotChange() {
        journal.failed("galera", "first", JAR);
        Map<String, Journal.Failure> read = journal.failures();
        journal.succeeded("galera");
        assertEquals(1, read.size());
    }

    @Test
    void keepsTheNewestThousandFailures() {
        for (int i = 0; i < 1001; i++) {
            now = BEGIN.plusSeconds(i);
            journal.failed("jar" + i, "broken", JAR);
        }
        journal.failed("jar1", "still broken", JAR);
        assertEquals(1000, journal.failures().size());
        assertFalse(journal.failures().containsKey("jar0"), "the oldest made room");
        assertEquals("still broken", journal.failures().get("jar1").reason());
    }

    @Test
    void forgetsWhatAJarFailedToDoWhenItIsRemoved() {
        journal.failed("galera", "broken", JAR);
        journal.failed("aurora", "can't be started", null);
        journal.removed(Path.of("deploy", "other.jar"));
        assertEquals(2, journal.failures().size());
        journal.removed(JAR);
        assertEquals(Set.of("aurora"), journal.failures().keySet());
    }
}
