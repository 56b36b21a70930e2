package switchboard.config.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.admin.AdminAction;
import switchboard.api.checksum.Checksums;
import switchboard.api.config.ConfigEngine;
import switchboard.api.config.ConfigExtension;
import switchboard.api.config.ConfigFile;
import switchboard.api.config.ConfigHistory;
import switchboard.api.config.ConfigListener;
import switchboard.api.config.ConfigModule;
import switchboard.api.config.ConfigPart;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Layer;
import switchboard.api.config.LoadGate;
import switchboard.api.config.LoadedModule;
import switchboard.api.config.LoadedModules;
import switchboard.api.stats.HistoryDatabase;
import switchboard.api.stats.HistoryTables;
import switchboard.api.config.Origin;
import switchboard.api.table.AdminDatabase;
import switchboard.api.table.RowFilter;
import switchboard.api.table.Rows;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;
import switchboard.config.store.database.DiskTables;
import switchboard.config.store.database.FileDatabase;
import switchboard.config.store.database.FileErrors;
import switchboard.config.store.database.FileKey;
import switchboard.config.store.database.HistoryFile;
import switchboard.config.store.database.MemoryDatabase;
import switchboard.config.store.engine.ConfigFileAccess;
import switchboard.config.store.engine.StoreEngine;
import switchboard.config.store.history.HistorySettings;
import switchboard.config.store.history.LoadHistory;
import switchboard.config.store.typed.TypedDatabase;

/** Opens the databases and connects engine and tables to the services that come and go. */
@Component(service = {ConfigEngine.class, LoadedModules.class, AdminDatabase.class,
        HistoryDatabase.class}, immediate = true) // main lives as long as it does
public final class ConfigStore implements ConfigEngine, LoadedModules, AdminDatabase, HistoryDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigStore.class);
    private static final int STOP_SECONDS = 10;

    private final MemoryDatabase memory;
    private final FileDatabase file;
    private final ExecutorService worker;
    private final ConfigFileAccess configFile;
    private final LoadHistory kept;
    private ServiceRegistration<VariablesListener> variables; // null outside of a framework
    private ServiceRegistration<AdminAction> flush; // null outside of a framework
    private final StoreEngine engine;
    private final HistoryFile history;
    private final TypedDatabase tables;

    /**
     * Opens the databases by the framework's properties. Variables are heard of by a service of its own: as one of this
     * component it would need itself, by way of the modules that need the variables.
     */
    @Activate
    public ConfigStore(BundleContext context) throws IOException, SQLException {
        this(StoreSettings.of(context.getProperty("switchboard.datadir"), context.getProperty("switchboard.start"),
                context.getProperty("switchboard.config"), context.getProperty("switchboard.keyfile")),
                id -> symbolicName(context.getBundle(id)));
        variables = context.registerService(VariablesListener.class, this::variablesChanged, null);
        flush = context.registerService(AdminAction.class, new FlushConfigDb(file), null);
    }

    private static String symbolicName(Bundle bundle) {
        return bundle == null ? null : bundle.getSymbolicName();
    }

    /**
     * Opens both databases; when that fails, the log says why and nothing is left open.
     *
     * @param bundleName the symbolic name of a bundle by its id, null if it is gone
     */
    public ConfigStore(StoreSettings settings, LongFunction<String> bundleName) throws IOException, SQLException {
        long begin = System.nanoTime();
        file = open(settings);
        memory = new MemoryDatabase(ConfigStore::secret);
        DiskTables disk = new DiskTables(file);
        worker = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
                task -> new Thread(task, "switchboard-config"), new ThreadPoolExecutor.DiscardPolicy()); // after stop
        configFile = new ConfigFileAccess(settings.configFile(), settings.patience());
        kept = new LoadHistory(file);
        engine = new StoreEngine(memory, file, disk, configFile, kept, settings.start() == StartMode.RELOAD,
                settings.patience(), settings.idle(), worker, InstantSource.system());
        history = new HistoryFile(file, worker);
        tables = new TypedDatabase(memory, file, disk, history, engine.slots(), engine.pending(), bundleName);
        LOG.info("Databases opened file={} took_ms={}", file.file(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindConfigFile(ConfigFile found, Map<String, ?> properties) {
        configFile.bind(found, properties);
    }

    void unbindConfigFile(ConfigFile gone) {
        configFile.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListener(ConfigListener found) {
        engine.bindListener(found);
    }

    void unbindListener(ConfigListener gone) {
        engine.unbindListener(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindGate(LoadGate found, Map<String, ?> properties) {
        engine.bindGate(found, properties);
    }

    void unbindGate(LoadGate gone) {
        engine.unbindGate(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindChecksums(Checksums found, Map<String, ?> properties) {
        engine.bindChecksums(found, properties);
    }

    void unbindChecksums(Checksums gone) {
        engine.unbindChecksums(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindModule(ConfigModule found, Map<String, ?> properties) {
        engine.bind(found.name(), found, false, properties);
    }

    void unbindModule(ConfigModule gone) {
        engine.unbind(gone.name(), gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindExtension(ConfigExtension found, Map<String, ?> properties) {
        engine.bind(found.module(), found, true, properties);
    }

    void unbindExtension(ConfigExtension gone) {
        engine.unbind(gone.module(), gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindTable(VirtualTable found, Map<String, ?> properties) {
        tables.bind(found, properties);
    }

    void unbindTable(VirtualTable gone) {
        tables.unbind(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindHistory(HistoryTables found, Map<String, ?> properties) {
        history.bind(found, properties);
    }

    void unbindHistory(HistoryTables gone) {
        history.unbind(gone);
    }

    /** Ends what is under way, then compacts and closes the file. */
    @Deactivate
    public void stop() throws InterruptedException {
        if (variables != null) {
            variables.unregister();
            flush.unregister();
        }
        worker.shutdown(); // never shutdownNow: an interrupted thread closes H2's file under everybody
        if (!worker.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("Databases closed while a task was under way waited_s={}", STOP_SECONDS);
        }
        kept.stop();
        memory.close();
        file.close();
    }

    @Override
    public List<String> modules() {
        return engine.modules();
    }

    @Override
    public Optional<LoadedModule> loaded(String module) {
        return engine.loaded(module);
    }

    @Override
    public Outcome load(String module, Map<String, Rows> rows, Origin origin, String remark)
            throws ConfigRefusedException {
        return engine.load(module, rows, origin, remark);
    }

    @Override
    public Outcome run(String module, Map<String, Rows> rows) throws ConfigRefusedException {
        return engine.run(module, rows);
    }

    @Override
    public Outcome copy(String module, Layer from, Layer to) throws ConfigRefusedException {
        return engine.copy(module, from, to);
    }

    @Override
    public Outcome copy(String module, Layer from, Layer to, Origin origin) throws ConfigRefusedException {
        return engine.copy(module, from, to, origin);
    }

    @Override
    public Optional<ConfigHistory> history() {
        return engine.history();
    }

    private void variablesChanged(VariableValues now) {
        engine.needGate(now.text("switchboard-cluster_mode").equals("primary"));
        kept.settings(new HistorySettings((int) now.number("switchboard-config_history_versions"),
                now.number("switchboard-config_history_max_bytes"), HistorySettings.DEFAULT.patience()));
    }

    @Override
    public Outcome load(String module, Selection selection) throws ConfigRefusedException {
        return engine.load(module, selection);
    }

    @Override
    public long progress() {
        return engine.progress();
    }

    @Override
    public boolean isPublished(ConfigPart part) {
        return engine.isPublished(part);
    }

    @Override
    public Connection connect(Role role) throws SQLException {
        return tables.connect(role);
    }

    @Override
    public List<String> schemas(Role role) {
        return tables.schemas(role);
    }

    @Override
    public List<String> tables(String schema) {
        return tables.tables(schema);
    }

    @Override
    public Optional<TableDefinition> table(String schema, String name) {
        return tables.table(schema, name);
    }

    @Override
    public Optional<String> stoppedModule(String name) {
        return tables.stoppedModule(name);
    }

    @Override
    public Filled fill(Set<String> names) throws SQLException {
        return tables.fill(names);
    }

    @Override
    public Filled fill(Set<String> names, Connection reader) throws SQLException {
        return tables.fill(names, reader);
    }

    @Override
    public Filled fill(Set<String> names, Connection reader, RowFilter filter) throws SQLException {
        return tables.fill(names, reader, filter);
    }

    @Override
    public boolean isInForce(HistoryTables asked) {
        return history.isInForce(asked);
    }

    @Override
    public <T> T write(String task, long bytes, Work<T> work) throws ConfigRefusedException {
        return history.write(task, bytes, work);
    }

    private static FileDatabase open(StoreSettings settings) throws NotOpenedException {
        Path path = FileDatabase.fileIn(settings.dataFolder());
        FileKey key = FileKey.NONE;
        try {
            key = settings.keyFile() == null ? key : FileKey.read(settings.keyFile());
            if (settings.start() == StartMode.INITIAL && Files.exists(path)) {
                Path aside = path.resolveSibling(path.getFileName() + ".bak"); // as ProxySQL renames proxysql.db
                Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
                LOG.info("Disk database put aside file={} as={}", path, aside);
            }
            return new FileDatabase(settings.dataFolder(), key);
        } catch (IOException | SQLException e) {
            String reason = FileErrors.explainOpening(path, key, e);
            LOG.error("Disk database not opened: {}", reason);
            throw new NotOpenedException(reason);
        }
    }

    private static String secret() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
