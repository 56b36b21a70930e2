package switchboard.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployFolderTest {
    private final List<String> deployed = new ArrayList<>();
    private final List<Path> removed = new ArrayList<>();

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
        DeployFolder missing = new DeployFolder(folder.resolve("missing"), path -> deployed.add("never"), removed::add);
        missing.look();
        missing.end();
        assertEquals(List.of(), deployed);
    }

    @Test
    void takesTheJarThatWasModifiedLastAtTheEndAndEquallyOldOnesByName() throws IOException {
        DeployFolder deploy = deploy();
        long second = 0;
        for (String name : List.of("c.jar", "b.jar", "a.jar")) {
            Files.writeString(folder.resolve(name), name);
            Files.setLastModifiedTime(folder.resolve(name), FileTime.from(++second / 2, TimeUnit.SECONDS));
        }
        deploy.look();
        deploy.look();
        assertEquals(List.of("c.jar", "a.jar", "b.jar"), deployed);
    }

    @Test
    void aJarThatIsRemovedAndComesBackIsTakenAgain() throws IOException {
        DeployFolder deploy = deploy();
        Path jar = Files.writeString(folder.resolve("a.jar"), "one");
        FileTime modified = Files.getLastModifiedTime(jar);
        deploy.look();
        deploy.look();
        Files.delete(jar);
        deploy.look();
        assertEquals(List.of(jar), removed);
        Files.writeString(jar, "one");
        Files.setLastModifiedTime(jar, modified);
        deploy.look();
        deploy.look();
        assertEquals(List.of("a.jar", "a.jar"), deployed);
    }

    @Test
    void aLinkToNothingDoesNotHoldUpTheOthers() throws IOException {
        DeployFolder deploy = deploy();
        Files.createSymbolicLink(folder.resolve("a.jar"), folder.resolve("nothing"));
        Files.writeString(folder.resolve("b.jar"), "b");
        deploy.look();
        deploy.look();
        assertEquals(List.of("b.jar"), deployed);
    }

    @Test
    void aJarWhoseDeploymentThrowsDoesNotHoldUpTheOthersAndIsNotTriedAgain() throws IOException {
        Files.writeString(folder.resolve("a.jar"), "a");
        Files.writeString(folder.resolve("b.jar"), "b");
        DeployFolder deploy = new DeployFolder(folder, path -> {
            deployed.add(path.getFileName().toString());
            throw new IllegalStateException("on purpose");
        }, removed::add);
        deploy.look();
        deploy.look();
        assertEquals(List.of("a.jar", "b.jar"), deployed);
        deploy.look();
        assertEquals(List.of("a.jar", "b.jar"), deployed);
    }

    private DeployFolder deploy() {
        return new DeployFolder(folder, path -> deployed.add(path.getFileName().toString()), removed::add);
    }
}
