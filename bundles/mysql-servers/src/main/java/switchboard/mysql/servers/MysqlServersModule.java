package switchboard.mysql.servers;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import switchboard.api.config.ConfigModule;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.Rejection;
import switchboard.api.server.HostgroupRules;
import switchboard.api.server.Server;
import switchboard.api.server.ServerDirectory;
import switchboard.api.server.ServersListener;
import switchboard.api.server.ServersSnapshot;
import switchboard.api.service.Newest;
import switchboard.api.table.Rows;
import switchboard.api.table.VirtualTable;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;

/**
 * Runs the rows of "MYSQL SERVERS". It registers its directory by the {@link BundleContext} when it first publishes: DS
 * would register it empty, and being the newest it would leave every query without a server.
 */
@Component(service = {ConfigModule.class, VariablesListener.class}, immediate = true) // keeps the live states
public final class MysqlServersModule implements ConfigModule, VariablesListener {
    private final long bundleId;
    private final Offer offer;
    private final LiveServers live;
    private final Announcements announcements;
    private final Map<ServerDirectory, Long> others = new ConcurrentHashMap<>();
    private volatile Configured configured;

    @Activate
    public MysqlServersModule(BundleContext context) {
        this(context.getBundle().getBundleId(), directory -> {
            ServiceRegistration<ServerDirectory> registered = context.registerService(ServerDirectory.class, directory,
                    null);
            ServiceRegistration<VirtualTable> table = context.registerService(VirtualTable.class,
                    new EventsTable(directory::events), null);
            return () -> {
                table.unregister();
                registered.unregister();
            };
        }, InstantSource.system());
    }

    /**
     * @param bundleId of two instances the one of the higher number is in force
     * @param register registers the directory and returns what takes it back
     */
    MysqlServersModule(long bundleId, Function<ServerDirectory, Runnable> register, InstantSource clock) {
        this.bundleId = bundleId;
        this.live = new LiveServers(clock, this::announce);
        this.announcements = new Announcements(live::servers);
        this.offer = new Offer(() -> register.apply(live));
        Map<String, Rows> empty = new HashMap<>();
        ServersTables.ALL.forEach(table -> empty.put(table.name(), new Rows(List.of(), List.of())));
        this.configured = new Configured(Map.of(), empty);
    }

    @Deactivate
    void stop() {
        offer.withdraw();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListener(ServersListener listener) {
        announcements.add(listener);
    }

    void unbindListener(ServersListener listener) {
        announcements.remove(listener);
    }

    /** Finds other instances of this bundle; its own directory is among them. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindDirectory(ServerDirectory found, Map<String, ?> properties) {
        others.put(found, properties.get(Newest.BUNDLE_ID) instanceof Long id ? id : -1L);
    }

    void unbindDirectory(ServerDirectory gone) {
        others.remove(gone);
    }

    @Override
    public void variablesChanged(VariableValues now) {
        live.policy(ShunPolicy.of(now));
    }

    @Override
    public String name() {
        return "MYSQL SERVERS";
    }

    @Override
    public List<ConfigTable> tables() {
        return ServersTables.ALL;
    }

    @Override
    public Prepared prepare(Map<String, Rows> rows) throws ConfigRefusedException {
        List<Server> servers = ServerRows.read(rows.get(ServersTables.SERVERS.name()));
        var hostgroups = ReplicationHostgroups.of(rows.get(ServersTables.REPLICATION_HOSTGROUPS.name()));
        var attributes = HostgroupAttributes.read(rows.get(ServersTables.HOSTGROUP_ATTRIBUTES.name()));
        TlsParameters tls = TlsParameters.of(rows.get(ServersTables.SSL_PARAMS.name()));
        Map<Integer, HostgroupRules> rules = attributes.hostgroups().stream()
                .collect(Collectors.toMap(row -> (int) row.hostgroup(), HostgroupAttributes::rules));
        List<Rejection> rejections = new ArrayList<>(hostgroups.rejections());
        rejections.addAll(attributes.rejections());
        Map<String, Rows> tables = new HashMap<>(rows);
        tables.put(ServersTables.REPLICATION_HOSTGROUPS.name(), hostgroups.rows());
        return new Prepared() {
            @Override
            public List<Rejection> rejections() {
                return rejections;
            }

            @Override
            public void publish() {
                ServerDirectory other = inForceElsewhere();
                live.takeOver(other.events());
                LoadPlan plan = new LoadPlan(servers, configured.wanted(), other.servers(), other.loaded());
                live.tls(tls);
                live.rules(rules); // before the servers: who hears of these asks for both
                live.load(plan, attributes.hostgroups());
                configured = new Configured(plan.wanted(), tables);
                offer.make();
                announce();
            }
        };
    }

    @Override
    public Map<String, Rows> running() {
        Map<String, Rows> rows = new HashMap<>(configured.tables());
        rows.put(ServersTables.SERVERS.name(), ServerRows.of(live.servers()));
        return rows;
    }

    /** For a first LOAD: the older instance whose states go on. */
    private ServerDirectory inForceElsewhere() {
        if (live.servers() != ServersSnapshot.NONE) {
            return ServerDirectory.OFF;
        }
        return others.entrySet().stream().filter(other -> other.getKey() != live).max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey).orElse(ServerDirectory.OFF);
    }

    private void announce() {
        boolean replaced = others.values().stream().anyMatch(id -> id > bundleId);
        if (!replaced) {
            announcements.announce();
        }
    }
}
