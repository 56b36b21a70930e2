package switchboard.cluster.election;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import switchboard.api.election.ElectionChange;

class ChangeLogTest {
    private final List<Long> designations = new ArrayList<>();
    private final ChangeLog log = new ChangeLog(new ChangeLog.Listener() {
        @Override
        public void agreed(UUID request, String author, ElectionChange change) {
            throw new AssertionError("nobody has changed anything");
        }

        @Override
        public void refused(UUID request) {
            throw new AssertionError("nobody has changed anything");
        }

        @Override
        public void designated(String primary, long designation) {
            designations.add(designation);
        }
    });

    @Test
    void aLogThatIsReadOnceMoreCountsAsTheFirstTime() throws Exception {
        byte[] entry = new LogEntry.Primary("a:1").encoded();
        log.apply(entry, 0, entry.length, false);
        log.apply(entry, 0, entry.length, false);
        log.beginAnew();
        assertEquals("", log.primary());
        log.apply(entry, 0, entry.length, false);
        assertEquals(List.of(1L, 2L, 1L), designations);
    }
}
