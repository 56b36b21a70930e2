package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityTest {
    @TempDir
    private Path folder;

    @Test
    void everySaveThatAnsweredOkIsThereAfterSigkill() throws Exception {
        for (int round = 0; round < Soak.times(1, 5); round++) {
            killAgainAndAgain(folder.resolve("round" + round));
        }
    }

    private static void killAgainAndAgain(Path folder) throws Exception {
        int saved = 0;
        for (int kill = 1; kill <= Soak.times(2, 3); kill++) {
            saved = killAfter(folder, saved, 3 * kill);
        }
        try (RunningStore running = new RunningStore(folder)) {
            running.start(FakeModule.servers());
            List<String> found = running.servers("main");
            assertTrue(found.size() >= saved, "saved " + saved + ", found " + found);
            assertEquals(IntStream.rangeClosed(1, found.size()).mapToObj(i -> i + "|db|3306").toList(), found,
                    "each SAVE is whole: the rows up to the last one");
        }
    }

    /** Kills a saving process as soon as it has answered OK a few times; returns what it said last. */
    private static int killAfter(Path folder, int before, int times) throws Exception {
        Process process = Soak.jvm(SavingProcess.class, List.of(), folder)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        int saved = before;
        try (BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            int heard = 0;
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.startsWith("saved ")) {
                    saved = Integer.parseInt(line.substring("saved ".length()));
                    if (++heard == times) {
                        process.toHandle().destroyForcibly(); // leaves its output readable: what it managed to say meanwhile counts as well
                    }
                }
            }
        }
        process.waitFor();
        assertTrue(saved > before, "the process saved nothing");
        return saved;
    }

    @Test
    void copyOfTheFileTakenRightAfterSaveHoldsTheRows() throws Exception {
        Path copy = folder.resolve("copy");
        Files.createDirectories(copy);
        Path file = folder.resolve("switchboard.mv.db");
        try (RunningStore running = new RunningStore(folder)) {
            running.start(FakeModule.servers());
            running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, 'db')");
            running.save("MYSQL SERVERS");
            Files.copy(file, copy.resolve(file.getFileName()));
        }
        try (RunningStore running = new RunningStore(copy)) {
            running.start(FakeModule.servers());
            assertEquals(List.of("1|db|3306"), running.servers("main"));
        }
    }
}
