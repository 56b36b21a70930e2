package switchboard.checksum;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.checksum.ChecksumLedger;
import switchboard.api.checksum.ChecksumLedger.Entry;
import switchboard.api.checksum.Checksums;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.config.ConfigFile;
import switchboard.api.config.ConfigListener;
import switchboard.api.config.LoadedModule;
import switchboard.api.config.LoadedModules;
import switchboard.api.server.ServersListener;
import switchboard.api.server.ServersSnapshot;
import switchboard.api.service.Newest;
import switchboard.api.table.Rows;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;
import switchboard.checksum.algorithm.ChecksumText;
import switchboard.checksum.algorithm.GlobalHash;
import switchboard.checksum.algorithm.RowsHash;

/** Computes and notes the checksums of what the modules were given. */
@Component(service = {Checksums.class, ConfigListener.class, ServersListener.class,
        VariablesListener.class}, immediate = true) // keeps the sums
public final class ChecksumService implements Checksums, ConfigListener, ServersListener, VariablesListener {
    private static final Logger LOG = LoggerFactory.getLogger(ChecksumService.class);

    private static final String NAMED = "switchboard-cluster_modules";

    private final InstantSource clock;
    private final InterfacesSetting setting;
    private final Newest<LoadedModules> modules = new Newest<>(null);
    private final Newest<ChecksumLedger> ledger = new Newest<>(null);
    private final AnnouncedEpochs announced = new AnnouncedEpochs();
    private final Sums sums = new Sums();
    private volatile long serversChangedAt;
    private volatile Set<String> named = Set.of();

    @Activate
    public ChecksumService(BundleContext context) {
        this(path(context.getProperty("switchboard.config")), InstantSource.system());
    }

    /** @param configFile null if there is none */
    ChecksumService(Path configFile, InstantSource clock) {
        this.clock = clock;
        this.setting = new InterfacesSetting(configFile);
        this.serversChangedAt = clock.instant().getEpochSecond();
    }

    private static Path path(String property) {
        return property == null || property.isEmpty() ? null : Path.of(property);
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void bindModules(LoadedModules found, Map<String, ?> properties) {
        modules.bind(found, properties);
    }

    void unbindModules(LoadedModules gone) {
        modules.unbind(gone);
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void bindLedger(ChecksumLedger found, Map<String, ?> properties) {
        ledger.bind(found, properties);
    }

    void unbindLedger(ChecksumLedger gone) {
        ledger.unbind(gone);
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void bindConfigFile(ConfigFile found, Map<String, ?> properties) {
        setting.bind(found, properties);
    }

    void unbindConfigFile(ConfigFile gone) {
        setting.unbind(gone);
    }

    @Override
    public void loaded(String module) {
        LoadedModules known = modules.get();
        if (known != null) {
            known.loaded(module).ifPresent(found -> Units.of(found, named)
                    .forEach(name -> note(name, found).ifPresent(value -> log(module, value))));
        }
    }

    /** ProxySQL's three forms. */
    private static void log(String module, ModuleChecksum value) {
        String tail = "name=%s version=%d".formatted(value.name(), value.version());
        switch (value.name()) {
            case "mysql_servers" -> LOG.info("Checksum for table mysql_servers is {} {}", value.checksum(), tail);
            case "mysql_servers_v2" -> LOG.info("New computed global checksum for 'mysql_servers_v2' is '{}' {}",
                    value.checksum(), tail);
            default -> LOG.info("Computed checksum for 'LOAD {} TO RUNTIME' was '{}', with epoch '{}' {}", module,
                    value.checksum(), value.epochSeconds(), tail);
        }
    }

    @Override
    public void variablesChanged(VariableValues now) {
        named = Set.copyOf(List.of(now.text(NAMED).strip().split("[,; ]+")));
    }

    /** May be an event loop: nothing is computed here. */
    @Override
    public void serversChanged(ServersSnapshot now) {
        serversChangedAt = clock.instant().getEpochSecond();
    }

    @Override
    public List<ModuleChecksum> values() {
        LoadedModules known = modules.get();
        if (known == null) {
            return List.of();
        }
        List<ModuleChecksum> values = new ArrayList<>();
        for (String module : known.modules()) {
            known.loaded(module).ifPresent(found -> Units.of(found, named)
                    .forEach(name -> note(name, found).ifPresent(values::add)));
        }
        sums.retain(values.stream().map(ModuleChecksum::name).toList());
        values.sort(Comparator.comparing(ModuleChecksum::name));
        return values;
    }

    @Override
    public Optional<ModuleChecksum> find(String name) {
        return values().stream().filter(value -> value.name().equals(name)).findFirst();
    }

    @Override
    public long globalChecksum() {
        return GlobalHash.of(values());
    }

    @Override
    public String of(String name, Map<String, Rows> rows) {
        return ChecksumText.padded(setting.algorithms().of(name).hash(rows));
    }

    @Override
    public boolean countsInterfaces() {
        return setting.algorithms().countInterfaces();
    }

    @Override
    public String ofTable(Iterable<String[]> rows) {
        RowsHash hash = new RowsHash();
        rows.forEach(hash::add);
        return ChecksumText.plain(hash.end());
    }

    @Override
    public Announced announce(String name, String checksum, long epochSeconds) {
        return announced.open(name, checksum, epochSeconds);
    }

    /** The value as it is now, noted in the ledger; what was noted last while a LOAD is under way. */
    private Optional<ModuleChecksum> note(String name, LoadedModule module) {
        ChecksumLedger noted = ledger.get();
        if (noted == null) {
            return Optional.empty();
        }
        long changedAt = Units.isLive(name)
                ? Math.max(serversChangedAt, module.loadedAtEpochSeconds())
                : module.loadedAtEpochSeconds();
        String checksum = sums.of(name, module, setting.algorithms().of(name));
        while (true) {
            Entry before = noted.find(name).orElse(null);
            boolean isOld = before != null && before.loads() > module.loads();
            if (isOld || !module.settled().getAsBoolean()) {
                return Optional.ofNullable(before).map(Entry::value);
            }
            Entry next = new VersionPlan(name, module, checksum, announced.find(name, checksum), changedAt)
                    .after(before);
            if (next.equals(before) || noted.replace(name, before, next)) {
                return Optional.of(next.value());
            }
        }
    }
}
