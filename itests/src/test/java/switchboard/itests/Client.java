package switchboard.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The {@code mariadb} command line client of the test's server package. */
final class Client {
    private Client() {
    }

    /** What the statements answer, all rows one after the other; NULL is the text NULL. */
    static List<List<String>> query(Endpoint to, String... statements) {
        String out = run(to, String.join(";\n", statements) + ";\n", "--batch", "--skip-column-names").orFail().out();
        return out.lines().map(line -> Arrays.asList(line.split("\t", -1))).toList();
    }

    /** A value as the client shows it with {@code --batch}. */
    static String shown(String value) {
        return value == null
                ? "NULL"
                : value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\0", "\\0");
    }

    /** Runs the client with statements on its standard input. */
    static Shell.Result run(Endpoint to, String input, String... options) {
        List<String> command = new ArrayList<>(
                List.of(program(), "--no-defaults", "--skip-ssl", "--protocol=tcp", "--host=127.0.0.1",
                        "--port=" + to.port(), "--user=" + to.user(), "--password=" + to.password()));
        command.addAll(List.of(options));
        return Shell.run(Map.of(), input, command);
    }

    private static String program() {
        try {
            return MariaDbBinary.home().resolve("bin/mariadb").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
