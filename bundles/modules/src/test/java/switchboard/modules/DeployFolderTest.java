package switchboard.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.modules.ModuleException;

class DeployFolderTest {
    private final List<String> deployed = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void aJarIsTakenOnceWhenItIsTheSameAtTwoLooks() throws IOException {
        DeployFolder deploy = deploy();
        Files.writeString(folder.resolve("a.jar"), "first part");
        deploy.look();
        Files.writeString(folder.resolve("a.jar"), "first part and the rest");
        deploy.look();
        assertEquals(List.of(), deployed, "a copy under way is left alone");
        deploy.look();
        deploy.look();
        assertEquals(List.of("a.jar"), deployed);
    }

    @Test
    void aJarThatChangesIsTakenAgain() throws IOException {
        DeployFolder deploy = deploy();
        Files.writeString(folder.resolve("a.jar"), "one");
        deploy.look();
        deploy.look();
        Files.writeString(folder.resolve("a.jar"), "another");
        deploy.look();
        deploy.look();
        assertEquals(List.of("a.jar", "a.jar"), deployed);
    }

    @Test
    void otherFilesAndAMissingFolderAreNothing() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "x");
        deploy().look();
        DeployFolder missing = new DeployFolder(folder.resolve("missing"), path -> deployed.add("never"));
        missing.look();
        missing.end();
        assertEquals(List.of(), deployed);
    }

    @Test
    void readsTheNameOfABundle() throws Exception {
        BundleJar jar = BundleJar.read(jar("Bundle-SymbolicName", "switchboard.mysql-query-rules;singleton:=false"));
        assertEquals("mysql-query-rules", jar.module());
    }

    @Test
    void saysWhatIsWrongWithAJarThatIsNoBundle() throws IOException {
        Path rubbish = Files.writeString(folder.resolve("rubbish.jar"), "this is not a jar");
        assertTrue(refusal(rubbish).startsWith(rubbish + " can't be read as a bundle: "));
        Path plain = jar("Created-By", "test");
        assertEquals(plain + " is no bundle: its manifest has no Bundle-SymbolicName", refusal(plain));
        assertEquals(folder.resolve("gone.jar") + " does not exist", refusal(folder.resolve("gone.jar")));
    }

    private static String refusal(Path jar) {
        return assertThrows(ModuleException.class, () -> BundleJar.read(jar)).getMessage();
    }

    private Path jar(String header, String value) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(header, value);
        Path path = folder.resolve("made.jar");
        try (OutputStream out = Files.newOutputStream(path); JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.finish();
        }
        return path;
    }

    private DeployFolder deploy() {
        return new DeployFolder(folder, path -> deployed.add(path.getFileName().toString()));
    }
}
