package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The floors of the house, as the built manifests tell: a bundle imports from lower floors only (bundles/README.md). */
class ArchitectureIT {
    private static final Map<String, Integer> FLOORS = Map.ofEntries(Map.entry("api", 0),
            Map.entry("mysql-protocol", 0),
            Map.entry("transport", 1), Map.entry("config-store", 1), Map.entry("config-file", 1),
            Map.entry("modules", 1), Map.entry("checksum", 1), Map.entry("topology", 1),
            Map.entry("mysql-servers", 2), Map.entry("mysql-users", 2), Map.entry("mysql-query-rules", 2),
            Map.entry("global-variables", 2), Map.entry("proxysql-servers", 2), Map.entry("query-digest", 2),
            Map.entry("stats-history", 2), Map.entry("metrics", 2), Map.entry("query-cache", 2),
            Map.entry("mysql-firewall", 2),
            Map.entry("scheduler", 2),
            Map.entry("rest-api", 2), Map.entry("galera", 3), Map.entry("group-replication", 3),
            Map.entry("aurora", 3), Map.entry("monitor", 3), Map.entry("cluster", 3),
            Map.entry("cluster-election", 3),
            Map.entry("mysql-proxy", 3), Map.entry("admin", 3), Map.entry("h2-server", 3), Map.entry("gogo", 4));

    @Test
    void everyBundleStandsOnAFloor() throws IOException {
        assertEquals(FLOORS.keySet().stream().sorted().toList(), manifests().keySet().stream().sorted().toList());
    }

    @Test
    void noBundleImportsSidewaysOrUpwards() throws IOException {
        Map<String, Attributes> manifests = manifests();
        Map<String, String> exporters = new HashMap<>();
        manifests.forEach((name, headers) -> packages(headers.getValue("Export-Package"))
                .forEach(exported -> exporters.put(exported, name)));
        List<String> wrong = new ArrayList<>();
        manifests.forEach((name, headers) -> {
            for (String imported : packages(headers.getValue("Import-Package"))) {
                String from = exporters.get(imported);
                if (imported.startsWith("switchboard.") && (from == null
                        || !from.equals(name) && FLOORS.get(from) >= FLOORS.get(name))) {
                    wrong.add(name + " imports " + imported + " of " + from);
                }
            }
        });
        assertEquals(List.of(), wrong);
    }

    @Test
    void aBundleExportsAContractOrProvidesServicesNeverBoth() throws IOException {
        List<String> both = new ArrayList<>();
        manifests().forEach((name, headers) -> {
            if (headers.getValue("Export-Package") != null && headers.getValue("Service-Component") != null) {
                both.add(name);
            }
        });
        assertEquals(List.of(), both);
    }

    @Test
    void onlyContractsAndLibrariesAreExported() throws IOException {
        List<String> exporting = manifests().entrySet().stream()
                .filter(entry -> entry.getValue().getValue("Export-Package") != null).map(Map.Entry::getKey).toList();
        assertEquals(List.of("api", "mysql-protocol", "topology"), exporting);
    }

    @Test
    void noTestSleeps() throws IOException {
        assertEquals(List.of(),
                sources("/src/test/").filter(file -> read(file).contains("Thread." + "sleep")).toList());
    }

    @Test
    void noClassKeepsStateInAStaticField() throws IOException {
        assertEquals(List.of(), sources("/src/main/").filter(file -> read(file).lines()
                .anyMatch(line -> line
                        .matches("\\s+(private |protected |public )?static (?!final|class|record|enum|interface)"
                                + "[\\w<>\\[\\], ]+ \\w+( = .*)?;")))
                .toList());
    }

    private static Stream<Path> sources(String part) throws IOException {
        return Files.walk(Workspace.root())
                .filter(file -> file.toString().endsWith(".java") && file.toString().contains(part));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** Headers of our bundles by name. */
    private static Map<String, Attributes> manifests() throws IOException {
        Map<String, Attributes> found = new TreeMap<>();
        try (Stream<Path> jars = Files.list(Workspace.distribution().resolve("bundles"))) {
            for (Path jar : jars.toList()) {
                try (JarFile file = new JarFile(jar.toFile())) {
                    String name = String
                            .valueOf(file.getManifest().getMainAttributes().getValue("Bundle-SymbolicName"));
                    if (name.startsWith("switchboard.")) {
                        found.put(name.substring("switchboard.".length()), file.getManifest().getMainAttributes());
                    }
                }
            }
        }
        return found;
    }

    /** Names of packages in a header, whose attributes may hold commas in quotes. */
    private static List<String> packages(String header) {
        List<String> packages = new ArrayList<>();
        for (String clause : header == null ? new String[0] : header.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
            packages.add(clause.split(";")[0].strip());
        }
        return packages;
    }
}
