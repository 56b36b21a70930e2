package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.config.ConfigFile;
import switchboard.api.config.ConfigFile.Content;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Layer;

class StartTest {
    private static final String SERVERS = "MYSQL SERVERS";
    private static final Path CONFIG = Path.of("switchboard.cnf");

    @TempDir
    private Path parent;
    private Path folder;
    private Content content = content(Map.of(), List.of(server("1", "file1")));
    private final ConfigFile configFile = new ConfigFile() {
        @Override
        public Content read(Path file) throws ConfigRefusedException {
            if (content == null) {
                throw new ConfigRefusedException("switchboard.cnf:3:7: expected =");
            }
            return content;
        }

        @Override
        public String write(List<SectionRows> sections) {
            throw new AssertionError("nobody writes here");
        }
    };

    @BeforeEach
    void folder() {
        folder = parent.resolve("data");
    }

    private static Content content(Map<String, String> variables, List<Map<String, String>> servers) {
        return new Content(Map.of(), Map.of("mysql_variables", variables), Map.of("mysql_servers", servers),
                Map.of("mysql_servers", "switchboard.cnf:1:1"));
    }

    private static Map<String, String> server(String hostgroup, String hostname) {
        return Map.of("hostgroup", hostgroup, "address", hostname);
    }

    /** Starts the store with a servers module, does something, and stops it. */
    private void run(StartMode mode, Consumer<RunningStore> work) throws Exception {
        try (RunningStore running = new RunningStore(
                new StoreSettings(folder, mode, CONFIG, null, Duration.ofSeconds(5)), configFile)) {
            running.start(FakeModule.servers());
            work.accept(running);
        }
    }

    private void expect(StartMode mode, String schema, String... servers) throws Exception {
        run(mode, running -> assertEquals(List.of(servers), unchecked(() -> running.servers(schema))));
    }

    @Test
    void firstStartTakesTheConfigFileAndSavesIt() throws Exception {
        expect(StartMode.NORMAL, "main", "1|file1|3306");
        content = content(Map.of(), List.of(server("2", "file2")));
        expect(StartMode.NORMAL, "main", "1|file1|3306");
    }

    @Test
    void laterStartTakesDisk() throws Exception {
        run(StartMode.NORMAL, running -> unchecked(() -> {
            running.type("UPDATE mysql_servers SET hostname = 'saved'");
            running.save(SERVERS);
            return running.type("UPDATE mysql_servers SET hostname = 'lost'");
        }));
        expect(StartMode.NORMAL, "main", "1|saved|3306");
    }

    @Test
    void rowsRunAfterTheStart() throws Exception {
        try (RunningStore running = new RunningStore(
                new StoreSettings(folder, StartMode.NORMAL, CONFIG, null, Duration.ofSeconds(5)), configFile)) {
            assertEquals(List.of("1|file1|3306"), running.start(FakeModule.servers()).runs("mysql_servers", 3));
        }
    }

    @Test
    void emptySavedTableIsNotATableThatWasNeverSaved() throws Exception {
        run(StartMode.NORMAL, running -> unchecked(() -> {
            running.type("DELETE FROM mysql_servers");
            running.save(SERVERS);
            return 0;
        }));
        expect(StartMode.NORMAL, "main");
    }

    @Test
    void moduleThatComesWithALaterReleaseTakesTheConfigFile() throws Exception {
        run(StartMode.NORMAL, running -> {
        });
        content = content(Map.of("threads", "8"), List.of());
        run(StartMode.NORMAL, running -> {
            FakeModule variables = FakeModule.variablesModule("MYSQL VARIABLES", "mysql-", "mysql_variables",
                    Map.of("threads", "4"));
            running.start(variables);
            assertEquals(List.of("mysql-threads|8"), variables.runs("global_variables", 2));
        });
        content = content(Map.of("threads", "16"), List.of());
        run(StartMode.NORMAL, running -> {
            FakeModule variables = running.start(
                    FakeModule.variablesModule("MYSQL VARIABLES", "mysql-", "mysql_variables", Map.of("threads", "4")));
            assertEquals(List.of("mysql-threads|8"), variables.runs("global_variables", 2));
        });
    }

    @Test
    void initialPutsTheOldDatabaseAsideAndTakesTheConfigFile() throws Exception {
        expect(StartMode.NORMAL, "main", "1|file1|3306");
        content = content(Map.of(), List.of(server("2", "file2")));
        expect(StartMode.INITIAL, "main", "2|file2|3306");
        assertTrue(Files.exists(folder.resolve("switchboard.mv.db.bak")));
        expect(StartMode.NORMAL, "disk", "2|file2|3306");
    }

    @Test
    void reloadLaysTheConfigFileOverDisk() throws Exception {
        content = content(Map.of(), List.of(server("1", "a"), server("2", "b")));
        expect(StartMode.NORMAL, "main", "1|a|3306", "2|b|3306");
        content = content(Map.of(),
                List.of(Map.of("hostgroup", "2", "address", "b", "port", "3306", "comment", "from the file"),
                        server("3", "c")));
        run(StartMode.RELOAD, running -> {
            String sql = "SELECT hostgroup_id, hostname, comment FROM %s.mysql_servers ORDER BY 1";
            List<String> merged = List.of("1|a|", "2|b|from the file", "3|c|");
            assertEquals(merged, unchecked(() -> running.ask(sql.formatted("main"))));
            RunningStore.await("saved",
                    () -> merged.equals(unchecked(() -> running.ask(sql.formatted("disk"), "disk.mysql_servers"))));
        });
    }

    @Test
    void loadFromConfigMergesByKeyAndLeavesOutWhatTheTableRefuses() throws Exception {
        run(StartMode.NORMAL, running -> unchecked(() -> {
            running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (9, 'typed')");
            content = content(Map.of(), List.of(server("1", "file1"), server("-5", "refused"), server("x", "refused"),
                    Map.of("hostgroup", "4"), server("3", "file3")));
            assertEquals(2, running.copy(SERVERS, Layer.CONFIG_FILE, Layer.MEMORY).rows());
            assertEquals(List.of("1|file1|3306", "3|file3|3306", "9|typed|3306"), running.servers("main"));
            return 0;
        }));
    }

    @Test
    void unreadableConfigFileIsAnErrorOfLoadAndNotOfTheStart() throws Exception {
        content = null;
        run(StartMode.NORMAL, running -> {
            assertEquals(List.of(), unchecked(() -> running.servers("main")));
            assertEquals("switchboard.cnf:3:7: expected =", assertThrows(ConfigRefusedException.class,
                    () -> running.copy(SERVERS, Layer.CONFIG_FILE, Layer.MEMORY)).getMessage());
        });
    }

    @Test
    void waitsForTheBundleThatReadsTheConfigFile() throws Exception {
        try (RunningStore running = new RunningStore(
                new StoreSettings(folder, StartMode.NORMAL, CONFIG, null, Duration.ofSeconds(20)), null)) {
            FakeModule module = FakeModule.servers();
            running.bind(module, 1);
            RunningStore.await("its tables", () -> running.store.tables("main").contains("mysql_servers"));
            assertFalse(running.store.isPublished(module));
            running.store.bindConfigFile(configFile, Map.of());
            RunningStore.await("first load", () -> running.store.isPublished(module));
            assertEquals(List.of("1|file1|3306"), module.runs("mysql_servers", 3));
        }
    }

    @Test
    void secondStoreOnTheSameFolderIsRefused() throws Exception {
        try (RunningStore first = new RunningStore(folder)) {
            first.start(FakeModule.servers());
            String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            Process second = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"),
                    SavingProcess.class.getName(), folder.toString()).redirectErrorStream(true).start();
            String said = new String(second.getInputStream().readAllBytes());
            assertEquals(1, second.waitFor(), said);
            assertTrue(said.contains("Disk database not opened: another process uses"), said);
        }
    }

    @Test
    void damagedDatabaseFailsTheStart() throws Exception {
        expect(StartMode.NORMAL, "main", "1|file1|3306");
        Path file = folder.resolve("switchboard.mv.db");
        Files.write(file, new byte[(int) Files.size(file)]);
        assertThrows(Exception.class, () -> new RunningStore(folder));
        expect(StartMode.INITIAL, "main", "1|file1|3306");
    }

    @Test
    void onlyTheOwnerMayReadTheFile() throws Exception {
        run(StartMode.NORMAL, running -> assertEquals("rw-------", mode(folder.resolve("switchboard.mv.db"))));
        assertEquals("rw-------", mode(folder.resolve("switchboard.mv.db")), "after compaction at the stop");
        assertEquals("rwx------", mode(folder));
    }

    @Test
    void twentyStartsAndStopsLeaveNoThread() throws Exception {
        run(StartMode.NORMAL, running -> {
        });
        long before = threads();
        for (int i = 0; i < 20; i++) {
            run(StartMode.NORMAL, running -> {
            });
        }
        RunningStore.await("threads to end", () -> threads() <= before);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.contains("switchboard") || name.contains("MVStore") || name.contains("H2"))
                .count();
    }

    private static String mode(Path path) {
        return unchecked(() -> PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }

    private interface Work<T> {
        T run() throws Exception;
    }

    private static <T> T unchecked(Work<T> work) {
        try {
            return work.run();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
