package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A disk that is full: SAVE says so, memory and traffic do not notice, and it works again when there is room. */
@ExtendWith(RealServers.class)
class FullDiskIT {
    private static final int ROWS = 4000;
    private static final int COMMENT = 1000;
    private static final long LEFT_BYTES = 600 << 10;
    private static final String SAVE = "SAVE MYSQL QUERY RULES TO DISK";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Switchboard switchboard;

    FullDiskIT(Topology servers, Switchboards switchboards) {
        switchboard = switchboards.prepare(SwitchboardConfig.of(servers), Map.of());
    }

    private interface Step {
        void run() throws IOException;
    }

    /** Needs no rights: from some size on the kernel refuses to let the process's files grow. H2 meets the error itself. */
    @Test
    void fileThatMayNotGrow() throws IOException {
        switchboard.start();
        fullForAWhile(() -> limitFiles("2000000"), () -> limitFiles("unlimited"), "File too large");
    }

    private void limitFiles(String bytes) {
        Shell.run("prlimit", "--pid=" + switchboard.process().pid(), "--fsize=" + bytes + ":unlimited").orFail();
    }

    @Test
    void fileSystemThatIsFull() throws IOException {
        Path folder = Files.createDirectories(switchboard.datadir());
        Shell.Result mounted = Shell.run("mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", folder.toString());
        Assumptions.assumeTrue(mounted.status() == 0, "a file system may be mounted: " + mounted.err());
        try {
            switchboard.start();
            Path filler = folder.resolve("filler");
            fullForAWhile(() -> fill(filler), () -> Files.delete(filler), "No space left on device");
            switchboard.stop();
        } finally {
            if (switchboard.isRunning()) {
                switchboard.kill();
            }
            Shell.run("umount", folder.toString()).orFail();
        }
    }

    /** Looks again before each piece: the product writes meanwhile, and its file grows and shrinks. */
    private static void fill(Path filler) throws IOException {
        FileStore store = Files.getFileStore(filler.getParent());
        byte[] zeros = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (store.getUsableSpace() > LEFT_BYTES) {
                out.write(zeros);
            }
        }
    }

    private void fullForAWhile(Step fill, Step free, String reason) throws IOException {
        switchboard.admin("INSERT INTO mysql_query_rules (rule_id, active, match_digest) VALUES (1, 1, '^saved')",
                SAVE);
        try (LoginAndQueryLoad load = new LoginAndQueryLoad(switchboard.proxy(), "SELECT 1", "1")) {
            awaitProgress(load);
            fill.run();
            insertMany();
            for (int times = 0; times < 2; times++) {
                Shell.Result refused = Client.run(switchboard.admin(), SAVE);
                assertEquals(1, refused.status(), "a SAVE that can't be on the disk is not answered OK");
                assertTrue(refused.err().contains(reason) && refused.err().contains("Nothing of it was saved"),
                        refused.err());
                awaitProgress(load);
            }
            assertEquals(ROWS, count("main.mysql_query_rules"));
            switchboard.admin("LOAD MYSQL QUERY RULES TO RUNTIME");
            assertEquals(ROWS, count("runtime_mysql_query_rules"));
            assertEquals(1, count("disk.mysql_query_rules"), "what was saved before is there");
            awaitProgress(load);
            free.run();
            switchboard.admin(SAVE);
            assertEquals(ROWS, count("disk.mysql_query_rules"));
            awaitProgress(load);
            assertEquals(List.of(), load.finish());
        }
        switchboard.kill();
        switchboard.start();
        assertEquals(ROWS, count("main.mysql_query_rules"), "after SIGKILL");
    }

    /** Comments that no compression makes short. */
    private void insertMany() {
        Random random = new Random(1);
        for (int begin = 2; begin <= ROWS; begin += 100) {
            switchboard.admin(IntStream.range(begin, Math.min(begin + 100, ROWS + 1))
                    .mapToObj(id -> "(" + id + ", 1, '^none" + id + "', '" + random(random) + "')")
                    .collect(Collectors.joining(", ",
                            "INSERT INTO mysql_query_rules (rule_id, active, match_digest, comment) VALUES ", "")));
        }
    }

    private static String random(Random random) {
        return random.ints(COMMENT, 'A', 'Z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private int count(String table) {
        return Integer.parseInt(switchboard.adminValue("SELECT COUNT(*) FROM " + table));
    }

    private static void awaitProgress(LoginAndQueryLoad load) {
        long queries = load.queries();
        long logins = load.logins();
        Awaitility.await("traffic").atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(
                () -> load.queries() > queries + 50 && load.logins() > logins + 5 || !load.wrong().isEmpty());
        assertEquals(List.of(), load.wrong());
    }
}
