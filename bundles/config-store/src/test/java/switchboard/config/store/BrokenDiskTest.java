package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenDiskTest {
    private static final String SERVERS = "MYSQL SERVERS";

    @TempDir
    private Path folder;

    @Test
    void databaseThatBrokeIsOpenedAgainAtItsNextUse() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            running.start(FakeModule.servers());
            running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, 'a')");
            running.save(SERVERS);
            assertEquals(1, running.servers("disk").size());
            breakDatabase();
            assertEquals(List.of("1|a|3306"), running.servers("disk"), "through the link");
            breakDatabase();
            running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (2, 'b')");
            running.save(SERVERS);
            assertEquals(2, running.servers("disk").size());
        }
        try (RunningStore running = new RunningStore(folder)) {
            assertEquals(2, running.start(FakeModule.servers()).running().get("mysql_servers").size());
        }
    }

    @Test
    void unwritableFolderRefusesTheStartAndSaysWhy() throws Exception {
        Path inTheWay = Files.createFile(folder.resolve("file"));
        assertThrows(Exception.class, () -> new RunningStore(inTheWay.resolve("data")));
    }

    @Test
    void fullDiskIsNamedAndLosesNothingThatWasSaved() throws Exception {
        Process process = new ProcessBuilder("sh", "-c", "ulimit -f 3000; exec \"$@\"", "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), CrampedProcess.class.getName(), folder.toString())
                .redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("said: SAVE MYSQL SERVERS TO DISK: disk database " + folder), said);
        assertTrue(said.contains(": File too large. Nothing of it was saved; memory and runtime go on as they are"),
                said);
        assertTrue(said.contains("said: main 30001 disk 1 bytes as before true saved again 1"), said);
        try (RunningStore running = new RunningStore(folder)) {
            running.start(FakeModule.servers());
            assertEquals(List.of("1|saved|3306"), running.servers("main"));
        }
    }

    @Test
    void rowsWithACounterTakeNoMoreRoomThanOthers() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            running.start(new FakeModule("MYSQL QUERY RULES", FakeModule.RULES));
            running.type("INSERT INTO mysql_query_rules(rule_id, comment) SELECT X, '" + "x".repeat(500)
                    + "' FROM SYSTEM_RANGE(1, 3000)");
            running.save("MYSQL QUERY RULES");
            long bytes = size(folder.resolve("switchboard.mv.db"));
            assertTrue(bytes < 8 << 20, "1.5 MB of rows took " + bytes);
        }
    }

    @Test
    void fileIsGivenBackWhenItHasGrownAndStaysPrivate() throws Exception {
        Path file = folder.resolve("switchboard.mv.db");
        try (RunningStore running = new RunningStore(folder)) {
            running.start(FakeModule.servers());
            String comment = "x".repeat(500);
            long largest = 0;
            for (int saves = 0; saves < 10; saves++) {
                running.type("DELETE FROM mysql_servers");
                running.type("INSERT INTO mysql_servers(hostgroup_id, hostname, comment) SELECT X, RANDOM_UUID(), '"
                        + comment + "' || RANDOM_UUID() FROM SYSTEM_RANGE(1, 2000)");
                running.save(SERVERS);
                largest = Math.max(largest, size(file));
            }
            RunningStore.await("compaction", () -> size(file) < 10 << 20);
            assertEquals(2000, running.servers("disk").size());
            assertTrue(largest < 40 << 20, "grew to " + largest);
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (java.io.IOException betweenTwoFiles) {
            return 0;
        }
    }

    private void breakDatabase() throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("switchboard"),
                "switchboard", "")) {
            other.createStatement().execute("SHUTDOWN IMMEDIATELY");
        }
    }
}
