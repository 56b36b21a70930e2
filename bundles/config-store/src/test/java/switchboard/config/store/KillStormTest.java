package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.config.ConfigHistory.Version;

class KillStormTest {
    private static final int LONGEST_MS = 2000;
    private static final int SHORTEST_MS = 300; // a JVM is hardly there before

    @TempDir
    private Path folder;

    @Test
    void killsAtRandomMomentsTearNoModuleAndLoseNoSave() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<String, Long> saved = new HashMap<>();
        Map<String, Long> saving = new HashMap<>();
        int saves = 0;
        for (int kill = 1; kill <= Soak.times(4, 200); kill++) {
            boolean whileItStarts = kill % 2 == 0;
            int millis = whileItStarts ? random.nextInt(SHORTEST_MS, LONGEST_MS) : random.nextInt(LONGEST_MS / 2);
            for (String line : killedAfter(whileItStarts ? "" : "\nsaved ", millis, seed + kill)) {
                String[] words = line.split(" ");
                String where = "kill " + kill + " of seed " + seed + ": " + line + ", saved " + saved;
                assertFalse(words[0].equals("torn"), where);
                long number = words.length == 3 ? Long.parseLong(words[2]) : -1;
                switch (words[0]) {
                    case "found" -> {
                        assertTrue(number >= saved.getOrDefault(words[1], 0L), where);
                        assertTrue(number <= saving.getOrDefault(words[1], 0L), where);
                    }
                    case "saving" -> saving.put(words[1], number);
                    case "saved" -> {
                        saved.put(words[1], number);
                        saves++;
                    }
                    default -> throw new AssertionError(where);
                }
            }
        }
        assertTrue(saves > 0, "nothing was saved");
        try (RunningStore running = new RunningStore(folder.resolve("data"))) {
            running.start(FakeModule.servers());
            List<Version> versions = running.history.versions("MYSQL SERVERS");
            boolean loaded = saving.containsKey("servers"); // not in each brief storm
            assertTrue(versions.size() <= 100 && (!versions.isEmpty() || !loaded), "versions " + versions.size());
            for (Version version : versions) {
                assertEquals(version.rows(), running.history.version(version.number()).lines().stream()
                        .filter(line -> !line.change().name().equals("REMOVED")).count(), "version " + version);
            }
        }
    }

    /** Kills a process some time after it has said something, or after its start: how fast it is differs by machine. */
    private List<String> killedAfter(String heard, int millis, long seed) throws Exception {
        Path said = folder.resolve("said");
        Process process = Soak.jvm(StormProcess.class, List.of(), folder.resolve("data"), seed)
                .redirectOutput(said.toFile()).redirectError(folder.resolve("errors").toFile()).start();
        RunningStore.await("the process says " + heard, () -> !process.isAlive() || read(said).contains(heard));
        assertFalse(process.waitFor(millis, TimeUnit.MILLISECONDS),
                () -> "ended by itself: " + read(folder.resolve("errors")));
        process.destroyForcibly().waitFor();
        String text = read(said);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList(); // the last line may be half a one
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
