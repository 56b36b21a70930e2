package switchboard.cluster.pull;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.checksum.Checksums;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.config.ConfigEngine;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Layer;
import switchboard.api.config.LoadedModule;
import switchboard.api.table.Rows;

/** Puts in force what the primary has loaded, on a thread that may wait. */
public final class AgreedLoad {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.cluster");
    private static final String VARIABLES = "global_variables";

    private final PullServices services;
    private final Predicate<String> savesToDisk;

    /** @param savesToDisk by a name of runtime_checksums_values */
    public AgreedLoad(PullServices services, Predicate<String> savesToDisk) {
        this.services = services;
        this.savesToDisk = savesToDisk;
    }

    /** The name by which a module's checksum is known. */
    public static String checksumName(String module) {
        String name = module.toLowerCase(Locale.ROOT).replace(' ', '_');
        return name.equals("mysql_servers") ? "mysql_servers_v2" : name;
    }

    /**
     * Into memory and to runtime, and to disk if the module's variable says so; nothing if it runs already.
     *
     * @param name of {@link #checksumName}
     * @throws PullException nothing has changed
     */
    @SuppressWarnings("try") // the announcement is held, not used
    public void apply(String primary, String name, long epochSeconds, Map<String, Rows> tables)
            throws PullException {
        String label = Labels.of(name);
        Checksums checksums = Application.needed(services.checksums(), "checksum");
        ConfigEngine engine = Application.needed(services.engine(), "config-store");
        LoadedModule own = Modules.of(name, services.modules())
                .orElseThrow(() -> new PullException("the module of " + name + " does not run here"));
        String expected = checksums.of(name, tables);
        if (checksums.find(name).map(ModuleChecksum::checksum).filter(expected::equals).isPresent()) {
            return;
        }
        Map<String, Rows> applicable = new LinkedHashMap<>(tables);
        if (name.endsWith("_variables")) {
            applicable.computeIfPresent(VARIABLES,
                    (table, rows) -> NodeVariables.applicable(name, checksums.countsInterfaces(), rows));
        }
        LOG.info("Cluster: Loading to runtime {} from primary {}", label, primary);
        try (Checksums.Announced announced = checksums.announce(name, expected, epochSeconds)) {
            engine.load(own.name(), TableFit.of(applicable, own), Application.CLUSTER, "from " + primary);
            checksums.values(); // noted with the primary's epoch while it is announced
        } catch (ConfigRefusedException refused) {
            throw new PullException(refused.getMessage());
        }
        save(engine, own.name(), name, label);
    }

    private void save(ConfigEngine engine, String module, String name, String label) {
        if (!savesToDisk.test(name)) {
            return;
        }
        try {
            engine.copy(module, Layer.MEMORY, Layer.DISK, Application.CLUSTER);
        } catch (ConfigRefusedException refused) { // it runs by now
            LOG.error("Cluster: {} runs, but is not saved: {}", label, refused.getMessage());
        }
    }
}
