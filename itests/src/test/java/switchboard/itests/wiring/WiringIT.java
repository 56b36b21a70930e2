package switchboard.itests.wiring;

import static org.junit.Assert.assertEquals;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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

/** All bundles of the distribution become active together, and the services are there. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class WiringIT {
    @Inject
    private BundleContext context;

    @Configuration
    public Option[] configuration() throws IOException {
        return options(systemProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"),
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

    private static Option distribution() throws IOException {
        Path folder = Path.of(System.getProperty("switchboard.bundles"));
        try (var jars = Files.list(folder)) {
            return composite(jars.map(jar -> bundle(jar.toUri().toString())).toArray(Option[]::new));
        }
    }
}
