package switchboard.launcher;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadStartTest {
    @TempDir
    private Path home;

    @Test
    void startIsRefusedWithTheReasonWhyLoggingCannotBeSetUp() {
        Path file = home.resolve("config/logback.xml");
        StartException refused = assertThrows(StartException.class, HeadStart.begin(installation())::awaitLogging);
        assertEquals(file + " can't be read; it says where the log goes", refused.getMessage());
    }

    @Test
    void loggingWorksWhenItHasBeenAwaited() throws Exception {
        Files.createDirectory(home.resolve("config"));
        Files.writeString(home.resolve("config/logback.xml"), "<configuration><root level=\"WARN\"/></configuration>");
        assertDoesNotThrow(HeadStart.begin(installation())::awaitLogging);
        assertDoesNotThrow(HeadStart.had()::awaitLogging, "a start within the same process has it already");
    }

    private Installation installation() {
        return new Installation(home, home, null, false, Map.of());
    }
}
