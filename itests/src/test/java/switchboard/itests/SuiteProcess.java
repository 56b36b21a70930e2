package switchboard.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tests of a driver in a process of their own, because where their database is they read once, from system properties.
 * {@link #main} is that process.
 */
final class SuiteProcess {
    private static final long LIMIT_SECONDS = 400;

    private SuiteProcess() {
    }

    /**
     * Runs tests, and returns what became of each, by its unique id: {@link SuiteListener#PASSED}, or why not.
     *
     * @param properties system properties of the process
     * @param tests names of classes, or unique ids
     */
    static Map<String, String> run(Map<String, String> properties, Collection<String> tests) {
        Path folder = Workspace.temporaryFolder("suite");
        try {
            Path list = Files.write(folder.resolve("tests"), tests);
            Path results = folder.resolve("results");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx512m",
                    "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
            properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
            command.addAll(List.of(SuiteProcess.class.getName(), list.toString(), results.toString()));
            Shell.run(Map.of(), "", command, LIMIT_SECONDS).orFail();
            Map<String, String> found = new TreeMap<>();
            for (String line : Files.readAllLines(results)) {
                String[] fields = line.split("\t", 2);
                found.put(fields[0], fields[1]);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Workspace.delete(folder);
        }
    }

    /** Arguments: a file with names of test classes or unique ids, and the file for the results. */
    public static void main(String[] arguments) throws IOException {
        List<String> tests = Files.readAllLines(Path.of(arguments[0]));
        Files.write(Path.of(arguments[1]), SuiteListener.run(tests));
        System.exit(0); // threads of drivers may still run
    }
}
