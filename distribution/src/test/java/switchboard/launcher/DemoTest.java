package switchboard.launcher;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DemoTest {

    @Test
    void closedBySeveralAtOnceItsFolderGoesWithoutAComplaint() throws Exception {
        for (int round = 0; round < 20; round++) {
            Demo demo = Demo.begin();
            for (int file = 0; file < 50; file++) {
                Files.writeString(Files.createDirectories(demo.folder().resolve("d" + file)).resolve("f"), "x");
            }
            Callable<Void> close = () -> {
                demo.close();
                return null;
            };
            try (var threads = Executors.newFixedThreadPool(2)) {
                for (Future<Void> closed : threads.invokeAll(List.of(close, close))) {
                    assertDoesNotThrow(() -> closed.get());
                }
            }
            assertFalse(Files.exists(demo.folder()));
        }
    }

    @Test
    void aSecondCloseFindsNothingToDo() throws Exception {
        Demo demo = Demo.begin();
        assertTrue(Files.isDirectory(demo.folder()));
        demo.close();
        assertDoesNotThrow(demo::close);
    }
}
