package switchboard.itests;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A module's jar with something changed: another version, an import nobody exports, an activator that throws. */
final class ModuleJar {
    private final Manifest manifest;
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private ModuleJar(Path jar) throws IOException {
        try (JarInputStream in = new JarInputStream(Files.newInputStream(jar))) {
            manifest = in.getManifest();
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
    }

    /** The jar as the build made it. */
    static ModuleJar of(String module) {
        try {
            return new ModuleJar(Workspace.bundle(module));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ModuleJar version(String version) {
        manifest.getMainAttributes().putValue("Bundle-Version", version);
        return this;
    }

    String version() {
        return manifest.getMainAttributes().getValue("Bundle-Version");
    }

    /** It needs a package that is nowhere: the framework cannot resolve it. */
    ModuleJar importing(String packageName) {
        String before = manifest.getMainAttributes().getValue("Import-Package");
        if (before == null || !before.contains(packageName + ";") && !before.endsWith(packageName)) {
            manifest.getMainAttributes().putValue("Import-Package",
                    before == null ? packageName : before + "," + packageName);
        }
        return this;
    }

    /** Its start throws. */
    ModuleJar throwingActivator() throws IOException {
        String name = ThrowingActivator.class.getName();
        String file = name.replace('.', '/') + ".class";
        try (InputStream in = ModuleJar.class.getClassLoader().getResourceAsStream(file)) {
            entries.put(file, in.readAllBytes());
        }
        manifest.getMainAttributes().putValue("Bundle-Activator", name);
        return importing("org.osgi.framework");
    }

    /** Its components name classes that are not in it: they are never satisfied, nothing is published. */
    ModuleJar withoutItsClasses() {
        entries.replaceAll((name, content) -> name.startsWith("OSGI-INF/") && name.endsWith(".xml")
                ? new String(content, StandardCharsets.UTF_8)
                        .replaceAll("implementation class=\"[^\"]*\"", "implementation class=\"switchboard.Gone\"")
                        .getBytes(StandardCharsets.UTF_8)
                : content);
        return this;
    }

    /** Writes it; the name appears when the file is complete, as a careful administrator does it. */
    Path write(Path target) {
        try {
            var bytes = new ByteArrayOutputStream();
            try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
                for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                    out.putNextEntry(new ZipEntry(each.getKey()));
                    new ByteArrayInputStream(each.getValue()).transferTo(out);
                    out.closeEntry();
                }
            }
            Path whole = Files.createTempFile("switchboard-", ".jar");
            Files.write(whole, bytes.toByteArray());
            return Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
