package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptedFileTest {
    private static final String SECRET = "marmalade-marmalade";

    @TempDir
    private Path folder;
    private Path key;
    private Path file;

    @BeforeEach
    void writeKey() throws Exception {
        key = Files.writeString(folder.resolve("key"), "0123456789abcdef0123456789abcdef\n");
        file = folder.resolve("data/switchboard.mv.db");
    }

    @Test
    void fileHoldsNothingInClearAndOpensWithItsKey() throws Exception {
        save(key);
        assertFalse(inClear().contains(SECRET));
        try (RunningStore running = open(key)) {
            running.start(FakeModule.servers());
            assertEquals(List.of("1|" + SECRET + "|3306"), running.servers("main"));
            assertEquals(List.of("1|" + SECRET + "|3306"), running.servers("disk"), "through the link");
        }
        assertFalse(inClear().contains(SECRET), "after compaction");
    }

    @Test
    void withoutAKeyItIsAsBefore() throws Exception {
        save(null);
        assertTrue(inClear().startsWith("H:"), "H2's header");
    }

    @Test
    void wrongKeyIsRefusedInOneLineAndTheFileIsLeftAsItIs() throws Exception {
        save(key);
        Path wrong = Files.writeString(folder.resolve("wrong"), "another key, as long as it should be");
        refused(wrong, "the key in " + wrong + " doesn't open " + file
                + ", or the file is damaged. It was left as it is");
        refused(null, file + " is encrypted. Name its key with --database-key-file");
    }

    @Test
    void fileThatWasCutOffIsRefused() throws Exception {
        save(key);
        byte[] whole = Files.readAllBytes(file);
        for (int bytes : new int[]{9, 100, 4096, 8192, 3 * 4096, 3 * 4096 + 10, whole.length / 2,
                whole.length - 4096}) {
            Files.write(file, Arrays.copyOf(whole, bytes));
            refused(key, file + " is damaged: it ends after " + bytes
                    + " bytes and was longer. It was left as it is. Put a copy in its place, or start with --initial,"
                    + " which puts the file aside and reads the config file");
        }
        Files.write(file, whole);
        open(key).close();
    }

    @Test
    void keyForAFileThatIsNotEncryptedIsRefused() throws Exception {
        save(null);
        refused(key, file + " is not encrypted. Start without --database-key-file, or with --initial, which puts the"
                + " file aside and makes an encrypted one from the config file");
    }

    @Test
    void keyFileThatIsNoneIsRefused() throws Exception {
        Path none = folder.resolve("none");
        assertEquals("key file " + none + " can't be read. Check its name and permissions",
                assertThrows(NotOpenedException.class, () -> open(none)).getMessage());
        Path tooShort = Files.writeString(folder.resolve("short"), "0123456789abcde\n");
        assertTrue(assertThrows(NotOpenedException.class, () -> open(tooShort)).getMessage()
                .contains("must hold 16 bytes to 64 KB"));
    }

    private void refused(Path keyFile, String expected) throws Exception {
        byte[] before = Files.readAllBytes(file);
        String said = assertThrows(NotOpenedException.class, () -> open(keyFile)).getMessage();
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.contains(file.toString()), said);
        if (expected != null) {
            assertEquals(expected, said);
        }
        assertArrayEquals(before, Files.readAllBytes(file), "the file is left as it is");
    }

    private void save(Path keyFile) throws Exception {
        try (RunningStore running = open(keyFile)) {
            running.start(FakeModule.servers());
            running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, '" + SECRET + "')");
            running.save("MYSQL SERVERS");
        }
    }

    private RunningStore open(Path keyFile) throws Exception {
        return new RunningStore(new StoreSettings(folder.resolve("data"), StartMode.NORMAL, null, keyFile,
                Duration.ofSeconds(5)), null);
    }

    private String inClear() throws Exception {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }
}
