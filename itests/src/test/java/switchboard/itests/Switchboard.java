package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** One running process of the built distribution, with its own data folder and ports. */
final class Switchboard {
    /** Exit statuses after SIGTERM: what the JVM gives when its shutdown hooks are done, or 0. */
    static final Set<Integer> ORDERLY = Set.of(0, 143);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int TAIL_LINES = 60;
    /** Half of a start's CPU is the second compiler's, and no test lasts long enough to earn it back. */
    private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

    private final Path home;
    private final Path folder;
    private final int adminPort;
    private final int mysqlPort;
    private final List<String> options;
    private final Map<String, String> environment;
    private Process process;

    /** Prepares a data folder; {@link #start} does the rest. */
    Switchboard(Path home, SwitchboardConfig config, Map<String, String> environment, String... options) {
        this.home = home;
        folder = Workspace.temporaryFolder("data");
        List<Integer> ports = Workspace.freePorts(2);
        adminPort = ports.get(0);
        mysqlPort = ports.get(1);
        this.options = List.of(options);
        this.environment = environment;
        configure(config.text(adminPort, mysqlPort));
    }

    /** Writes the config file; it is read at a first start only. */
    void configure(String text) {
        try {
            Files.writeString(configFile(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the process and waits until both ports answer. */
    Switchboard start(String... more) {
        launch(more);
        awaitGreeting(adminPort);
        awaitGreeting(mysqlPort);
        return this;
    }

    /** Starts the process only. */
    void launch(String... more) {
        List<String> command = new ArrayList<>(
                List.of(home.resolve("bin/switchboard").toString(), "-c", configFile().toString(), "-D",
                        datadir().toString()));
        command.addAll(options);
        command.addAll(List.of(more));
        try {
            Files.createDirectories(datadir());
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(consoleFile().toFile()));
            builder.environment().putIfAbsent("JAVA_OPTS", SHORT_LIVED);
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Jars that are dropped here are installed. */
    Path deployFolder() {
        return home.resolve("deploy");
    }

    static Path program() {
        return Workspace.distribution().resolve("bin/switchboard");
    }

    /** The application's account through the proxy. */
    Endpoint proxy() {
        return Endpoint.app(mysqlPort);
    }

    /** The administrator's account. */
    Endpoint admin() {
        return new Endpoint(adminPort, "admin", "admin", "main");
    }

    /**
     * Sends statements to the admin port on a connection of their own: what they answer, all rows one after the other, as
     * the command line client shows them. It is not used here because each of its starts takes a tenth of a second.
     */
    List<List<String>> admin(String... statements) {
        List<List<String>> rows = new ArrayList<>();
        try (RawClient client = admin().raw()) {
            for (String statement : statements) {
                client.query(statement).forEach(row -> rows.add(row.stream().map(Client::shown).toList()));
            }
        } catch (IOException refused) {
            throw new AssertionError(String.join(";\n", statements) + "\n" + refused.getMessage(), refused);
        }
        return rows;
    }

    /** Waits until a statement answers so: what a client was answered is counted a moment later. */
    void awaitAdmin(List<List<String>> expected, String statement) {
        Awaitility.await(statement).atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertEquals(expected, admin(statement), statement));
    }

    /** The error that an admin statement must meet: its code, SQLSTATE and message. */
    String adminError(String statement) {
        try (RawClient client = admin().raw()) {
            return "answered " + client.query(statement);
        } catch (IOException refused) {
            return refused.getMessage();
        }
    }

    /** The first value of an admin statement. */
    String adminValue(String statement) {
        return admin(statement).getFirst().getFirst();
    }

    Path datadir() {
        return folder.resolve("data");
    }

    Path configFile() {
        return folder.resolve("switchboard.cnf");
    }

    Process process() {
        return process;
    }

    /** All that stood on the console, over all starts. */
    String console() {
        return read(consoleFile());
    }

    /** The log file of the data folder. */
    String log() {
        return read(datadir().resolve("switchboard.log"));
    }

    /** Waits for a line of the log. */
    void awaitLog(String part) {
        Awaitility.await("log line with: " + part).atMost(PATIENCE).until(() -> log().contains(part));
    }

    /** SIGTERM, and the exit status. */
    int stop() {
        process.destroy();
        return awaitExit();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** The exit status of a process that ends by itself. */
    int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the process does not end\n" + tail());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** The last lines of console and log. */
    String tail() {
        return "--- console of " + folder + "\n" + tail(console()) + "--- log\n" + tail(log());
    }

    /** Deletes all files; the process has ended. */
    void delete() {
        Workspace.delete(folder);
    }

    private void awaitGreeting(int port) {
        Awaitility.await("port " + port).atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("the process ended with " + process.exitValue() + "\n" + tail());
            }
            return greets(port);
        });
    }

    /** A MySQL server speaks first. */
    private static boolean greets(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            return socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Path consoleFile() {
        return folder.resolve("console");
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tail(String text) {
        List<String> lines = text.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size())) + "\n";
    }
}
