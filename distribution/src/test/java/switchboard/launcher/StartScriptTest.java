package switchboard.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which Java {@code bin/switchboard} takes. The JDKs are folders with a script that tells how it was started. */
class StartScriptTest {
    private static final String REFUSAL = "switchboard: no Java 21 or newer found; install one, or set JAVA_HOME to it\n";
    private static final List<String> TOOLS = List.of("sh", "readlink", "dirname", "sed", "mktemp", "grep", "tail",
            "rm",
            "sleep", "setsid");

    @TempDir
    private Path folder;
    private Path home;
    private Path tools;

    /** What the script said, and how it ended. */
    private record Ended(int status, String out, String err) {
    }

    @BeforeEach
    void install() throws IOException {
        home = folder.resolve("home with a space");
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib"));
        Files.copy(Path.of("src/main/dist/bin/switchboard"), home.resolve("bin/switchboard"));
        tools = Files.createDirectory(folder.resolve("tools")); // a PATH without any Java
        for (String tool : TOOLS) {
            Files.createSymbolicLink(tools.resolve(tool), onPath(tool));
        }
    }

    @Test
    void refusesInOneLineAndStartsNothingWithoutAnyJava() throws Exception {
        for (String option : List.of("--foreground", "--daemon", "--demo", "--version")) {
            refused(run(Map.of("SWITCHBOARD_JDKS", folder.resolve("none") + "/*"), option));
        }
    }

    @Test
    void refusesInOneLineAndStartsNothingWhenEachJavaIsTooOld() throws Exception {
        Path named = jdk("named", "17.0.15");
        Path found = jdk("jdks/found", "11.0.2");
        Path older = jdk("jdks/older", "1.8.0_452");
        for (String option : List.of("--foreground", "--daemon")) {
            refused(run(Map.of("JAVA_HOME", named.toString(), "SWITCHBOARD_JDKS", folder + "/jdks/*"), option));
        }
        for (Path jdk : List.of(named, found, older)) {
            assertFalse(Files.exists(jdk.resolve("started")), jdk + " was started");
        }
    }

    @Test
    void refusesInOneLineWhenJavaHomeNamesNothing() throws Exception {
        refused(run(Map.of("JAVA_HOME", folder.resolve("gone").toString(), "SWITCHBOARD_JDKS", ""), "-f"));
    }

    @Test
    void asksAJavaWithoutAReleaseFile() throws Exception {
        Path old = jdk("old", null, "openjdk version \\\"17.0.15\\\" 2025-04-15");
        refused(run(Map.of("JAVA_HOME", old.toString(), "SWITCHBOARD_JDKS", ""), "-f"));
        Path next = jdk("next", null, "openjdk version \\\"21.0.7\\\" 2025-04-15");
        taken(next, run(Map.of("JAVA_HOME", next.toString(), "SWITCHBOARD_JDKS", ""), "-f"));
    }

    @Test
    void takesJavaHomeFirst() throws Exception {
        Path named = jdk("named", "21");
        jdk("jdks/newer", "25.0.3");
        taken(named, run(Map.of("JAVA_HOME", named.toString(), "SWITCHBOARD_JDKS", folder + "/jdks/*"), "-f"));
    }

    @Test
    void passesOverAnOldJavaOnThePathForANewOneInTheFolders() throws Exception {
        Path old = jdk("old", "17.0.15");
        Files.createSymbolicLink(tools.resolve("java"), old.resolve("bin/java"));
        jdk("jdks one/a", "17.0.15");
        Path fresh = jdk("jdks two/b", "25.0.3");
        taken(fresh, run(Map.of("SWITCHBOARD_JDKS", folder + "/jdks one/*:" + folder + "/jdks two/*"), "-f"));
    }

    @Test
    void passesTheArgumentsOnAsTheyAre() throws Exception {
        Path named = jdk("named", "25");
        Ended ended = run(Map.of("JAVA_HOME", named.toString()), "-D", "a folder", "-c", "*");
        assertTrue(ended.out.endsWith("switchboard.launcher.Main|-D|a folder|-c|*|\n"), ended.toString());
    }

    @Test
    void takesTheSerialCollectorUpToOneGigabyteAndShenandoahAbove() throws Exception {
        Path named = jdk("named", "25");
        assertEquals("-Xmx512m -XX:+UseSerialGC", collector(named, Map.of()));
        assertEquals("-Xmx1g -XX:+UseSerialGC", collector(named, Map.of("SWITCHBOARD_HEAP", "1g")));
        assertEquals("-Xmx1024M -XX:+UseSerialGC", collector(named, Map.of("SWITCHBOARD_HEAP", "1024M")));
        assertEquals("-Xmx1536m -XX:+UseShenandoahGC", collector(named, Map.of("SWITCHBOARD_HEAP", "1536m")));
        assertEquals("-Xmx4G -XX:+UseShenandoahGC", collector(named, Map.of("SWITCHBOARD_HEAP", "4G")));
        assertEquals("-Xmx2147483648 -XX:+UseShenandoahGC", collector(named, Map.of("SWITCHBOARD_HEAP", "2147483648")));
    }

    @Test
    void takesG1WhereJavaHasNoShenandoah() throws Exception {
        Path small = jdk("small", "25");
        Files.createFile(small.resolve("refuses-shenandoah"));
        assertEquals("-Xmx2g -XX:+UseG1GC", collector(small, Map.of("SWITCHBOARD_HEAP", "2g")));
        assertEquals("-Xmx512m -XX:+UseSerialGC", collector(small, Map.of()));
    }

    @Test
    void takesTheCollectorThatItIsTold() throws Exception {
        Path named = jdk("named", "25");
        assertEquals("-Xmx512m -XX:+UseG1GC", collector(named, Map.of("SWITCHBOARD_GC", "g1")));
        assertEquals("-Xmx2g -XX:+UseSerialGC",
                collector(named, Map.of("SWITCHBOARD_GC", "serial", "SWITCHBOARD_HEAP", "2g")));
        assertEquals("-Xmx2g -XX:+UseZGC",
                collector(named, Map.of("JAVA_OPTS", "-XX:+UseZGC", "SWITCHBOARD_HEAP", "2g")));
        Ended ended = run(Map.of("JAVA_HOME", named.toString(), "SWITCHBOARD_GC", "none"), "-f");
        assertEquals(new Ended(1, "",
                "switchboard: SWITCHBOARD_GC is 'none'; it can be serial, parallel, g1, shenandoah or zgc\n"), ended);
    }

    /** The options for heap and collector. */
    private String collector(Path jdk, Map<String, String> environment) throws Exception {
        Map<String, String> all = new HashMap<>(environment);
        all.put("JAVA_HOME", jdk.toString());
        return Arrays.stream(run(all, "-f").out.split("\\|"))
                .filter(each -> each.startsWith("-Xmx") || each.startsWith("-XX:+Use"))
                .collect(Collectors.joining(" "));
    }

    private void refused(Ended ended) throws IOException {
        assertEquals(new Ended(1, "", REFUSAL), ended);
        try (var left = Files.list(folder.resolve("home with a space"))) {
            assertEquals(2, left.count(), "only bin and lib");
        }
    }

    private static void taken(Path jdk, Ended ended) {
        assertEquals(0, ended.status, ended.toString());
        assertTrue(ended.out.startsWith(jdk + "|"), ended.toString());
        assertTrue(ended.out.contains("|switchboard.launcher.Main|"), ended.toString());
    }

    private Path jdk(String name, String version) throws IOException {
        return jdk(name, version, "no version line");
    }

    /** A JDK whose java prints its arguments; {@code -version} and whether it has a collector are answered as one does it. */
    private Path jdk(String name, String release, String version) throws IOException {
        Path jdk = folder.resolve(name);
        Files.createDirectories(jdk.resolve("bin"));
        Path java = jdk.resolve("bin/java");
        Files.writeString(java, """
                #!/bin/sh
                if [ "$1" = "-version" ]; then echo "%2$s" >&2; exit; fi
                if [ "$2" = "-version" ]; then [ ! -e "%1$s/refuses-shenandoah" ]; exit; fi
                : > "%1$s/started"
                printf '%%s|' "%1$s" "$@"
                echo
                """.formatted(jdk, version));
        assertTrue(java.toFile().setExecutable(true));
        if (release != null) {
            Files.writeString(jdk.resolve("release"),
                    "IMPLEMENTOR=\"someone\"\nJAVA_RUNTIME_VERSION=\"99\"\nJAVA_VERSION=\"" + release + "\"\n");
        }
        return jdk;
    }

    private Ended run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(onPath("sh").toString(), home + "/bin/switchboard"));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA") || name.startsWith("SWITCHBOARD"));
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("TMPDIR", folder.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the script does not end");
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static Path onPath(String tool) throws IOException {
        for (String each : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(each, tool))) {
                return Path.of(each, tool);
            }
        }
        throw new IOException(tool + " is not on the PATH");
    }
}
