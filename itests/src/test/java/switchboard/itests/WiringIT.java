package switchboard.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.ProbeBuilder;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.util.tracker.ServiceTracker;

/** All bundles of the distribution become active together in a framework of the test, and the services are there. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class WiringIT {
    @Inject
    private BundleContext context;

    @Configuration
    public Option[] configuration() throws IOException {
        Path data = Files.createTempDirectory("switchboard-wiring-");
        List<Integer> ports = Workspace.freePorts(2);
        Path config = Files.writeString(data.resolve("switchboard.cnf"),
                SwitchboardConfig.empty().text(ports.get(0), ports.get(1)));
        return options(told("home", Workspace.distribution().toString()), told("datadir", data.toString()),
                told("config", config.toString()), told("start", "normal"), told("admin.socket", ""),
                told("demo", "false"), told("version", "test"),
                frameworkProperty(Constants.FRAMEWORK_BSNVERSION).value(Constants.FRAMEWORK_BSNVERSION_MULTIPLE),
                systemPackages("org.slf4j;version=2.0.17", "org.slf4j.event;version=2.0.17",
                        "org.slf4j.helpers;version=2.0.17", "org.slf4j.spi;version=2.0.17"),
                distribution(), junitBundles());
    }

    @ProbeBuilder
    public TestProbeBuilder onlyWhatIsThere(TestProbeBuilder probe) {
        probe.setHeader(Constants.IMPORT_PACKAGE, "*;resolution:=optional");
        return probe;
    }

    @Test
    public void everyBundleIsActive() {
        List<String> wrong = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null
                        && bundle.getState() != Bundle.ACTIVE)
                .map(bundle -> bundle.getSymbolicName() + " is in state " + bundle.getState()).toList();
        assertEquals(List.of(), wrong);
    }

    @Test
    public void everyComponentIsSatisfied() throws InterruptedException {
        awaitService("listen.Listeners"); // comes last, when the variables are in force
        ServiceReference<ServiceComponentRuntime> reference = context
                .getServiceReference(ServiceComponentRuntime.class);
        ServiceComponentRuntime components = context.getService(reference);
        List<String> wrong = components.getComponentDescriptionDTOs().stream()
                .flatMap(each -> components.getComponentConfigurationDTOs(each).stream())
                .filter(each -> each.state != ComponentConfigurationDTO.ACTIVE
                        && each.state != ComponentConfigurationDTO.SATISFIED)
                .map(each -> each.description.name + " is in state " + each.state + " " + each.failure).toList();
        assertEquals(List.of(), wrong);
    }

    @Test
    public void eachContractHasItsService() throws InterruptedException {
        for (String contract : List.of("checksum.ChecksumLedger", "checksum.Checksums", "config.ConfigEngine",
                "config.ConfigFile", "config.ConfigModule", "config.LoadedModules",
                "listen.Listeners", "listen.ProtocolHandler", "modules.ModuleControl", "query.QueryDigester",
                "query.QueryObserver", "query.QueryRouter", "query.ResultCache", "server.ServerDirectory",
                "table.AdminDatabase",
                "table.VirtualTable", "transport.Transport", "user.UserDirectory", "variables.VariablesListener")) {
            awaitService(contract);
        }
    }

    private void awaitService(String contract) throws InterruptedException {
        ServiceTracker<Object, Object> tracker = new ServiceTracker<>(context, "switchboard.api." + contract, null);
        tracker.open(true);
        try {
            assertNotNull(contract, tracker.waitForService(30_000));
        } finally {
            tracker.close();
        }
    }

    private static Option told(String name, String value) {
        return frameworkProperty("switchboard." + name).value(value);
    }

    /** With the libraries that the product exports from its own class path: they are bundles too. */
    private static Option distribution() throws IOException {
        Path home = Workspace.distribution();
        try (var ours = Files.list(home.resolve("bundles")); var shared = Files.list(home.resolve("lib/shared"))) {
            return composite(Stream.concat(ours, shared).filter(jar -> jar.toString().endsWith(".jar"))
                    .filter(jar -> !jar.getFileName().toString().startsWith("slf4j-api"))
                    .filter(jar -> !jar.getFileName().toString().startsWith("org.apache.felix.gogo.shell"))
                    .map(jar -> jar.getFileName().toString().contains("-native-")
                            && !jar.getFileName().toString().contains("unix-common")
                                    ? bundle(jar.toUri().toString()).noStart() // a fragment
                                    : bundle(jar.toUri().toString()))
                    .toArray(Option[]::new));
        }
    }
}
