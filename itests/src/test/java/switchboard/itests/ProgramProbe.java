package switchboard.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program of the folder {@code matrix}, in the language of its driver. */
final class ProgramProbe implements MatrixProbe {
    private static final Map<String, String> INSTALL = Map.of("probe.py",
            "apt-get install python3-pymysql python3-mysqldb",
            "probe.php", "apt-get install php-cli php-mysql", "probe.js", "apt-get install npm, and a network",
            "probe.go", "apt-get install golang-go golang-github-go-sql-driver-mysql-dev");

    private final String interpreter;
    private final String program;
    private final List<String> first;

    /** @param first arguments that come before those of all */
    ProgramProbe(String interpreter, String program, String... first) {
        this.interpreter = interpreter;
        this.program = program;
        this.first = List.of(first);
    }

    @Override
    public Optional<String> missing() {
        boolean there = switch (program) {
            case "probe.py" -> ends(interpreter, "-c", "import " + (first.contains("pymysql") ? "pymysql" : "MySQLdb"));
            case "probe.php" -> ends(interpreter, "-r", "exit(extension_loaded('mysqlnd') ? 0 : 1);");
            case "probe.js" -> Shell.has(interpreter) && npm();
            default -> Shell.has(interpreter)
                    && Files.exists(Path.of("/usr/share/gocode/src/github.com/go-sql-driver/mysql"));
        };
        return there ? Optional.empty() : Optional.of(INSTALL.get(program));
    }

    /** Fetches mysql2 in the version that the root pom names. */
    private static boolean npm() {
        String version = System.getProperty("matrix.mysql2");
        Path folder = MatrixClient.built();
        return Files.exists(folder.resolve("node_modules/mysql2")) || version != null && Shell.has("npm")
                && Shell.run("npm", "install", "--no-save", "--prefix", folder.toString(), "mysql2@" + version)
                        .status() == 0;
    }

    private static boolean ends(String... command) {
        return Shell.has(command[0]) && Shell.run(command).status() == 0;
    }

    @Override
    public List<String> transcript(Endpoint to, MatrixMode mode, String style, MatrixScript script) {
        List<String> command = new ArrayList<>(command());
        command.addAll(first);
        command.addAll(List.of("127.0.0.1", String.valueOf(to.port()), to.user(), to.password(), to.schema(),
                mode.label(), style, script.file().toString()));
        Shell.Result result = Shell.run(
                Map.of("NODE_PATH", MatrixClient.built().resolve("node_modules").toString()), "", command);
        List<String> lines = result.orFail().out().lines().toList();
        if (!lines.getLast().equals("end")) {
            throw new AssertionError("ended early: " + lines.getLast() + "\n" + result.err());
        }
        return lines;
    }

    private List<String> command() {
        Path source = MatrixScript.resources().resolve(program);
        return program.endsWith(".go") ? List.of(compiled(source).toString()) : List.of(interpreter, source.toString());
    }

    /** Without modules, against the sources that Debian installs; without C, because no compiler may be there. */
    static synchronized Path compiled(Path source) {
        Path binary = MatrixClient.built().resolve(source.getFileName().toString().replace('.', '-'));
        try {
            Files.createDirectories(binary.getParent());
            if (!Files.exists(binary)
                    || Files.getLastModifiedTime(binary).compareTo(Files.getLastModifiedTime(source)) < 0) {
                Shell.run(
                        Map.of("GO111MODULE", "off", "GOPATH", "/usr/share/gocode", "GOFLAGS", "", "CGO_ENABLED", "0"),
                        "",
                        List.of("go", "build", "-o", binary.toString(), source.toString())).orFail();
            }
            return binary;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
