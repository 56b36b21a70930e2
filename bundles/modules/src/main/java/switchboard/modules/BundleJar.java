package switchboard.modules;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import switchboard.api.modules.ModuleException;

/**
 * A jar that wants to be a module.
 *
 * @param sha256 of its content, hexadecimal
 */
record BundleJar(Path path, String symbolicName, Version version, String sha256) {
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
                return new BundleJar(path, name, Version.parseVersion(version), sha256(path));
            }
        } catch (IOException | IllegalArgumentException | SecurityException broken) {
            throw new ModuleException(path + " can't be read as a bundle: " + broken.getMessage(), broken);
        }
    }

    private static String sha256(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) { // every Java has it
            throw new IllegalStateException(impossible);
        }
    }

    /** What tells this file with this content from others; the beginning of its bundle's location. */
    String origin() {
        return path.toAbsolutePath().normalize() + "#" + sha256 + "#";
    }

    String module() {
        return Names.module(symbolicName);
    }
}
