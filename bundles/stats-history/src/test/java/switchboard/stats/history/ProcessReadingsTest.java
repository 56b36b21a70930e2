package switchboard.stats.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessReadingsTest {
    @TempDir
    private Path folder;

    @Test
    void readsWhatLinuxCounts() throws Exception {
        Files.writeString(folder.resolve("stat"),
                "42 (a (b) c) S 1 42 42 0 -1 4194560 10 20 30 40 1234 567 8 9 20 0 30 0 100 1 2\n");
        Files.writeString(folder.resolve("status"),
                "Name:\tjava\nVmPeak:\t   9 kB\nVmSize:\t  4000 kB\nVmRSS:\t 300 kB\n");
        ProcessReadings readings = new ProcessReadings(folder);
        assertArrayEquals(new long[]{1234, 567}, readings.cpu());
        long[] memory = readings.memory();
        assertEquals(300 * 1024, memory[1], "resident");
        assertEquals(4000 * 1024, memory[3], "mapped");
    }

    @Test
    void numbersOfThisProcessAreReal() {
        ProcessReadings readings = new ProcessReadings(Path.of("/proc/self"));
        long[] memory = readings.memory();
        assertTrue(Arrays.stream(memory).allMatch(bytes -> bytes >= 0), () -> Arrays.toString(memory));
        assertTrue(memory[0] <= memory[2] && memory[2] - memory[0] == memory[5], () -> Arrays.toString(memory));
        assertTrue(memory[4] > 0 && memory[4] < memory[0], () -> Arrays.toString(memory));
        assertTrue(readings.cpu()[0] > 0);
    }

    @Test
    void withoutProcTheJvmsNumbersAreTaken() {
        ProcessReadings readings = new ProcessReadings(folder.resolve("none"));
        assertTrue(readings.cpu()[0] > 0);
        assertTrue(readings.memory()[1] > 0);
    }
}
