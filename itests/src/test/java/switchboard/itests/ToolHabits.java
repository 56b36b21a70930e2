package switchboard.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** MariaDB's and MySQL's tools: dumps byte by byte, imports, checks, load. */
final class ToolHabits {
    private final String folder;
    private final boolean mariaDb;

    private ToolHabits(String folder, boolean mariaDb) {
        this.folder = folder;
        this.mariaDb = mariaDb;
    }

    /** By name; those that are not installed are left out. */
    static Map<String, Function<Endpoint, List<String>>> all(MatrixServer.Brand brand) {
        Map<String, Function<Endpoint, List<String>>> all = new LinkedHashMap<>();
        if (Shell.has("mariadb-dump")) {
            new ToolHabits("", true).add(all, brand, "mariadb-dump", "mariadb-slap");
            all.put("mariadb-import", ToolHabits::imported);
        }
        Path mysql = MatrixClient.mysql97().resolve("bin");
        if (brand == MatrixServer.Brand.MYSQL && Files.exists(mysql)) {
            ToolHabits tools = new ToolHabits(mysql + "/", false);
            tools.add(all, brand, "mysqldump", "mysqlslap");
            all.put("mysql with query attributes", tools::attributes);
        }
        return all;
    }

    private void add(Map<String, Function<Endpoint, List<String>>> all, MatrixServer.Brand brand, String dump,
            String slap) {
        for (List<String> options : List.of(List.of("--single-transaction", "--routines", "--triggers"),
                List.of("--single-transaction", "--hex-blob", "--skip-extended-insert", "--order-by-primary"),
                List.of("--lock-tables", "--tz-utc", "--xml"), List.of("--single-transaction", "--compress"))) {
            all.put(dump + " " + String.join(" ", options), to -> tool(to, dump, dumping(brand, options), "test"));
        }
        for (String protocol : List.of("text", "prepared")) {
            all.put(slap + " " + protocol, to -> slap(to, slap, protocol));
        }
        String admin = mariaDb ? "mariadb-admin" : "mysqladmin";
        all.put(admin, to -> tool(to, admin, List.of(), "ping"));
        if (mariaDb) {
            all.put("mariadb-check", to -> tool(to, "mariadb-check", List.of("--check"), "test"));
            all.put("mariadb-show", to -> tool(to, "mariadb-show", List.of("--count"), "test"));
        }
    }

    private List<String> dumping(MatrixServer.Brand brand, List<String> options) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("--skip-dump-date", "--skip-comments"));
        if (!mariaDb) {
            all.addAll(List.of("--set-gtid-purged=OFF", "--no-tablespaces"));
        } else if (brand == MatrixServer.Brand.MYSQL) {
            all.add("--default-character-set=utf8mb4");
        }
        return all;
    }

    private List<String> tool(Endpoint to, String name, List<String> options, String last) {
        Shell.Result result = run(to, name, options, List.of(last));
        List<String> lines = new ArrayList<>(List.of("status " + result.status()));
        for (String line : result.out().split("\n", -1)) {
            lines.add(Transcript.withoutRun(line));
        }
        result.err().lines().filter(line -> !line.contains("Using a password on the command line")).forEach(lines::add);
        return lines;
    }

    private List<String> attributes(Endpoint to) {
        String asked = "SELECT mysql_query_attribute_string('trace'), mysql_query_attribute_string('other');\n";
        Shell.Result result = run(to, "mysql", List.of("--named-commands", "--force", "--batch"), List.of("test"),
                "query_attributes trace abc other 'd e'\n" + asked + asked + "query_attributes trace ö\n" + asked
                        + "SELECT 1;\n" + asked + "query_attributes other ''\nSELECT no_such_column;\n" + asked);
        List<String> lines = new ArrayList<>(result.out().lines().toList());
        lines.add("status " + result.status());
        result.err().lines().filter(line -> line.startsWith("ERROR")).forEach(lines::add);
        return lines;
    }

    private Shell.Result run(Endpoint to, String name, List<String> options, List<String> last) {
        return run(to, name, options, last, "");
    }

    private Shell.Result run(Endpoint to, String name, List<String> options, List<String> last, String input) {
        List<String> command = new ArrayList<>(List.of(folder + name, "--no-defaults", "--protocol=tcp",
                "--host=127.0.0.1", "--port=" + to.port(), "--user=" + to.user(), "--password=" + to.password()));
        command.addAll(mariaDb ? List.of("--skip-ssl") : List.of("--ssl-mode=DISABLED", "--get-server-public-key"));
        command.addAll(options);
        command.addAll(last);
        return Shell.run(Map.of(), input, command);
    }

    /** Its times are left out. */
    private List<String> slap(Endpoint to, String name, String protocol) {
        Shell.Result result = run(to, name, List.of("--concurrency=8", "--iterations=2", "--number-of-queries=400",
                "--auto-generate-sql", "--auto-generate-sql-load-type=mixed", "--create-schema=h_slap",
                "--detach=10", protocol.equals("text") ? "--commit=5" : "--auto-generate-sql-add-autoincrement"),
                List.of());
        List<String> lines = new ArrayList<>(List.of("status " + result.status()));
        result.out().lines().filter(line -> !line.contains("seconds")).forEach(lines::add);
        result.err().lines().filter(line -> !line.contains("Using a password")).forEach(lines::add);
        return lines;
    }

    private static List<String> imported(Endpoint to) {
        Path folder = Workspace.temporaryFolder("import");
        ToolHabits tools = new ToolHabits("", true);
        try {
            StringBuilder rows = new StringBuilder();
            for (int row = 1; row <= 50_000; row++) {
                rows.append(row == 777 ? 776 : row).append("\tvalue ").append(row).append('\n');
            }
            Path file = Files.writeString(folder.resolve("h_batch.tsv"), rows);
            List<String> lines = new ArrayList<>();
            for (List<String> options : List.of(List.of("--local", "--delete"), List.of("--local", "--replace"),
                    List.of("--local", "--delete", "--use-threads=2"))) {
                tools.tool(to, "mariadb-import", join(options, "test"), file.toString()).stream()
                        .filter(line -> !line.isEmpty()).forEach(lines::add);
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Workspace.delete(folder);
        }
    }

    private static List<String> join(List<String> options, String more) {
        List<String> all = new ArrayList<>(options);
        all.add(more);
        return all;
    }
}
