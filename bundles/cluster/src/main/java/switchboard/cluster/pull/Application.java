package switchboard.cluster.pull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.checksum.Checksums;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.config.ConfigEngine;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Layer;
import switchboard.api.config.LoadedModule;
import switchboard.api.config.Origin;
import switchboard.api.table.Rows;
import switchboard.cluster.mesh.Puller.Order;

/** Verifies what was fetched and puts it in force. On a thread that may wait; one at a time for each module. */
public final class Application {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.cluster");
    /** What the cluster loads is loaded already somewhere else. */
    public static final Origin CLUSTER = new Origin("", "cluster");
    private static final String SERVERS = "mysql_servers";

    private final PullServices services;

    Application(PullServices services) {
        this.services = services;
    }

    /** The statements for an order. */
    List<PullQuery> queries(Order order) throws PullException {
        Checksums checksums = needed(services.checksums(), "checksum");
        List<PullQuery> known = PullQueries.of(order.name(), order.running() != null, checksums.countsInterfaces());
        if (known.isEmpty()) {
            return Modules.queries(module(order));
        }
        return order.ours() ? PullQueries.ofOurs(known) : known;
    }

    /** One statement for all of them, if the peer may know it. */
    Optional<String> question(Order order) throws PullException {
        return order.ours() && WholeModule.isFor(order.name())
                ? Optional.of(WholeModule.question(order.name(), order.running() != null,
                        needed(services.checksums(), "checksum").countsInterfaces()))
                : Optional.empty();
    }

    private LoadedModule module(Order order) throws PullException {
        return Modules.of(order.name(), services.modules())
                .orElseThrow(() -> new PullException("the module of " + order.name() + " does not run here"));
    }

    /** @throws PullException if nothing was applied */
    @SuppressWarnings("try") // the announcements are held, not used
    void apply(Order order, Fetched fetched) throws PullException {
        Checksums checksums = needed(services.checksums(), "checksum");
        ConfigEngine engine = needed(services.engine(), "config-store");
        LoadedModule module = module(order);
        String label = Labels.of(order.name());
        verify(checksums, order.expected(), rowsToVerify(order, fetched), label, order);
        if (order.running() != null) {
            verify(checksums, order.running(), Map.of(SERVERS, fetched.running()), "MySQL Servers", order);
        }
        if (!order.evenIfOlder() && checksums.find(order.name()).filter(own -> own.version() > 1
                && own.epochSeconds() > order.expected().epochSeconds()).isPresent()) {
            throw new PullException("this node has loaded something newer meanwhile");
        }
        LOG.info("Cluster: Loading to runtime {} from peer {}", label, order.source());
        try (Checksums.Announced expected = announce(checksums, order.expected());
                Checksums.Announced running = announce(checksums, order.running())) {
            load(engine, checksums, order, fetched, module);
            checksums.values(); // noted with the peer's epochs while they are announced
        } catch (ConfigRefusedException refused) {
            throw new PullException(refused.getMessage());
        }
        save(engine, order, module, label);
    }

    private static Map<String, Rows> rowsToVerify(Order order, Fetched fetched) {
        return order.name().equals(SERVERS) ? Map.of(SERVERS, fetched.running()) : fetched.tables();
    }

    private static void verify(Checksums checksums, ModuleChecksum expected, Map<String, Rows> rows, String label,
            Order order) throws PullException {
        String computed;
        try {
            computed = checksums.of(expected.name(), rows);
        } catch (RuntimeException nonsense) { // columns or values that no peer of ours would send
            throw new PullException("rows that make no sense: " + nonsense);
        }
        LOG.info("Cluster: Computed checksum for {} from peer {} : {}", label, order.source(), computed);
        if (!computed.equals(expected.checksum())) {
            throw new PullException(
                    "mismatching checksum. Expected: " + expected.checksum() + " , Computed: " + computed);
        }
    }

    private static Checksums.Announced announce(Checksums checksums, ModuleChecksum of) {
        return of == null ? () -> {
        } : checksums.announce(of.name(), of.checksum(), of.epochSeconds());
    }

    private static void load(ConfigEngine engine, Checksums checksums, Order order, Fetched fetched,
            LoadedModule module) throws ConfigRefusedException, PullException {
        if (order.name().equals(SERVERS)) {
            engine.run(module.name(), TableFit.of(Map.of(SERVERS, fetched.running()), module));
            return;
        }
        Map<String, Rows> tables = fetched.tables();
        if (order.name().endsWith("_variables")) {
            tables = Map.of("global_variables", NodeVariables.applicable(order.name(), checksums.countsInterfaces(),
                    tables.get("global_variables")));
        }
        Map<String, Rows> fitted = TableFit.of(tables, module);
        fetched.letGo();
        Map<String, Rows> running = order.running() == null
                ? Map.of()
                : TableFit.of(Map.of(SERVERS, fetched.running()), module);
        engine.load(module.name(), fitted, CLUSTER, "from " + order.source());
        if (order.running() != null && !isThere(checksums, order.running())) {
            engine.run(module.name(), running);
        }
    }

    private static boolean isThere(Checksums checksums, ModuleChecksum expected) {
        return checksums.find(expected.name()).map(ModuleChecksum::checksum).filter(expected.checksum()::equals)
                .isPresent();
    }

    /** It runs by now: a disk that is full is an error of its own. */
    private static void save(ConfigEngine engine, Order order, LoadedModule module, String label) {
        if (!order.saveToDisk()) {
            LOG.info("Cluster: NOT saving to disk {} from peer {}", label, order.source());
            return;
        }
        LOG.info("Cluster: Saving to disk {} from peer {}", label, order.source());
        try {
            if (order.name().equals(SERVERS)) {
                engine.copy(module.name(), Layer.RUNTIME, Layer.MEMORY, CLUSTER);
            }
            engine.copy(module.name(), Layer.MEMORY, Layer.DISK, CLUSTER);
        } catch (ConfigRefusedException refused) {
            LOG.error("Cluster: {} from peer {} runs, but is not saved: {}", label, order.source(),
                    refused.getMessage());
        }
    }

    static <T> T needed(T service, String bundle) throws PullException {
        if (service == null) {
            throw new PullException(
                    "the module " + bundle + " is stopped; start it with PROXYSQL MODULE START " + bundle);
        }
        return service;
    }
}
