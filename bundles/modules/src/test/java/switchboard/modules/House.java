package switchboard.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.felix.scr.info.ScrInfo;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import switchboard.api.modules.ModuleInfo;

/** A real framework with the component runtime, a folder {@code deploy}, and the modules under test. */
final class House implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SHARED = "org.osgi.service.component;version=1.5.1,"
            + "org.osgi.service.component.runtime;version=1.5,org.osgi.service.component.runtime.dto;version=1.5,"
            + "org.osgi.util.promise;version=1.3,org.osgi.util.function;version=1.2,switchboard.api.config;version=1.0,"
            + "switchboard.api.table;version=1.0,switchboard.api.listen;version=1.0";

    private final Framework framework;
    private final Path deploy;
    private final ServiceComponentRuntime components;
    private final List<String> services = new CopyOnWriteArrayList<>();
    private Modules modules;

    House(Path folder) throws IOException, BundleException {
        deploy = Files.createDirectories(folder.resolve("deploy"));
        framework = ServiceLoader.load(FrameworkFactory.class).iterator().next()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, folder.resolve("cache").toString(),
                        Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                        Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE,
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED, "switchboard.home", folder.toString(),
                        "felix.log.level", "1", "ds.loglevel", "4"));
        framework.start();
        context().installBundle(ScrInfo.class.getProtectionDomain().getCodeSource().getLocation().toString()).start();
        components = context().getService(context().getServiceReference(ServiceComponentRuntime.class));
        context().addServiceListener(this::note);
        open(new Limits(Duration.ofMillis(1_500), Duration.ofMillis(1), Duration.ofMinutes(5), Duration.ofSeconds(1)));
    }

    /** New modules, as after a restart of the process, or of their bundle. */
    Modules open(Limits limits) {
        modules = new Modules(context(), components, limits);
        return modules;
    }

    private void note(ServiceEvent event) {
        Bundle bundle = event.getServiceReference().getBundle();
        if (Names.isOurs(bundle.getSymbolicName())) {
            services.add((event.getType() == ServiceEvent.REGISTERED ? "+" : "-") + bundle.getVersion());
        }
    }

    /** Services that came and went, by the version of their bundle: {@code +1.0.0}, {@code -1.0.0}. */
    List<String> services() {
        return services;
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Modules modules() {
        return modules;
    }

    Path deploy(String name) {
        return deploy.resolve(name);
    }

    /** Two looks: what lay still is taken. */
    void look() {
        modules.look();
        modules.look();
    }

    /** Name, version and state of each module. */
    List<String> states() {
        return modules.list().stream().map(module -> (module.name() + " " + module.version() + " " + module.state())
                .replace("  ", " ")).toList();
    }

    ModuleInfo only(String name) {
        List<ModuleInfo> found = modules.list().stream().filter(module -> module.name().equals(name)).toList();
        if (found.size() != 1) {
            throw new AssertionError(name + " is there " + found.size() + " times: " + found);
        }
        return found.getFirst();
    }

    Bundle bundle(String symbolicName, String version) {
        return Stream.of(context().getBundles()).filter(bundle -> symbolicName.equals(bundle.getSymbolicName())
                && version.equals(bundle.getVersion().toString())).findFirst().orElseThrow();
    }

    /** Rows of stats_modules, columns with a blank between them. */
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        modules.read(values -> rows.add(String.join("|", Stream.of(values).map(String::valueOf).toList())));
        return rows;
    }

    @Override
    public void close() throws BundleException {
        modules.end();
        framework.stop();
        try {
            framework.waitForStop(PATIENCE.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
