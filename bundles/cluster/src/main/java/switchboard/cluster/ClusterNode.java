package switchboard.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import switchboard.api.admin.AdminStatements;
import switchboard.api.checksum.Checksums;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.config.ClusterSync;
import switchboard.api.config.ConfigListener;
import switchboard.api.config.LoadGate;
import switchboard.api.config.LoadedModule;
import switchboard.api.config.LoadedModules;
import switchboard.api.service.Newest;
import switchboard.api.stats.LabelledCounters;
import switchboard.api.table.VirtualTable;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;
import switchboard.cluster.mesh.ClusterSettings;
import switchboard.cluster.mesh.Mesh;
import switchboard.cluster.mesh.MeshListener;
import switchboard.cluster.mesh.MeshView;
import switchboard.cluster.mesh.NamedPrimary;
import switchboard.cluster.mesh.PeerRow;
import switchboard.cluster.mesh.Puller;
import switchboard.cluster.primary.News;
import switchboard.cluster.primary.PrimaryGate;
import switchboard.cluster.primary.PrimaryMode;
import switchboard.cluster.primary.PrimarySettings;
import switchboard.cluster.primary.ShowPrimary;
import switchboard.cluster.pull.AgreedLoad;
import switchboard.cluster.pull.RemotePull;
import switchboard.cluster.serve.ClientLinks;
import switchboard.cluster.serve.ClusterStatements;
import switchboard.cluster.serve.FreshRows;
import switchboard.cluster.table.ClusterTables;
import switchboard.cluster.table.SyncCounters;
import switchboard.cluster.wire.NettyPeers;

/**
 * This node of the cluster. It registers its statements and tables itself, when everything is there to answer them by;
 * of two instances that live during a replacement the one of the newest bundle watches the peers.
 */
@Component(service = {VariablesListener.class, ConfigListener.class}, immediate = true) // keeps the watch
public final class ClusterNode implements VariablesListener, ConfigListener {
    private static final String PEERS = "PROXYSQL SERVERS";
    /** Marks the statements of this bundle, so that instances find each other. */
    private static final String MARK = "switchboard.cluster.node";

    private final ClusterServices services;
    private final String version;
    private final String uuid;
    private final ClusterThread thread = new ClusterThread();
    private final ExecutorService loads = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().name("switchboard-cluster-pull").daemon().factory());
    private final OwnChecksums own;
    private final NettyPeers transport;
    private final SyncCounters counters = new SyncCounters();
    private final ClientLinks links = new ClientLinks();
    private final ClusterStatements statements;
    private final News news;
    private final PrimaryMode primary;
    private final Newest<AdminStatements> instances = new Newest<>(null);
    private final List<ServiceRegistration<?>> registered = new ArrayList<>();
    private final Runnable settling = () -> thread.execute(this::settle);
    private volatile String name = "";
    private Boolean monitored; // one call of variablesChanged at a time
    private volatile ClusterSettings settings; // written on the cluster's thread
    private PrimarySettings mode; // on the cluster's thread, as is mesh
    private Mesh mesh;

    @Activate
    public ClusterNode(BundleContext context, @Reference ClusterServices services) {
        this.services = services;
        this.version = String.valueOf(context.getProperty("switchboard.version"));
        this.uuid = NodeUuid.of(Path.of(context.getProperty("switchboard.datadir")), UUID::randomUUID);
        this.own = new OwnChecksums(services::checksums, thread);
        this.transport = new NettyPeers(services::transport, thread::executeOrRefuse);
        this.primary = new PrimaryMode(services::elections, new AgreedLoad(services, this::savesToDisk),
                this::tellPeers);
        this.news = new News(this::globalChecksum, primary::primary);
        this.statements = new ClusterStatements(links, services::modules, this::view, () -> name,
                () -> thread.epochMillis() / 1000, news, () -> ShowPrimary.of(primary),
                new FreshRows(services::modules, this::ownChecksums, this::countsInterfaces));
    }

    @Activate
    void open(BundleContext context) {
        services.whenSomethingComes(settling);
        Dictionary<String, Object> marked = new Hashtable<>(Map.of(MARK, Boolean.TRUE));
        registered.add(context.registerService(AdminStatements.class, statements, marked));
        ClusterTables.of(this::view, links)
                .forEach(table -> registered.add(context.registerService(VirtualTable.class, table, null)));
        registered.add(context.registerService(LabelledCounters.class, counters, null));
        registered.add(context.registerService(VirtualTable.class, new SettingsTable(uuid), null));
        registered.add(context.registerService(LoadGate.class,
                new PrimaryGate(primary, this::isSynchronised, () -> thread.epochMillis() / 1000), null));
    }

    @Deactivate
    void stop() {
        for (int i = registered.size() - 1; i >= 0; i--) {
            registered.get(i).unregister();
        }
        registered.clear();
        services.forget(settling);
        news.stop();
        primary.stop();
        thread.stop(this::leave);
        loads.shutdown();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, target = "(" + MARK
            + "=true)")
    void bindInstance(AdminStatements found, Map<String, ?> properties) {
        instances.bind(found, properties);
        settling.run();
    }

    void unbindInstance(AdminStatements gone) {
        instances.unbind(gone);
        settling.run();
    }

    @Override
    public void variablesChanged(VariableValues now) {
        String shown = now.text("switchboard-cluster_version");
        if (monitored == null) { // what counts is how this node was started
            monitored = now.flag("mysql-monitor_enabled");
        }
        ClusterSettings next = ClusterSettings.of(now, shown.isEmpty() ? version : shown, uuid, monitored);
        name = next.peers().clusterName();
        PrimarySettings nextMode = PrimarySettings.of(now);
        thread.execute(() -> {
            settings = next;
            mode = nextMode;
            settle();
        });
    }

    @Override
    public void loaded(String module) {
        thread.execute(() -> {
            own.forget();
            if (module.equals(PEERS)) {
                settle();
            }
        });
        if (primary.follows()) {
            news.happenedAside();
        } else {
            news.happened();
        }
    }

    private void tellPeers() {
        news.happened();
    }

    private long globalChecksum() {
        Checksums checksums = services.checksums();
        return checksums == null ? 0 : checksums.globalChecksum();
    }

    private List<ModuleChecksum> ownChecksums() {
        Checksums checksums = services.checksums();
        return checksums == null ? List.of() : checksums.values();
    }

    private boolean countsInterfaces() {
        Checksums checksums = services.checksums();
        return checksums != null && checksums.countsInterfaces();
    }

    private boolean savesToDisk(String name) {
        ClusterSettings now = settings;
        return now != null && now.of(name).saveToDisk();
    }

    private boolean isSynchronised(String module) {
        ClusterSettings now = settings;
        LoadedModules modules = services.modules();
        String name = AgreedLoad.checksumName(module);
        return now != null && modules != null && now.of(name).rule().diffs() > 0
                && modules.loaded(module).map(LoadedModule::sync).filter(sync -> sync == ClusterSync.ON
                        || sync == ClusterSync.IF_NAMED && now.named().contains(name)).isPresent();
    }

    /** Watches the peers there are now, if it is for this instance to do so. */
    private void settle() {
        if (settings == null || instances.get() != statements || services.transport() == null) {
            leave();
            return;
        }
        if (mesh == null) {
            mesh = new Mesh(settings, own, transport, thread, new RemotePull(transport,
                    () -> settings.peers().credentials(), services, thread, loads), primary, new Events());
        }
        List<PeerRow> peers = peers();
        mesh.settings(settings);
        if (mode.on()) { // which of the peers are watched is known when it is known who this node is
            primary.settle(mode, peers, watched -> thread.execute(() -> watch(watched)));
        } else {
            primary.settle(mode, peers);
            mesh.peers(peers);
        }
    }

    private void watch(List<PeerRow> watched) {
        if (mesh != null) {
            mesh.peers(watched);
        }
    }

    /** What the mesh tells goes to who needs it. */
    private final class Events implements MeshListener {
        @Override
        public void heard(NamedPrimary named) {
            primary.heard(named);
        }

        @Override
        public void pulled(Puller.Order order, boolean success) {
            counters.pulled(order, success);
        }

        @Override
        public void conflict(String module, Conflict why) {
            counters.conflicted(module, why);
        }
    }

    private void leave() {
        if (mode != null) {
            primary.settle(mode.off(), List.of());
        }
        if (mesh != null) {
            mesh.stop();
            mesh = null;
        }
    }

    private List<PeerRow> peers() {
        LoadedModules modules = services.modules();
        return modules == null
                ? List.of()
                : modules.loaded(PEERS).map(ClusterNode::rows).orElse(List.of());
    }

    private static List<PeerRow> rows(LoadedModule module) {
        return PeerRow.of(module.tables().getFirst().running().get());
    }

    private MeshView view() {
        return thread.ask(() -> mesh == null ? MeshView.NONE : mesh.view(), MeshView.NONE);
    }
}
