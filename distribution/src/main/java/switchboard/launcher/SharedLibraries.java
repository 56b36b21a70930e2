package switchboard.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The libraries in {@code lib/shared}: they stand on the launcher's class path, and the framework exports their packages to
 * all bundles. A class-data archive holds only what the JVM's own loaders load, and these are most of the classes that a
 * start needs (bundles/decisions, class archive).
 */
final class SharedLibraries {
    private static final Pattern DIRECTIVE = Pattern.compile(";[-\\w]+:=(\"[^\"]*\"|[^,;\"]+)");

    private SharedLibraries() {
    }

    /** Their Export-Package headers, joined, without directives. */
    static String packages(Path home) throws StartException {
        Path folder = home.resolve("lib").resolve("shared");
        StringJoiner packages = new StringJoiner(",");
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
            for (Path jar : jars) {
                String exported = exported(jar);
                if (exported != null) {
                    packages.add(DIRECTIVE.matcher(exported).replaceAll(""));
                }
            }
        } catch (IOException failed) {
            throw new StartException(folder + " can't be read: " + failed.getMessage() + "; is switchboard.home right?",
                    failed);
        }
        return packages.toString();
    }

    private static String exported(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Manifest manifest = file.getManifest();
            return manifest == null ? null : manifest.getMainAttributes().getValue("Export-Package");
        }
    }
}
