package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options, refusals at the start, and what the log looks like. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandLineIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LOG_LINE = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\[(ERROR|WARN|INFO|DEBUG|TRACE)] \\S.*: .+";

    private final Switchboards switchboards;
    private final Switchboard running;

    CommandLineIT(Switchboards switchboards) {
        this.switchboards = switchboards;
        running = switchboards.start(SwitchboardConfig.empty().admin("admin_credentials",
                "\"admin:admin;root:s3cret\""));
    }

    @Test
    void versionIsPrinted() {
        for (String option : List.of("--version", "-V")) {
            Shell.Result result = Shell.run(Switchboard.program().toString(), option).orFail();
            assertTrue(result.out().matches("(?i).*switchboard.*\\d+\\.\\d+.*\\n"), result.out());
        }
    }

    @Test
    void helpNamesEachOption() {
        for (String option : List.of("--help", "-h")) {
            String help = Shell.run(Switchboard.program().toString(), option).orFail().out();
            for (String each : List.of("--config", "--datadir", "--initial", "--reload", "--foreground", "--daemon",
                    "--admin-socket", "--version", "--help", "--demo", "--console")) {
                assertTrue(help.contains(each), each + " is missing in:\n" + help);
            }
        }
    }

    @Test
    void unknownOptionIsRefusedInOneLine() {
        Shell.Result result = Shell.run(Switchboard.program().toString(), "--no-such-option");
        refusedInOneLine(result.status(), result.err(), "--no-such-option");
    }

    @Test
    void missingConfigFileIsRefusedInOneLine() {
        Path folder = Workspace.temporaryFolder("none");
        Shell.Result result = Shell.run(Switchboard.program().toString(), "-c", folder + "/none.cnf", "-D",
                folder.toString());
        refusedInOneLine(result.status(), result.err(), "none.cnf");
        Workspace.delete(folder);
    }

    @Test
    void syntaxErrorInTheConfigFileIsNamedByLineAndColumn() {
        Switchboard switchboard = switchboards.prepare(SwitchboardConfig.empty(), Map.of());
        switchboard.configure("# a comment\nmysql_variables =\n{\n  threads = = 4\n}\n");
        switchboard.launch();
        refusedInOneLine(switchboard.awaitExit(), switchboard.console(), switchboard.configFile() + ":4:13");
    }

    @Test
    void takenPortIsRefusedAndNothingStaysBehind() throws IOException {
        Switchboard switchboard = switchboards.prepare(SwitchboardConfig.empty(), Map.of());
        int port = switchboard.proxy().port();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            switchboard.launch();
            assertEquals(1, switchboard.awaitExit());
            assertTrue(taken.isBound());
        }
        assertTrue(lastErrorLine(switchboard.console()).contains(Integer.toString(port)), switchboard::tail);
        switchboard.start();
    }

    @Test
    void secondInstanceOnADataFolderIsRefusedAndTheFirstGoesOn() {
        Shell.Result second = Shell.run(Switchboard.program().toString(), "-c", running.configFile().toString(), "-D",
                running.datadir().toString());
        refusedInOneLine(second.status(), second.err(), running.datadir().toString());
        assertEquals("1", running.adminValue("SELECT 1"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void databaseThatWasCutOffIsRefusedInOneLineAndLeftAsItIs(boolean encrypted) throws IOException {
        Path key = Files.createTempFile("switchboard-", ".key");
        Files.writeString(key, "0123456789abcdef".repeat(4));
        String[] options = encrypted ? new String[]{"--database-key-file", key.toString()} : new String[0];
        Switchboard switchboard = switchboards.prepare(SwitchboardConfig.empty(), Map.of(), options).start();
        switchboard.admin("INSERT INTO mysql_users (username, password) VALUES ('saved', 'pw')",
                "SAVE MYSQL USERS TO DISK");
        switchboard.stop();
        Path file = switchboard.datadir().resolve("switchboard.mv.db");
        byte[] half = Arrays.copyOf(Files.readAllBytes(file), (int) (Files.size(file) / 2));
        Files.write(file, half);
        List<String> command = new ArrayList<>(List.of(Switchboard.program().toString(), "-c",
                switchboard.configFile().toString(), "-D", switchboard.datadir().toString()));
        command.addAll(List.of(options));
        Shell.Result refused = Shell.run(Map.of(), "", command);
        refusedInOneLine(refused.status(), refused.err(), file + " is damaged: it ends after " + half.length);
        assertArrayEquals(half, Files.readAllBytes(file));
        Files.delete(key);
    }

    @Test
    void logLinesHaveTimeLevelModuleAndMessageOnConsoleAndInTheFile() {
        running.admin("LOAD MYSQL USERS TO RUNTIME");
        running.awaitLog("LOAD MYSQL USERS TO RUNTIME");
        for (String line : wholeLines(running.log())) {
            assertTrue(line.matches(LOG_LINE), line);
        }
        assertTrue(running.console().contains(running.log().lines().findFirst().orElseThrow()));
        for (String line : wholeLines(running.console())) {
            assertTrue(line.matches(LOG_LINE), "a library speaks on the console by itself: " + line);
        }
    }

    /** Without a last one that is still being written. */
    private static List<String> wholeLines(String text) {
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    @Test
    void logSaysHowLongTheStartTook() {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertTrue(
                running.log().lines().anyMatch(line -> line.matches(".* is ready in \\d+ ms: .*")), running::log));
    }

    @Test
    void defaultPasswordsAreNamedAtTheStart() {
        running.awaitLog("Default passwords of administration users=[admin, monitor, stats]");
    }

    @Test
    void diskWinsOverTheConfigFileUnlessInitialOrReloadIsGiven() {
        Switchboard switchboard = switchboards.start(SwitchboardConfig.empty().user("first", "pw", 0));
        String config = read(switchboard.configFile());
        switchboard.admin("INSERT INTO mysql_users (username, password) VALUES ('typed', 'pw')",
                "SAVE MYSQL USERS TO DISK");
        switchboard.stop();
        switchboard.configure(config.replace("\"first\"", "\"second\""));
        switchboard.start();
        assertEquals("[[first], [typed]]", users(switchboard));
        switchboard.stop();
        switchboard.start("--reload");
        assertEquals("[[first], [second], [typed]]", users(switchboard));
        switchboard.stop();
        switchboard.start("--initial");
        assertEquals("[[second]]", users(switchboard));
    }

    @Test
    void adminSocketOptionOverridesTheConfiguredInterfaces() {
        Switchboard switchboard = switchboards.prepare(SwitchboardConfig.empty(), Map.of());
        int other = Workspace.freePorts(1).getFirst();
        switchboard.launch("-S", "127.0.0.1:" + other);
        Endpoint there = new Endpoint(other, "admin", "admin", "main");
        Awaitility.await().atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(0, Client.run(there, "SELECT 1").status()));
        assertEquals(1, Client.run(switchboard.admin(), "SELECT 1").status());
    }

    @Test
    void daemonWritesItsPidAndEndsOnSigterm() {
        Switchboard switchboard = switchboards.prepare(SwitchboardConfig.empty(), Map.of());
        switchboard.launch("--daemon");
        assertEquals(0, switchboard.awaitExit(), "the starting process ends");
        assertEquals("1", switchboard.adminValue("SELECT 1"), "it ends when the ports answer");
        long pid = Long.parseLong(read(switchboard.datadir().resolve("switchboard.pid")).strip());
        ProcessHandle daemon = ProcessHandle.of(pid).orElseThrow();
        daemon.destroy();
        daemon.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        assertFalse(Files.exists(switchboard.datadir().resolve("switchboard.pid")));
    }

    private static String users(Switchboard switchboard) {
        return switchboard.admin("SELECT username FROM mysql_users ORDER BY username").toString();
    }

    private static void refusedInOneLine(int status, String said, String part) {
        assertEquals(1, status, said);
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.contains(part), said);
    }

    private static String lastErrorLine(String console) {
        return console.lines().reduce("", (before, line) -> line);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
