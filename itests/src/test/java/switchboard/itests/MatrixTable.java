package switchboard.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What passed, for {@code itests/README.md}: one file for each server and client in {@code itests/target/matrix}, so that
 * a run of a part replaces that part, and {@code table.md} from all of them.
 */
final class MatrixTable {
    private final Map<String, String> results = new TreeMap<>();

    /** Server, client, mode and style. */
    void put(MatrixServer.Brand brand, MatrixClient client, MatrixMode mode, String style, String result) {
        results.put(String.join("\t", brand.name(), client.name(), mode.name(), style), result);
    }

    void write() throws IOException {
        Path folder = Files.createDirectories(MatrixClient.built());
        for (MatrixServer.Brand brand : MatrixServer.Brand.values()) {
            for (MatrixClient client : MatrixClient.values()) {
                String key = brand.name() + "\t" + client.name() + "\t";
                List<String> lines = results.entrySet().stream().filter(each -> each.getKey().startsWith(key))
                        .map(each -> each.getKey() + "\t" + each.getValue()).toList();
                if (!lines.isEmpty()) {
                    Files.write(folder.resolve((brand + "-" + client + ".tsv").toLowerCase(Locale.ROOT)), lines);
                }
            }
        }
        Files.writeString(folder.resolve("table.md"), table(folder));
    }

    private static String table(Path folder) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".tsv")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    int end = line.lastIndexOf('\t');
                    all.put(line.substring(0, end), line.substring(end + 1));
                }
            }
        }
        StringBuilder head = new StringBuilder("| client |");
        StringBuilder rule = new StringBuilder("|---|");
        for (MatrixServer.Brand brand : MatrixServer.Brand.values()) {
            for (MatrixMode mode : MatrixMode.values()) {
                head.append(' ').append(brand.title()).append(", ").append(mode.label()).append(" |");
                rule.append("---|");
            }
        }
        StringBuilder table = new StringBuilder(head).append('\n').append(rule).append('\n');
        for (MatrixClient client : MatrixClient.values()) {
            table.append("| ").append(client.title()).append(" |");
            for (MatrixServer.Brand brand : MatrixServer.Brand.values()) {
                for (MatrixMode mode : MatrixMode.values()) {
                    table.append(' ').append(cell(all, brand, client, mode)).append(" |");
                }
            }
            table.append('\n');
        }
        return table.toString();
    }

    private static String cell(Map<String, String> all, MatrixServer.Brand brand, MatrixClient client,
            MatrixMode mode) {
        List<String> same = new ArrayList<>();
        for (String style : List.of("text", "prepared")) {
            String result = all.getOrDefault(String.join("\t", brand.name(), client.name(), mode.name(), style),
                    "not run");
            switch (result) {
                case "same" -> same.add(style);
                case "the client can't" -> {
                    // nothing to say of it
                }
                default -> same.add(style + ": " + result);
            }
        }
        return same.isEmpty() ? "-" : String.join(", ", same);
    }
}
