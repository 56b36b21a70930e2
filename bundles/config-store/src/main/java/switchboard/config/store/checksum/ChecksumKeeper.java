package switchboard.config.store.checksum;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.checksum.ChecksumLedger;
import switchboard.api.checksum.Checksums;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.config.ConfigListener;
import switchboard.api.config.LoadedModules;
import switchboard.api.service.Newest;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;

/** Keeps the ledger, shows {@code runtime_checksums_values}, and warns of a LOAD whose checksum nobody computes. */
@Component(service = {ChecksumLedger.class, VirtualTable.class, ConfigListener.class}, immediate = true) // the ledger
public final class ChecksumKeeper implements ChecksumLedger, VirtualTable, ConfigListener {
    private static final Logger LOG = LoggerFactory.getLogger(ChecksumKeeper.class);
    private static final TableDefinition TABLE = new TableDefinition("runtime_checksums_values", """
            CREATE TABLE runtime_checksums_values (
                name VARCHAR NOT NULL,
                version INT NOT NULL,
                epoch INT NOT NULL,
                checksum VARCHAR NOT NULL,
                PRIMARY KEY (name))""");

    private final Ledger ledger = new Ledger();
    private final Newest<Checksums> checksums = new Newest<>(null);
    private final Newest<LoadedModules> modules = new Newest<>(null);

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindChecksums(Checksums found, Map<String, ?> properties) {
        checksums.bind(found, properties);
    }

    void unbindChecksums(Checksums gone) {
        checksums.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindModules(LoadedModules found, Map<String, ?> properties) {
        modules.bind(found, properties);
    }

    void unbindModules(LoadedModules gone) {
        modules.unbind(gone);
    }

    @Override
    public Optional<Entry> find(String name) {
        return ledger.find(name);
    }

    @Override
    public boolean replace(String name, Entry expected, Entry next) {
        return ledger.replace(name, expected, next);
    }

    @Override
    public String schema() {
        return "main";
    }

    @Override
    public TableDefinition table() {
        return TABLE;
    }

    @Override
    public void read(RowSink sink) {
        for (ModuleChecksum each : values()) {
            sink.row(each.name(), each.version(), each.epochSeconds(), each.checksum());
        }
    }

    private List<ModuleChecksum> values() {
        Checksums computing = checksums.get();
        if (computing != null) {
            return computing.values();
        }
        LoadedModules known = modules.get();
        return known == null ? List.of() : ledger.withoutChecksums(known::loaded);
    }

    @Override
    public void loaded(String module) {
        if (checksums.get() == null) {
            LOG.warn("{} is loaded without a checksum: the module checksum is not running, so other nodes of a cluster "
                    + "do not see this change. Start it with PROXYSQL MODULE START checksum", module);
        }
    }
}
