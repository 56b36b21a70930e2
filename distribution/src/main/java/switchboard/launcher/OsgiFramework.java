package switchboard.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.util.tracker.ServiceTracker;

/** The OSGi framework with the bundles of the distribution. */
final class OsgiFramework {
    private static final String LISTENERS = "switchboard.api.listen.Listeners";
    private static final String CONFIG_FILE = "switchboard.api.config.ConfigFile";
    private static final String ENGINE = "switchboard.api.config.ConfigEngine";
    private static final String COMPONENTS = "org.osgi.service.component.runtime.ServiceComponentRuntime";
    private static final String CONFIG_MODULE = "switchboard.api.config.ConfigModule";
    private static final Duration CONFIGURATION_LIMIT = Duration.ofSeconds(60);
    private static final String DATABASE = "switchboard.mv.db";
    private static final long LEAST_BYTES_PER_SECOND = 4 << 20;
    private static final long LOOK_EVERY_NANOS = 5_000_000;
    private static final String HANDLER = "switchboard.api.listen.ProtocolHandler";
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final long STOP_LIMIT_MS = 20_000;

    private final Installation installation;
    private final Framework framework;
    private List<Bundle> installed = List.of();

    private OsgiFramework(Installation installation, Framework framework) {
        this.installation = installation;
        this.framework = framework;
    }

    static OsgiFramework create(Installation installation) throws StartException {
        Map<String, String> properties = new HashMap<>(installation.properties());
        properties.put(Constants.FRAMEWORK_STORAGE, installation.datadir().resolve("bundle-cache").toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SharedLibraries.packages(installation.home()));
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, String.valueOf(StartLevels.LIBRARIES));
        properties.put("felix.log.level", "1");
        properties.put("felix.resolver.parallelism", "1"); // threads of its own take longer than the work, at our size
        properties.put("ds.loglevel", "ERROR");
        properties.put("gosh.args", installation.console() ? "" : "--nointeractive --noshutdown");
        FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class).iterator().next();
        return new OsgiFramework(installation, factory.newFramework(properties));
    }

    void start(HeadStart headStart) throws StartException {
        try {
            framework.init();
            installed = install(framework.getBundleContext());
            headStart.awaitLogging(); // from here on others than the launcher write to the log
            framework.start();
            for (Bundle bundle : installed) {
                if (!isFragment(bundle)) {
                    bundle.start(Bundle.START_ACTIVATION_POLICY);
                }
            }
            checkConfig();
            try (HeldErrors errors = new HeldErrors()) {
                reach(StartLevels.CONFIGURATION, openingLimit());
                requireEngine();
                errors.show();
            }
            reach(StartLevels.HANDLERS, CONFIGURATION_LIMIT);
            awaitConfiguration();
            framework.adapt(FrameworkStartLevel.class).setStartLevel(StartLevels.LAST);
        } catch (BundleException | IOException failed) {
            throw new StartException("the bundles in " + installation.home().resolve("bundles") + " can't be started: "
                    + failed.getMessage(), failed);
        }
    }

    /** Brings a command to the admin port; it runs on a thread that may wait. */
    void command(String text, Runnable action) {
        Dictionary<String, String> properties = new Hashtable<>();
        properties.put("switchboard.command", text);
        framework.getBundleContext().registerService(Runnable.class, action, properties);
    }

    /** The database is read as a whole when it is opened: the limit is longer for a big one. */
    private Duration openingLimit() throws StartException {
        Path database = installation.datadir().resolve(DATABASE);
        try {
            long bytes = Files.exists(database) ? Files.size(database) : 0;
            return CONFIGURATION_LIMIT.plusSeconds(bytes / LEAST_BYTES_PER_SECOND);
        } catch (IOException unreadable) {
            throw new StartException(database + " can't be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private void reach(int level, Duration limit) throws StartException {
        CountDownLatch reached = new CountDownLatch(1);
        framework.adapt(FrameworkStartLevel.class).setStartLevel(level, event -> reached.countDown());
        try {
            if (!reached.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StartException("bundles are not started after " + limit.toSeconds() + " s");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while bundles started", interrupted);
        }
    }

    /** Without a database nothing can follow: the start ends here, with the reason that was given. */
    private void requireEngine() throws StartException {
        List<String> reasons = new ArrayList<>();
        services(COMPONENTS).forEach(components -> reasons.addAll(ComponentFailures.of(components)));
        if (!reasons.isEmpty()) {
            throw new StartException(String.join("; ", reasons));
        }
    }

    /**
     * Every module has its rows before a port is open: nobody logs in to half a configuration, or edits it. The limit
     * begins anew with each row that is read.
     */
    private void awaitConfiguration() throws StartException {
        long progress = 0;
        long deadline = System.nanoTime() + CONFIGURATION_LIMIT.toNanos();
        while (!isPublished()) {
            long now = progress();
            if (now != progress) {
                progress = now;
                deadline = System.nanoTime() + CONFIGURATION_LIMIT.toNanos();
            } else if (System.nanoTime() - deadline > 0) {
                throw new StartException("the configuration is not in force, and nothing has happened for "
                        + CONFIGURATION_LIMIT.toSeconds() + " s; see "
                        + installation.datadir().resolve("switchboard.log"));
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    private long progress() {
        return services(ENGINE).stream().mapToLong(engine -> (Long) ServiceCall.of(engine, "progress")).sum();
    }

    private boolean isPublished() {
        List<Object> engines = services(ENGINE);
        return !engines.isEmpty() && services(CONFIG_MODULE).stream()
                .allMatch(module -> (Boolean) ServiceCall.of(engines.get(0), "isPublished", module));
    }

    /** A config file with an error ends the start before anything reads it or opens a port. */
    private void checkConfig() throws StartException {
        for (Object reader : installation.readsConfig() ? services(CONFIG_FILE) : List.of()) {
            try {
                ServiceCall.of(reader, "read", installation.config());
            } catch (IllegalStateException failed) {
                Throwable refused = failed.getCause() == null ? failed : failed.getCause().getCause();
                throw new StartException(refused.getMessage(), failed);
            }
        }
    }

    private List<Bundle> install(BundleContext context) throws IOException, BundleException, StartException {
        Path folder = installation.home().resolve("bundles");
        List<Path> jars;
        try (Stream<Path> files = Files.list(folder)) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
        if (jars.isEmpty()) {
            throw new StartException(folder + " holds no bundles; is switchboard.home right?");
        }
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            String name = jar.getFileName().toString();
            if (name.startsWith("org.apache.felix.gogo.shell") && !installation.console()) {
                continue;
            }
            Bundle bundle = context.installBundle("reference:" + jar.toUri());
            bundle.adapt(BundleStartLevel.class).setStartLevel(StartLevels.of(name));
            bundles.add(bundle);
        }
        return bundles;
    }

    /** Waits for the ports. Returns what could not be opened, in words. */
    List<String> awaitListeners(Duration limit) throws StartException, InterruptedException {
        ServiceTracker<Object, Object> tracker = new ServiceTracker<>(framework.getBundleContext(), LISTENERS, null);
        tracker.open();
        Object listeners = tracker.waitForService(limit.toMillis());
        if (listeners == null) {
            throw new StartException("the ports are not open after " + limit.toSeconds() + " s; see "
                    + installation.datadir().resolve("switchboard.log"));
        }
        List<String> failures = new ArrayList<>(notStarted());
        ((List<?>) ServiceCall.of(listeners, "failures")).forEach(failure -> failures.add(failure.toString()));
        return failures;
    }

    /** Bundles of the start levels passed so far that don't run; those of deploy/ may be on their way and end no start. */
    private List<String> notStarted() {
        List<String> names = new ArrayList<>();
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            boolean due = installed.contains(bundle)
                    && bundle.adapt(BundleStartLevel.class).getStartLevel() < StartLevels.TRANSPORT;
            if (due && !isFragment(bundle) && bundle.getState() != Bundle.ACTIVE) {
                names.add("the bundle " + bundle.getSymbolicName() + " can't be started; see "
                        + installation.datadir().resolve("switchboard.log"));
            }
        }
        return names;
    }

    private static boolean isFragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    String describeListeners() {
        List<String> open = new ArrayList<>();
        for (Object listeners : services(LISTENERS)) {
            for (Object listener : (List<?>) ServiceCall.of(listeners, "open")) {
                open.add(ServiceCall.of(listener, "protocol") + " on " + listener);
            }
        }
        return String.join(", ", open);
    }

    /** Listeners first, then sessions, within a limit. */
    void drain() {
        services(LISTENERS).forEach(listeners -> ServiceCall.of(listeners, "closeAll"));
        List<Object> draining = services(HANDLER).stream().map(handler -> ServiceCall.of(handler, "drain", DRAIN))
                .toList();
        draining.forEach(stage -> ServiceCall.await(stage, DRAIN.plusSeconds(1)));
    }

    private List<Object> services(String name) {
        BundleContext context = framework.getBundleContext();
        List<Object> found = new ArrayList<>();
        try {
            ServiceReference<?>[] references = context == null ? null : context.getAllServiceReferences(name, null);
            for (ServiceReference<?> reference : references == null ? new ServiceReference<?>[0] : references) {
                Object service = context.getService(reference);
                if (service != null) {
                    found.add(service);
                }
            }
        } catch (org.osgi.framework.InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
        return found;
    }

    void waitForStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    void stop() {
        try {
            framework.stop();
            framework.waitForStop(STOP_LIMIT_MS);
        } catch (BundleException failed) {
            System.err.println("switchboard: the framework did not stop: " + failed.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
