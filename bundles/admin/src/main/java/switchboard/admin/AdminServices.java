package switchboard.admin;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import switchboard.admin.command.Services;
import switchboard.api.admin.AdminAction;
import switchboard.api.admin.AdminActionException;
import switchboard.api.admin.AdminStatements;
import switchboard.api.checksum.Checksums;
import switchboard.api.config.ConfigEngine;
import switchboard.api.config.ConfigExtension;
import switchboard.api.config.ConfigFile;
import switchboard.api.config.ConfigModule;
import switchboard.api.config.ConfigPart;
import switchboard.api.config.ConfigTable;
import switchboard.api.listen.Listeners;
import switchboard.api.listen.ProtocolHandler;
import switchboard.api.modules.ModuleControl;
import switchboard.api.query.RouteExplainer;
import switchboard.api.server.ServerDirectory;
import switchboard.api.service.Newest;
import switchboard.api.session.ClientSessions;
import switchboard.api.table.AdminDatabase;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;

/** The services that commands work on, as they come and go. */
@Component(service = {AdminServices.class, VariablesListener.class}, immediate = true) // binds once, for all sessions
public final class AdminServices implements Services, VariablesListener {
    /** What a node of a mixed cluster claims to be: all nodes have to say the same. */
    private static final String SHOWN_VERSION = "switchboard-cluster_version";

    private final Newest<AdminDatabase> database = new Newest<>(null);
    private final Newest<ConfigEngine> engine = new Newest<>(null);
    private final Newest<ModuleControl> modules = new Newest<>(null);
    private final Newest<Checksums> checksums = new Newest<>(null);
    private final Newest<Listeners> listeners = new Newest<>(null);
    private final Newest<ConfigFile> configFile = new Newest<>(null);
    private final Newest<ServerDirectory> servers = new Newest<>(ServerDirectory.OFF);
    private final Newest<RouteExplainer> routeExplainer = new Newest<>(null);
    private final Map<String, Newest<ConfigPart>> parts = new ConcurrentSkipListMap<>();
    private final List<ProtocolHandler> proxies = new CopyOnWriteArrayList<>();
    private final List<ClientSessions> sessions = new CopyOnWriteArrayList<>();
    private final List<AdminAction> actions = new CopyOnWriteArrayList<>();
    private final List<AdminStatements> statements = new CopyOnWriteArrayList<>();
    private final ServersVersion serversVersion;
    private final String version;
    private volatile VariableValues variables;

    @Activate
    public AdminServices(BundleContext context, @Reference ServersVersion serversVersion) {
        this.version = String.valueOf(context.getProperty("switchboard.version"));
        this.serversVersion = serversVersion;
    }

    @Override
    public void variablesChanged(VariableValues now) {
        variables = now;
    }

    @Override
    public AdminDatabase database() {
        return database.get();
    }

    @Override
    public ConfigEngine engine() {
        return engine.get();
    }

    @Override
    public ModuleControl modules() {
        return modules.get();
    }

    @Override
    public VariableValues variables() {
        return variables;
    }

    @Override
    public Checksums checksums() {
        return checksums.get();
    }

    @Override
    public Listeners listeners() {
        return listeners.get();
    }

    @Override
    public ConfigFile configFile() {
        return configFile.get();
    }

    @Override
    public List<ConfigPart> configParts() {
        return parts.values().stream().map(Newest::get).filter(part -> part != null).toList();
    }

    @Override
    public List<ProtocolHandler> proxies() {
        return proxies;
    }

    @Override
    public List<ClientSessions> sessions() {
        return sessions;
    }

    @Override
    public RouteExplainer routeExplainer() {
        return routeExplainer.get();
    }

    @Override
    public List<AdminAction> actions() {
        return actions;
    }

    @Override
    public List<AdminStatements> statements() {
        return statements;
    }

    @Override
    public long awaitServers(long wanted, Duration limit) throws InterruptedException {
        return serversVersion.await(() -> servers.get().servers().version(), wanted, limit);
    }

    @Override
    public void shutdown(boolean inOrder) {
        Thread.ofPlatform().name("switchboard-shutdown").start(() -> {
            if (inOrder) {
                System.exit(0); // the launcher's shutdown hook drains and stops
            }
            Runtime.getRuntime().halt(0);
        });
    }

    @Override
    public String version() {
        VariableValues now = variables;
        String shown = now == null ? "" : now.text(SHOWN_VERSION);
        return shown.isEmpty() ? version : shown;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindDatabase(AdminDatabase found, Map<String, ?> properties) {
        database.bind(found, properties);
    }

    void unbindDatabase(AdminDatabase gone) {
        database.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindEngine(ConfigEngine found, Map<String, ?> properties) {
        engine.bind(found, properties);
    }

    void unbindEngine(ConfigEngine gone) {
        engine.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindModules(ModuleControl found, Map<String, ?> properties) {
        modules.bind(found, properties);
    }

    void unbindModules(ModuleControl gone) {
        modules.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindChecksums(Checksums found, Map<String, ?> properties) {
        checksums.bind(found, properties);
    }

    void unbindChecksums(Checksums gone) {
        checksums.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListeners(Listeners found, Map<String, ?> properties) {
        listeners.bind(found, properties);
    }

    void unbindListeners(Listeners gone) {
        listeners.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindConfigFile(ConfigFile found, Map<String, ?> properties) {
        configFile.bind(found, properties);
    }

    void unbindConfigFile(ConfigFile gone) {
        configFile.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindServers(ServerDirectory found, Map<String, ?> properties) {
        servers.bind(found, properties);
    }

    void unbindServers(ServerDirectory gone) {
        servers.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindConfigModule(ConfigModule found, Map<String, ?> properties) {
        part(found).bind(found, properties);
    }

    void unbindConfigModule(ConfigModule gone) {
        part(gone).unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindExtension(ConfigExtension found, Map<String, ?> properties) {
        part(found).bind(found, properties);
    }

    void unbindExtension(ConfigExtension gone) {
        part(gone).unbind(gone);
    }

    /** Two instances of one part are known by their tables. */
    private Newest<ConfigPart> part(ConfigPart part) {
        StringBuilder tables = new StringBuilder();
        for (ConfigTable table : part.tables()) {
            tables.append(table.name()).append('/').append(table.rowPrefix()).append(' ');
        }
        return parts.computeIfAbsent(tables.toString(), name -> new Newest<>(null));
    }

    /** Not the handler of administration: it needs this component, and the circle would be reported as an error. */
    @Reference(target = "(protocol=mysql)", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindProxy(ProtocolHandler found) {
        proxies.add(found);
    }

    void unbindProxy(ProtocolHandler gone) {
        proxies.remove(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindSessions(ClientSessions found) {
        sessions.add(found);
    }

    void unbindSessions(ClientSessions gone) {
        sessions.remove(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindRouteExplainer(RouteExplainer found, Map<String, ?> properties) {
        routeExplainer.bind(found, properties);
    }

    void unbindRouteExplainer(RouteExplainer gone) {
        routeExplainer.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindAction(AdminAction found) {
        actions.add(found);
    }

    void unbindAction(AdminAction gone) {
        actions.remove(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindStatements(AdminStatements found) {
        statements.addFirst(found); // of two that live during a replacement the newer one is asked first
    }

    void unbindStatements(AdminStatements gone) {
        statements.remove(gone);
    }

    /** The launcher is no bundle and doesn't know our contracts. */
    @Reference(service = Runnable.class, target = "(switchboard.command=*)", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindLauncher(Runnable found, Map<String, ?> properties) {
        actions.add(new LauncherAction(String.valueOf(properties.get("switchboard.command")), found));
    }

    void unbindLauncher(Runnable gone) {
        actions.removeIf(action -> action instanceof LauncherAction launcher && launcher.work() == gone);
    }

    /** A command that the launcher brings. */
    private record LauncherAction(String command, Runnable work) implements AdminAction {
        @Override
        public Outcome run() throws AdminActionException {
            try {
                work.run();
                return new Outcome(0, "");
            } catch (UncheckedIOException failed) {
                throw new AdminActionException(failed.getMessage(), failed);
            }
        }
    }
}
