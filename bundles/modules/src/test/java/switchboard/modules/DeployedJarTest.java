package switchboard.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.config.ConfigListener;
import switchboard.api.modules.ModuleInfo;
import switchboard.api.modules.ModuleInfo.State;
import switchboard.modules.sample.Hanging;
import switchboard.modules.sample.Listening;
import switchboard.modules.sample.Throwing;
import switchboard.modules.sample.ThrowingActivator;

class DeployedJarTest {
    private static final String NAME = "switchboard.sample";

    @TempDir
    private Path folder;
    private House house;

    @BeforeEach
    void build() throws Exception {
        house = new House(folder);
        sample("1.0.0").write(house.deploy("first.jar"));
        house.look();
        assertEquals(List.of("+1.0.0"), house.services());
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    @Test
    void whatIsNoJarIsToldUntilItIsRemoved() throws IOException {
        Path rubbish = Files.writeString(house.deploy("rubbish.jar"), "this is not a jar");
        house.look();
        assertEquals(List.of("rubbish.jar FAILED", "sample 1.0.0 ACTIVE"), house.states());
        assertTrue(house.only("rubbish.jar").reason().startsWith(rubbish + " can't be read as a bundle: "));
        Files.delete(rubbish);
        house.look();
        assertEquals(List.of("sample 1.0.0 ACTIVE"), house.states());
    }

    @Test
    void aCopyThatStandsStillHalfwayIsTakenWhenItIsWhole() throws IOException {
        byte[] whole = sample("2.0.0").bytes();
        Path jar = Files.write(house.deploy("next.jar"), Arrays.copyOf(whole, whole.length / 2));
        house.look();
        assertEquals(List.of("next.jar FAILED", "sample 1.0.0 ACTIVE"), house.states());
        Files.write(jar, whole);
        house.look();
        assertEquals(List.of("sample 2.0.0 ACTIVE"), house.states());
        assertEquals("", house.only("sample").reason());
    }

    @Test
    void whatDoesNotResolveChangesNothing() throws IOException {
        refused(sample("2.0.0").importing("no.such.place"), "no.such.place");
    }

    @Test
    void anActivatorThatThrowsChangesNothing() throws IOException {
        refused(SampleJar.of(NAME, "2.0.0", ThrowingActivator.class, null), "this bundle does not want to start");
    }

    @Test
    void aComponentThatThrowsChangesNothing() throws IOException {
        refused(SampleJar.of(NAME, "2.0.0", Throwing.class, ConfigListener.class),
                "this component does not want to live");
    }

    @Test
    void aStartThatNeverReturnsChangesNothingAndHoldsUpNobody() throws IOException {
        refused(SampleJar.of(NAME, "2.0.0", Hanging.class, ConfigListener.class),
                "its start did not return within 1500 ms");
        sample("3.0.0").write(house.deploy("third.jar"));
        house.look();
        assertEquals(List.of("sample 3.0.0 ACTIVE"), house.states());
    }

    @Test
    void aComponentWhoseReferenceIsNeverThereChangesNothing() throws IOException {
        refused(sample("2.0.0").needing("java.util.function.Supplier"), "sample waits for needed");
    }

    @Test
    void aClassThatIsMissingChangesNothing() throws IOException {
        refused(sample("2.0.0").with("Import-Package", "org.osgi.framework"),
                "its service ConfigListener can't be made: a class is missing or fails");
    }

    @Test
    void twoOfASingletonAreImpossible() throws IOException {
        refused(SampleJar.of(NAME + ";singleton:=true", "1.0.0", Listening.class, ConfigListener.class),
                SampleJar.of(NAME + ";singleton:=true", "2.0.0", Listening.class, ConfigListener.class),
                "Singleton conflict");
    }

    @Test
    void theSameJarUnderTwoNamesReplacesItselfAndUnderOneNameDoesNot() throws IOException {
        sample("1.0.0").write(house.deploy("second.jar"));
        house.look();
        assertEquals(List.of("+1.0.0", "+1.0.0", "-1.0.0"), house.services());
        sample("1.0.0").write(house.deploy("second.jar"));
        Files.setLastModifiedTime(house.deploy("second.jar"), FileTime.fromMillis(1_000));
        house.look();
        assertEquals(List.of("+1.0.0", "+1.0.0", "-1.0.0"), house.services(), "touched but unchanged");
        assertEquals(List.of("sample 1.0.0 ACTIVE"), house.states());
    }

    @Test
    void twoAtOnceAreBothTaken() throws IOException {
        sample("2.0.0").write(house.deploy("next.jar"));
        SampleJar.of("com.example.audit", "7.0.0", Listening.class, ConfigListener.class)
                .write(house.deploy("audit.jar"));
        house.look();
        assertEquals(List.of("com.example.audit 7.0.0 ACTIVE", "sample 2.0.0 ACTIVE"), house.states());
    }

    @Test
    void removedFromTheFolderItGoesOn() throws IOException {
        Files.delete(house.deploy("first.jar"));
        house.look();
        assertEquals(List.of("sample 1.0.0 ACTIVE"), house.states());
        assertEquals(List.of("+1.0.0"), house.services());
    }

    @Test
    void afterARestartTheJarThatWasDroppedLastIsInForceWhateverItsName() throws Exception {
        sample("3.0.0").write(house.deploy("a-third.jar"));
        Files.setLastModifiedTime(house.deploy("a-third.jar"),
                FileTime.fromMillis(System.currentTimeMillis() + 60_000));
        house.look();
        assertEquals(List.of("sample 3.0.0 ACTIVE"), house.states());
        house.close();
        house = new House(folder);
        assertEquals(List.of(), house.states(), "the framework's storage begins empty");
        house.look();
        assertEquals(List.of("sample 3.0.0 ACTIVE"), house.states());
    }

    @Test
    void startedAgainThisModuleLeavesTheBundlesAloneThatItInstalledBefore() {
        house.modules().end();
        house.open(Limits.USUAL);
        house.look();
        house.look();
        assertEquals(List.of("+1.0.0"), house.services());
    }

    @Test
    void theFolderIsLookedAtWithoutBeingAsked() throws Exception {
        var taken = new CountDownLatch(1);
        house.context().addServiceListener(event -> taken.countDown(),
                "(objectClass=" + ConfigListener.class.getName() + ")");
        sample("2.0.0").write(house.deploy("next.jar"));
        house.modules().begin();
        assertTrue(taken.await(House.PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    @Test
    void statsModulesNamesVersionStateTimeAndReason() throws IOException {
        ModuleInfo sample = house.only("sample");
        assertEquals(List.of("sample|1.0.0|ACTIVE|" + sample.since() + "|"), house.rows());
        assertEquals("stats.stats_modules", house.modules().schema() + "." + house.modules().table().name());
    }

    /** The first one goes on, its services never having gone; the reason is told. */
    private void refused(SampleJar jar, String why) throws IOException {
        refused(sample("1.0.0"), jar, why);
    }

    private void refused(SampleJar running, SampleJar jar, String why) throws IOException {
        running.write(house.deploy("first.jar"));
        house.look();
        int before = house.services().size();
        int bundles = house.context().getBundles().length;
        jar.write(house.deploy("next.jar"));
        house.look();
        assertEquals(bundles, house.context().getBundles().length);
        List<String> since = house.services().subList(before, house.services().size());
        assertTrue(since.stream().noneMatch("-1.0.0"::equals), since::toString);
        ModuleInfo now = house.only("sample");
        assertEquals("1.0.0", now.version());
        assertEquals(State.ACTIVE, now.state());
        assertTrue(now.reason().startsWith("next.jar is not taken: ") && now.reason().contains(why), now.reason());
        assertTrue(now.reason().endsWith("; version 1.0.0 goes on"), now.reason());
    }

    private static SampleJar sample(String version) {
        return SampleJar.of(NAME, version, Listening.class, ConfigListener.class);
    }
}
