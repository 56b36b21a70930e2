package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MillionUsersTest {
    private static final int USERS = Soak.times(20_000, 1_000_000);
    private static final String HEAP = Soak.times(128, 1536) + "m";

    @TempDir
    private Path folder;

    @Test
    void loadSaveAndStartAgainWithinTheHeap() throws Exception {
        for (int start = 1; start <= Soak.times(2, 3); start++) {
            Process process = Soak.jvm(MillionUsersProcess.class, List.of("-Xmx" + HEAP, "-XX:+ExitOnOutOfMemoryError"),
                    folder, USERS).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes());
            System.out.println("heap " + HEAP + ", start " + start + ": " + said.lines()
                    .filter(line -> line.contains("ms=") && !line.contains("INFO")).toList());
            assertEquals(0, process.waitFor(), said);
            assertTrue(said.contains("users " + USERS), said);
        }
    }
}
