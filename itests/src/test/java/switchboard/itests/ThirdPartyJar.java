package switchboard.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A bundle that somebody else has written: compiled against the product's contracts alone, with an activator. */
final class ThirdPartyJar {
    private ThirdPartyJar() {
    }

    /**
     * Compiles and packs one class.
     *
     * @param activator its name, which is the bundle's activator
     * @param imports packages, as {@code Import-Package} names them
     */
    static Path write(String activator, String source, String imports, Path jar) {
        Path folder = Workspace.temporaryFolder("third-party");
        try {
            Path file = folder.resolve(activator.replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source);
            int status = ToolProvider.getSystemJavaCompiler().run(null, System.err, System.err, "--release", "21",
                    "-cp",
                    classPath(), "-d", folder.toString(), file.toString());
            if (status != 0) {
                throw new AssertionError(activator + " is not compiled");
            }
            Files.delete(file);
            Path whole = pack(folder, manifest(activator, imports));
            return Files.move(whole, jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Workspace.delete(folder);
        }
    }

    private static String classPath() throws IOException {
        try (Stream<Path> jars = Files.list(Workspace.distribution().resolve("lib"))) {
            Path framework = jars.filter(jar -> jar.getFileName().toString().contains("felix.framework")).findFirst()
                    .orElseThrow();
            return Workspace.bundle("api") + ":" + framework;
        }
    }

    private static Manifest manifest(String activator, String imports) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", activator.substring(0, activator.lastIndexOf('.')));
        main.putValue("Bundle-Version", "1.0.0");
        main.putValue("Bundle-Activator", activator);
        main.putValue("Import-Package", imports);
        return manifest;
    }

    private static Path pack(Path folder, Manifest manifest) throws IOException {
        Path whole = Files.createTempFile("switchboard-", ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(whole), manifest);
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(folder.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return whole;
    }
}
