package switchboard.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Version;
import switchboard.api.modules.ModuleException;

class BundleJarTest {
    private static final String NAME = "Bundle-SymbolicName";
    private static final String VERSION = "Bundle-Version";

    @TempDir
    private Path folder;

    @Test
    void readsNameAndVersionOfABundle() throws Exception {
        Path path = jar(Map.of(NAME, "switchboard.mysql-query-rules; singleton:=false", VERSION, "1.2.3.beta"));
        BundleJar jar = BundleJar.read(path);
        assertEquals("switchboard.mysql-query-rules", jar.symbolicName());
        assertEquals(Version.parseVersion("1.2.3.beta"), jar.version());
        assertEquals("mysql-query-rules", jar.module());
    }

    @Test
    void keepsTheWholeNameOfAUsersOwnBundle() throws Exception {
        assertEquals("com.example.audit", BundleJar.read(jar(Map.of(NAME, "com.example.audit"))).module());
    }

    @Test
    void takesABundleWithoutAVersionAsVersionZero() throws Exception {
        assertEquals(Version.emptyVersion, BundleJar.read(jar(Map.of(NAME, "a"))).version());
    }

    @Test
    void itsOriginIsItsPathAndItsContent() throws Exception {
        Path path = jar(Map.of(NAME, "a"));
        String first = BundleJar.read(path).origin();
        Files.setLastModifiedTime(path, FileTime.fromMillis(0));
        assertEquals(first, BundleJar.read(path).origin(), "touched");
        assertNotEquals(first, BundleJar.read(Files.copy(path, folder.resolve("copy.jar"))).origin(), "copied");
        assertNotEquals(first, BundleJar.read(jar(Map.of(NAME, "a", VERSION, "2"))).origin(), "overwritten");
    }

    @Test
    void refusesAVersionThatIsNone() throws IOException {
        Path path = jar(Map.of(NAME, "a", VERSION, "one"));
        assertTrue(refusal(path).startsWith(path + " can't be read as a bundle: "), refusal(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {";", " ", ";singleton:=true"})
    void refusesAnEmptyName(String name) throws IOException {
        Path path = jar(Map.of(NAME, name));
        assertEquals(path + " is no bundle: its manifest has no Bundle-SymbolicName", refusal(path));
    }

    @Test
    void refusesAJarWithoutAManifest() throws IOException {
        Path path = folder.resolve("empty.jar");
        try (OutputStream out = Files.newOutputStream(path); JarOutputStream jar = new JarOutputStream(out)) {
            jar.finish();
        }
        assertEquals(path + " is no bundle: its manifest has no Bundle-SymbolicName", refusal(path));
    }

    @Test
    void refusesAJarThatIsCutOff() throws IOException {
        Path path = jar(Map.of(NAME, "a"));
        byte[] whole = Files.readAllBytes(path);
        for (int length = 0; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            assertTrue(refusal(path).startsWith(path + " can't be read as a bundle: "), "length " + length);
        }
    }

    @Test
    void tellsAFolderFromAFileThatIsMissing() throws IOException {
        Path sub = Files.createDirectory(folder.resolve("sub.jar"));
        assertEquals(sub + " is no file", refusal(sub));
        assertEquals(folder.resolve("gone.jar") + " does not exist", refusal(folder.resolve("gone.jar")));
    }

    private static String refusal(Path jar) {
        return assertThrows(ModuleException.class, () -> BundleJar.read(jar)).getMessage();
    }

    private Path jar(Map<String, String> headers) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(manifest.getMainAttributes()::putValue);
        Path path = folder.resolve("made.jar");
        try (OutputStream out = Files.newOutputStream(path); JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.finish();
        }
        return path;
    }
}
