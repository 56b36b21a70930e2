package switchboard.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import switchboard.api.modules.ModuleException;

/** A jar that wants to be a module. */
record BundleJar(Path path, String symbolicName, Version version) {
    private static final long MAX_BYTES = 256L << 20;

    static BundleJar read(Path path) throws ModuleException {
        try {
            if (!Files.isRegularFile(path)) {
                throw new ModuleException(path + (Files.exists(path) ? " is no file" : " does not exist"));
            }
            if (Files.size(path) > MAX_BYTES) {
                throw new ModuleException(path + " is larger than " + (MAX_BYTES >> 20) + " MB");
            }
            try (JarFile jar = new JarFile(path.toFile())) {
                Manifest manifest = jar.getManifest();
                String header = manifest == null
                        ? null
                        : manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
                String name = header == null ? "" : header.split(";", 2)[0].strip();
                if (name.isEmpty()) {
                    throw new ModuleException(path + " is no bundle: its manifest has no Bundle-SymbolicName");
                }
                String version = manifest.getMainAttributes().getValue(Constants.BUNDLE_VERSION);
                return new BundleJar(path, name, Version.parseVersion(version));
            }
        } catch (IOException | IllegalArgumentException | SecurityException broken) {
            throw new ModuleException(path + " can't be read as a bundle: " + broken.getMessage(), broken);
        }
    }

    String module() {
        return Names.module(symbolicName);
    }
}
