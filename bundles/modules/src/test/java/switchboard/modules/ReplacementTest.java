package switchboard.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.Channel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import switchboard.api.config.ConfigEngine;
import switchboard.api.config.ConfigListener;
import switchboard.api.config.ConfigPart;
import switchboard.api.config.Layer;
import switchboard.api.listen.Listener;
import switchboard.api.listen.ProtocolHandler;
import switchboard.api.modules.ModuleException;
import switchboard.api.modules.ModuleInfo;
import switchboard.api.modules.ModuleInfo.State;
import switchboard.modules.sample.Configured;
import switchboard.modules.sample.Listening;

class ReplacementTest {
    private static final String NAME = "switchboard.sample";

    @TempDir
    private Path folder;
    private House house;

    @BeforeEach
    void build() throws Exception {
        house = new House(folder);
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0", "2.0.0", "0.9.0"})
    void theNewOneIsThereBeforeTheOldOneGoesWhateverItsVersion(String version) throws Exception {
        install("1.0.0");
        ModuleInfo now = house.modules().replace(sample(version).write(folder.resolve("next.jar")));
        assertEquals(List.of("+1.0.0", "+" + version, "-1.0.0"), house.services());
        assertEquals(List.of("sample " + version + " ACTIVE"), house.states());
        assertEquals(house.only("sample"), now);
    }

    @Test
    void theOldOneStaysUntilTheRowsOfTheNewOneArePublished() throws Exception {
        Engine engine = new Engine();
        house.open(new Limits(House.PATIENCE, Duration.ofMillis(1), Duration.ofMinutes(1), Duration.ofSeconds(1)));
        house.modules().bindEngine(engine, Map.of());
        engine.published.countDown();
        house.modules().replace(configured("1.0.0"));
        engine.published = new CountDownLatch(1);
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<ModuleInfo> replacing = thread.submit(() -> house.modules().replace(configured("2.0.0")));
            assertTrue(engine.asked.await(House.PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertEquals(List.of("+1.0.0", "+2.0.0"), house.services());
            assertEquals(List.of("sample 1.0.0 ACTIVE", "sample 2.0.0 ACTIVE"),
                    house.states().stream().sorted().toList());
            engine.published.countDown();
            assertEquals("2.0.0", replacing.get(House.PATIENCE.toSeconds(), TimeUnit.SECONDS).version());
        }
        assertEquals(List.of("+1.0.0", "+2.0.0", "-1.0.0"), house.services());
    }

    @Test
    void aNewOneThatDoesNotPublishInTimeIsTakenOutAgain() throws Exception {
        Engine engine = new Engine();
        install("1.0.0");
        house.modules().bindEngine(engine, Map.of());
        ModuleException late = assertThrows(ModuleException.class,
                () -> house.modules().replace(configured("2.0.0")));
        assertEquals("configured.jar is not taken: its configuration is not published; version 1.0.0 goes on",
                late.getMessage());
        assertEquals(List.of("+1.0.0", "+2.0.0", "-2.0.0"), house.services());
        assertEquals(late.getMessage(), house.only("sample").reason());
    }

    @Test
    void aNewOneThatProvidesLessThanTheOldOneIsNotTaken() throws Exception {
        house.modules().bindEngine(Engine.withAllPublished(), Map.of());
        install("1.0.0");
        ModuleException less = assertThrows(ModuleException.class,
                () -> house.modules().replace(configured("2.0.0")));
        assertEquals("configured.jar is not taken: it does not provide ConfigListener; version 1.0.0 goes on",
                less.getMessage());
        assertEquals(List.of("sample 1.0.0 ACTIVE"), house.states());
    }

    @Test
    void clientsOfAReplacedProtocolHandlerStayWithItUntilTheyLeave() throws Exception {
        Handler old = new Handler(2);
        house.context().addBundleListener(new Offering(old, new Handler(0)));
        install("1.0.0");
        house.modules().replace(sample("2.0.0").write(folder.resolve("next.jar")));
        assertEquals(List.of("sample 2.0.0 ACTIVE", "sample 1.0.0 DRAINING"), house.states());
        assertTrue(house.rows().getLast().endsWith("|replaced; its last clients or queries are under way"),
                () -> house.rows().toString());
        Bundle draining = house.bundle(NAME, "1.0.0");
        old.clients.set(1);
        assertEquals(Bundle.ACTIVE, draining.getState(), "one is still there");
        CountDownLatch gone = new CountDownLatch(1);
        house.context().addBundleListener(event -> {
            if (event.getBundle() == draining && event.getType() == BundleEvent.UNINSTALLED) {
                gone.countDown();
            }
        });
        old.clients.set(0);
        assertTrue(gone.await(House.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(1, old.drains.get());
        assertEquals(List.of("sample 2.0.0 ACTIVE"), house.states());
    }

    @Test
    void stoppedModuleTakesTheClientsOfTheReplacedOneWithIt() throws Exception {
        house.context().addBundleListener(new Offering(new Handler(2), new Handler(0)));
        install("1.0.0");
        house.modules().replace(sample("2.0.0").write(folder.resolve("next.jar")));
        house.modules().stop("sample");
        assertEquals(List.of("sample 2.0.0 STOPPED"), house.states());
    }

    @Test
    void aBundleOfAnotherNameIsInstalledBesideOurs() throws Exception {
        install("1.0.0");
        house.modules().replace(SampleJar.of("sample", "3.0.0", Listening.class, ConfigListener.class)
                .write(folder.resolve("foreign.jar")));
        assertEquals(List.of("sample 1.0.0 ACTIVE", "sample 3.0.0 ACTIVE"),
                house.states().stream().sorted().toList(), "a foreign bundle does not take the place of ours");
        house.modules().stop("sample");
        assertEquals(Bundle.ACTIVE, house.bundle("sample", "3.0.0").getState());
        assertEquals(Bundle.RESOLVED, house.bundle(NAME, "1.0.0").getState(), "the name means ours");
    }

    @ParameterizedTest
    @CsvSource({"Export-Package, switchboard.modules.sample, is a library that others are wired to",
            "Switchboard-Replace, at-start, is what the other modules stand on"})
    void whatOthersStandOnIsNeitherReplacedNorStopped(String header, String value, String why) throws Exception {
        house.modules().replace(sample("1.0.0").with(header, value).write(folder.resolve("first.jar")));
        Path next = sample("2.0.0").with(header, value).write(folder.resolve("next.jar"));
        assertEquals("sample " + why + "; put the jar into bundles/ in the place of the old one and restart",
                assertThrows(ModuleException.class, () -> house.modules().replace(next)).getMessage());
        assertEquals("sample " + why + "; it can't be stopped",
                assertThrows(ModuleException.class, () -> house.modules().stop("sample")).getMessage());
        assertEquals(List.of("+1.0.0"), house.services());
    }

    @Test
    void twentyStopsAndStartsLeaveNoThreadServiceOrBundle() throws Exception {
        install("1.0.0");
        int bundles = house.context().getBundles().length;
        for (int n = 0; n < 20; n++) {
            house.modules().stop("sample");
            assertEquals(State.STOPPED, house.only("sample").state());
            assertEquals("stopped by an administrator", house.only("sample").reason());
            house.modules().start("sample");
            assertEquals(State.ACTIVE, house.only("sample").state());
            assertEquals("", house.only("sample").reason());
        }
        assertEquals(21, house.services().stream().filter("+1.0.0"::equals).count());
        assertEquals(20, house.services().stream().filter("-1.0.0"::equals).count());
        assertEquals(bundles, house.context().getBundles().length);
    }

    @Test
    void twentyLivesOfThisModuleLeaveNoThread() throws Exception {
        house.context().addBundleListener(new Offering(new Handler(1), new Handler(1)));
        for (int n = 0; n < 20; n++) {
            house.modules().begin();
            house.modules().replace(sample("1.0." + n).write(folder.resolve("next.jar")));
            house.modules().end();
            house.open(new Limits(House.PATIENCE, Duration.ofMillis(1), Duration.ofHours(1), Duration.ofSeconds(10)));
        }
        assertEquals(List.of(), Thread.getAllStackTraces().keySet().stream().filter(Thread::isAlive)
                .map(Thread::getName).filter(name -> name.startsWith("switchboard-")).toList());
    }

    @Test
    void saysWhatIsWrongWithAName() throws Exception {
        install("1.0.0");
        assertEquals("there is no module 'galera'; PROXYSQL MODULE LIST names them",
                assertThrows(ModuleException.class, () -> house.modules().stop("galera")).getMessage());
        assertEquals("sample is running already",
                assertThrows(ModuleException.class, () -> house.modules().start("sample")).getMessage());
        house.modules().stop("sample");
        assertEquals("sample is not running",
                assertThrows(ModuleException.class, () -> house.modules().stop("sample")).getMessage());
    }

    private void install(String version) throws Exception {
        house.modules().replace(sample(version).write(folder.resolve("first.jar")));
    }

    private static SampleJar sample(String version) {
        return SampleJar.of(NAME, version, Listening.class, ConfigListener.class);
    }

    private Path configured(String version) throws Exception {
        return SampleJar.of(NAME, version, Configured.class, ConfigPart.class)
                .write(folder.resolve("configured.jar"));
    }

    /** Publishes when it is told to. */
    private static final class Engine implements ConfigEngine {
        private final CountDownLatch asked = new CountDownLatch(3); // once for the first bundle
        private volatile CountDownLatch published = new CountDownLatch(1);

        static Engine withAllPublished() {
            Engine engine = new Engine();
            engine.published.countDown();
            return engine;
        }

        @Override
        public List<String> modules() {
            return List.of();
        }

        @Override
        public Outcome load(String module, Selection selection) {
            throw new AssertionError("nothing is loaded");
        }

        @Override
        public Outcome copy(String module, Layer from, Layer to) {
            throw new AssertionError("nothing is copied");
        }

        @Override
        public boolean isPublished(ConfigPart part) {
            asked.countDown();
            return published.getCount() == 0;
        }
    }

    /** A protocol handler with as many clients as it is told. */
    private static final class Handler implements ProtocolHandler {
        private final AtomicInteger clients;
        private final AtomicInteger drains = new AtomicInteger();

        Handler(int clients) {
            this.clients = new AtomicInteger(clients);
        }

        @Override
        public String protocol() {
            return "sample";
        }

        @Override
        public void accept(Channel channel, Listener listener) {
            throw new AssertionError("nobody comes");
        }

        @Override
        public int clients() {
            return clients.get();
        }

        @Override
        public CompletionStage<Void> drain(Duration limit) {
            drains.incrementAndGet();
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Registers a handler for each sample that starts, as its activator would: the first, then always the second. */
    private static final class Offering implements SynchronousBundleListener {
        private final Handler second;
        private Handler next;

        Offering(Handler first, Handler second) {
            this.next = first;
            this.second = second;
        }

        @Override
        public void bundleChanged(BundleEvent event) {
            if (event.getType() == BundleEvent.STARTED && NAME.equals(event.getBundle().getSymbolicName())) {
                event.getBundle().getBundleContext().registerService(ProtocolHandler.class, next, null);
                next = second;
            }
        }
    }
}
