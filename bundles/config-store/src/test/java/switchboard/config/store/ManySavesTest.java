package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManySavesTest {
    private static final String SERVERS = "MYSQL SERVERS";
    private static final int ROWS = 2000;

    @TempDir
    private Path folder;

    @Test
    void savingAgainAndAgainLeavesTheFileWithinThreeTimesItsCompactSize() throws Exception {
        long left;
        long largest = 0;
        try (RunningStore running = new RunningStore(folder)) {
            running.start(FakeModule.servers());
            running.type("INSERT INTO mysql_servers(hostgroup_id, hostname, comment)"
                    + " SELECT X, RANDOM_UUID(), RANDOM_UUID() FROM SYSTEM_RANGE(1, " + ROWS + ")");
            for (int i = 0; i < Soak.times(20, 1000); i++) {
                running.type("UPDATE mysql_servers SET comment = RANDOM_UUID() WHERE MOD(hostgroup_id, 4) = " + i % 4);
                running.save(SERVERS);
                largest = Math.max(largest, size());
            }
            long grown = largest;
            RunningStore.await("compaction when idle, largest " + grown, () -> size() < 2 << 20);
            left = size();
            assertEquals(ROWS, running.servers("disk").size());
        }
        assertTrue(left <= 3 * size(), "left " + left + ", compact " + size());
        assertTrue(largest < 40 << 20, "grew to " + largest);
    }

    private long size() {
        try {
            return Files.size(folder.resolve("switchboard.mv.db"));
        } catch (java.nio.file.NoSuchFileException betweenTwoFiles) {
            return Long.MAX_VALUE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
