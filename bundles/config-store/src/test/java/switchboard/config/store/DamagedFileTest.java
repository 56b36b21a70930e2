package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedFileTest {
    private static final int HEADERS = 8192;

    @TempDir
    private Path folder;
    private byte[] whole;

    @BeforeEach
    void save() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            running.start(FakeModule.servers());
            running.type("INSERT INTO mysql_servers(hostgroup_id, hostname, comment)"
                    + " SELECT X, RANDOM_UUID(), RANDOM_UUID() FROM SYSTEM_RANGE(1, 10000)");
            running.save("MYSQL SERVERS");
        }
        whole = Files.readAllBytes(file());
    }

    @Test
    void fileOfSomethingElseIsRefused() throws Exception {
        byte[] bytes = new byte[whole.length];
        Arrays.fill(bytes, (byte) 'x');
        refused(bytes);
    }

    @Test
    void fileThatWasCutOffIsRefused() throws Exception {
        for (int bytes : new int[]{HEADERS, HEADERS + 1000, whole.length / 2}) {
            assertTrue(refused(Arrays.copyOf(whole, bytes)).contains(" is damaged: it ends after " + bytes + " bytes"));
        }
    }

    @Test
    void fileWithABrokenPageIsRefused() throws Exception {
        byte[] bytes = whole.clone();
        Arrays.fill(bytes, whole.length / 2, whole.length / 2 + 8192, (byte) 0x55);
        refused(bytes);
    }

    @Test
    void wholeFileIsNot() throws Exception {
        Files.write(file(), whole);
        try (RunningStore running = new RunningStore(folder)) {
            assertEquals(10_000, running.start(FakeModule.servers()).running().get("mysql_servers").size());
        }
    }

    private String refused(byte[] bytes) throws Exception {
        Files.write(file(), bytes);
        String said = assertThrows(NotOpenedException.class, () -> new RunningStore(folder)).getMessage();
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.contains(file().toString()) && said.contains("It was left as it is"), said);
        assertArrayEquals(bytes, Files.readAllBytes(file()), "the file is left as it is");
        return said;
    }

    private Path file() {
        return folder.resolve("switchboard.mv.db");
    }
}
