package switchboard.itests;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command line client with statements on its standard input, and what it prints: columns with their types, rows,
 * errors, warnings. Prepared means PREPARE and EXECUTE, since these clients use no other.
 */
final class CommandLineProbe implements MatrixProbe {
    private final String program;

    CommandLineProbe(String program) {
        this.program = program;
    }

    @Override
    public Optional<String> missing() {
        return Shell.has(program)
                ? Optional.empty()
                : Optional.of(program.contains("mysql97")
                        ? "itests/topologies/fetch-mysql97.sh"
                        : "apt-get install mariadb-client");
    }

    @Override
    public List<String> transcript(Endpoint to, MatrixMode mode, String style, MatrixScript script) {
        boolean mariaDb = Path.of(program).getFileName().toString().equals("mariadb");
        List<String> command = new ArrayList<>(List.of(program, "--no-defaults", "--protocol=tcp", "--host=127.0.0.1",
                "--port=" + to.port(), "--user=" + to.user(), "--password=" + to.password(),
                "--default-character-set=utf8mb4", "--max-allowed-packet=" + (64 << 20), "--force", "--unbuffered",
                "--column-type-info", "--show-warnings", "--binary-mode", "--batch"));
        command.addAll(switch (mode) {
            case PLAIN -> mariaDb ? List.of("--skip-ssl") : List.of("--ssl-mode=DISABLED", "--get-server-public-key");
            case TLS -> mariaDb ? List.of("--ssl", "--disable-ssl-verify-server-cert") : List.of("--ssl-mode=REQUIRED");
            case COMPRESSED -> mariaDb
                    ? List.of("--skip-ssl", "--compress")
                    : List.of("--ssl-mode=DISABLED", "--get-server-public-key", "--compression-algorithms=zlib");
        });
        command.add(to.schema());
        Shell.Result result = Shell.run(Map.of(), input(style.equals("prepared"), script), command);
        List<String> lines = new ArrayList<>();
        for (String line : result.out().split("\n")) {
            lines.add(line.length() > 1000 ? MatrixScript.shown(line.getBytes(StandardCharsets.ISO_8859_1)) : line);
        }
        result.err().lines().filter(line -> !line.contains("Using a password on the command line")).forEach(lines::add);
        if (!result.out().contains("\nend")) {
            throw new AssertionError("ended early: " + result.err());
        }
        return lines;
    }

    private static String input(boolean prepared, MatrixScript script) {
        StringBuilder input = new StringBuilder();
        for (String line : script.lines()) {
            String[] parts = line.split("\t");
            if (parts[0].equals("fails")) { // the client asks for the warnings of an error at once, and it has a note
                continue;
            }
            if (!isAboutLast(parts[0])) {
                input.append("SELECT '").append(parts[0]).append("' AS label;\n");
            }
            if (prepared && preparable(parts[1])) {
                execute(parts, input);
            } else {
                String[] pieces = parts[1].split("\\?", -1); // as many as there are parameters, and one
                input.append(pieces[0]);
                for (int i = 1; i < pieces.length; i++) {
                    input.append(literal(parts[i + 1])).append(pieces[i]);
                }
                input.append(";\n");
            }
        }
        return input.toString();
    }

    /** MariaDB forgets no error because of a SELECT without a table or a DEALLOCATE; the proxy does. */
    private static boolean isAboutLast(String label) {
        return label.contains(".") && !label.endsWith(".back") && !label.endsWith(".there");
    }

    /** The rest is about the statement before it, and a PREPARE between would be that. */
    private static boolean preparable(String statement) {
        return !statement.matches("(?s)SHOW .*|USE .*|.*(_COUNT|FOUND_ROWS|@@warning_count).*|SET NAMES .*");
    }

    private static void execute(String[] parts, StringBuilder input) {
        List<String> variables = new ArrayList<>();
        for (int i = 2; i < parts.length; i++) {
            variables.add("@p" + i);
            input.append("SET @p").append(i).append(" = ").append(literal(parts[i])).append(";\n");
        }
        input.append("PREPARE s FROM '").append(parts[1].replace("'", "''")).append("';\nEXECUTE s")
                .append(variables.isEmpty() ? "" : " USING " + String.join(", ", variables))
                .append(";\n");
    }

    private static String literal(String parameter) {
        byte[] content = MatrixScript.content(parameter);
        if (content == null) {
            return "NULL";
        }
        return switch (parameter.charAt(0)) {
            case 'i' -> new String(content, StandardCharsets.UTF_8);
            case 's' -> "_utf8mb4 X'" + HexFormat.of().formatHex(content) + "'";
            default -> "X'" + HexFormat.of().formatHex(content) + "'";
        };
    }
}
