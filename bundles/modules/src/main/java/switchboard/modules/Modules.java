package switchboard.modules;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.config.ConfigEngine;
import switchboard.api.modules.ModuleControl;
import switchboard.api.modules.ModuleException;
import switchboard.api.modules.ModuleInfo;
import switchboard.api.service.Newest;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;

/**
 * The one place where modules come and go; one change at a time. It works on the {@link BundleContext}, that is its job.
 */
@Component(service = {ModuleControl.class, VirtualTable.class, VariablesListener.class}, immediate = true)
public final class Modules implements ModuleControl, VirtualTable, VariablesListener {
    private static final Logger LOG = LoggerFactory.getLogger(Modules.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(5);
    private static final TableDefinition TABLE = new TableDefinition("stats_modules", "CREATE TABLE stats_modules ("
            + "name VARCHAR NOT NULL , version VARCHAR NOT NULL , state VARCHAR NOT NULL , since VARCHAR NOT NULL , "
            + "reason VARCHAR NOT NULL)");

    private final Newest<ConfigEngine> engine = new Newest<>(null);
    private final BundleContext context;
    private final Journal journal = new Journal(InstantSource.system());
    private final Readiness readiness;
    private final Replacement replacement;
    private final Retirement retirement;
    private final DeployFolder deployFolder;

    @Activate
    public Modules(BundleContext context, @Reference ServiceComponentRuntime components) {
        this(context, components, Limits.USUAL);
    }

    Modules(BundleContext context, ServiceComponentRuntime components, Limits limits) {
        this.context = context;
        this.readiness = new Readiness(context, components, engine::get);
        this.retirement = new Retirement(context, readiness, journal, limits);
        this.replacement = new Replacement(context, readiness, journal, retirement, limits);
        String home = context.getProperty("switchboard.home");
        this.deployFolder = home == null
                ? null
                : new DeployFolder(Path.of(home, "deploy"), this::deploy, journal::removed);
    }

    /** Everything is bound: jars may come. */
    @Activate
    void begin() {
        if (deployFolder != null) {
            deployFolder.begin();
        }
    }

    @Deactivate
    void end() {
        if (deployFolder != null) {
            deployFolder.end();
        }
        retirement.end();
    }

    /** Looks at the folder now, on the caller's thread; for tests. */
    void look() {
        deployFolder.look();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindEngine(ConfigEngine found, Map<String, ?> properties) {
        engine.bind(found, properties);
    }

    void unbindEngine(ConfigEngine gone) {
        engine.unbind(gone);
    }

    @Override
    public void variablesChanged(VariableValues now) {
        retirement.drain(Duration.ofMillis(now.number("switchboard-drain_ms")));
    }

    @Override
    public List<ModuleInfo> list() {
        List<ModuleInfo> modules = new ArrayList<>();
        Map<String, Journal.Failure> failures = new HashMap<>(journal.failures());
        for (Bundle bundle : context.getBundles()) {
            if (isModule(bundle)) {
                Journal.Failure failure = failures.remove(Names.module(bundle.getSymbolicName()));
                modules.add(info(bundle, failure == null ? "" : failure.reason()));
            }
        }
        failures.forEach((name, failure) -> modules.add(new ModuleInfo(name, "", ModuleInfo.State.FAILED, failure.at(),
                failure.reason())));
        modules.sort(Comparator.comparing(ModuleInfo::name).thenComparing(ModuleInfo::since));
        return modules;
    }

    private static boolean isModule(Bundle bundle) {
        return Names.isOurs(bundle.getSymbolicName()) || bundle.getLocation().startsWith(Replacement.LOCATION);
    }

    private ModuleInfo info(Bundle bundle, String failure) {
        ModuleInfo.State state = state(bundle);
        String reason = failure;
        if (state == ModuleInfo.State.ACTIVE) {
            String missing = readiness.missing(bundle);
            reason = missing != null ? missing : failure;
        } else if (reason.isEmpty()) {
            reason = switch (state) {
                case STOPPED -> "stopped by an administrator";
                case DRAINING -> "replaced; its last clients or queries are under way";
                case STARTING -> "it is starting";
                default -> isFragment(bundle) ? "part of another bundle" : "not started; the log says why";
            };
        }
        return new ModuleInfo(Names.module(bundle.getSymbolicName()), bundle.getVersion().toString(), state,
                journal.since(bundle.getBundleId()), reason);
    }

    private static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
    }

    private ModuleInfo.State state(Bundle bundle) {
        ModuleInfo.State special = journal.special(bundle.getBundleId());
        if (special == ModuleInfo.State.DRAINING) {
            return special;
        }
        return switch (bundle.getState()) {
            case Bundle.ACTIVE -> ModuleInfo.State.ACTIVE;
            case Bundle.STARTING -> ModuleInfo.State.STARTING;
            default -> special == ModuleInfo.State.STOPPED ? special : ModuleInfo.State.INSTALLED;
        };
    }

    @Override
    public synchronized void start(String name) throws ModuleException {
        Bundle bundle = find(name);
        if (bundle.getState() == Bundle.ACTIVE) {
            throw new ModuleException(name + " is running already");
        }
        try {
            bundle.start();
        } catch (BundleException failed) {
            journal.failed(name, String.valueOf(failed.getMessage()), null);
            throw new ModuleException(name + " can't be started: " + failed.getMessage(), failed);
        }
        String missing = readiness.await(bundle, Set.of(), START_LIMIT);
        journal.entered(bundle.getBundleId(), ModuleInfo.State.ACTIVE);
        journal.succeeded(name);
        LOG.info("Module started module={} version={}{}", name, bundle.getVersion(),
                missing == null ? "" : ": " + missing);
        if (missing != null) {
            throw new ModuleException(name + " is started, but does not work yet: " + missing);
        }
    }

    @Override
    public synchronized void stop(String name) throws ModuleException {
        Bundle bundle = find(name);
        if (bundle.getState() != Bundle.ACTIVE) {
            throw new ModuleException(name + " is not running");
        }
        String stays = Replacement.staysBecause(bundle);
        if (stays != null) {
            throw new ModuleException(name + stays + "; it can't be stopped");
        }
        try {
            bundle.stop();
            retirement.hurry(name);
        } catch (BundleException failed) {
            throw new ModuleException(name + " can't be stopped: " + failed.getMessage(), failed);
        }
        journal.entered(bundle.getBundleId(), ModuleInfo.State.STOPPED);
        LOG.info("Module stopped module={} version={}: its feature is off until PROXYSQL MODULE START {}", name,
                bundle.getVersion(), name);
    }

    @Override
    public synchronized ModuleInfo replace(Path path) throws ModuleException {
        String name = String.valueOf(path.getFileName());
        try {
            BundleJar jar = BundleJar.read(path);
            name = jar.module();
            Bundle old = newest(Bundle::getSymbolicName, jar.symbolicName());
            Bundle now = replacement.run(jar, old);
            journal.succeeded(name);
            journal.succeeded(String.valueOf(path.getFileName()));
            LOG.info("Module {} module={} version={} jar={}", old == null ? "installed" : "replaced", name,
                    now.getVersion(), path.getFileName());
            return info(now, "");
        } catch (ModuleException failed) {
            journal.failed(name, failed.getMessage(), path);
            LOG.warn("Module not replaced module={}: {}", name, failed.getMessage());
            throw failed;
        }
    }

    /** The answer of a jar in the folder is the log and stats_modules. A file whose bundle runs already is left alone. */
    private synchronized void deploy(Path jar) {
        try {
            if (!isRunning(jar)) {
                replace(jar);
            }
        } catch (ModuleException told) {
            LOG.debug("Deployment refused jar={}", jar, told);
        }
    }

    /** A file that was only touched; or seen anew, because this bundle was started again. */
    private boolean isRunning(Path path) {
        try {
            BundleJar jar = BundleJar.read(path);
            Bundle running = newest(Bundle::getSymbolicName, jar.symbolicName());
            return running != null && running.getState() == Bundle.ACTIVE && Replacement.isOf(running, jar);
        } catch (ModuleException broken) { // its replacement says why
            return false;
        }
    }

    private Bundle find(String name) throws ModuleException {
        Bundle found = newest(bundle -> Names.module(bundle.getSymbolicName()), name);
        if (found == null) {
            throw new ModuleException("there is no module '" + name + "'; PROXYSQL MODULE LIST names them");
        }
        return found;
    }

    /** The one installed last that isn't on its way out; null if there is none. */
    private Bundle newest(Function<Bundle, String> naming, String name) {
        return Stream.of(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName() != null && naming.apply(bundle).equals(name))
                .filter(bundle -> journal.special(bundle.getBundleId()) != ModuleInfo.State.DRAINING)
                .max(Comparator.comparing((Bundle bundle) -> Names.isOurs(bundle.getSymbolicName()))
                        .thenComparing(Bundle::getBundleId))
                .orElse(null);
    }

    @Override
    public String schema() {
        return "stats";
    }

    @Override
    public TableDefinition table() {
        return TABLE;
    }

    @Override
    public void read(RowSink sink) {
        for (ModuleInfo module : list()) {
            sink.row(module.name(), module.version(), module.state().name(), module.since().toString(),
                    module.reason());
        }
    }
}
