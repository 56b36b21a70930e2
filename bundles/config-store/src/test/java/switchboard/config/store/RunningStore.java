package switchboard.config.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import switchboard.api.config.ConfigEngine.Outcome;
import switchboard.api.config.ConfigFile;
import switchboard.api.config.ConfigHistory;
import switchboard.api.config.ConfigModule;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Layer;
import switchboard.api.service.Newest;
import switchboard.api.table.AdminDatabase.Filled;
import switchboard.api.table.AdminDatabase.Role;

/** A store on real databases, and what an administrator and a framework do with it. */
final class RunningStore implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    final ConfigStore store;
    final ConfigHistory history;
    private long serviceId;

    RunningStore(Path folder) throws Exception {
        this(new StoreSettings(folder, StartMode.NORMAL, null, null, Duration.ofSeconds(5), Duration.ofMillis(500)),
                null);
    }

    RunningStore(StoreSettings settings, ConfigFile configFile) throws Exception {
        store = new ConfigStore(settings, id -> "switchboard.bundle-" + id);
        history = store.history().orElseThrow();
        if (configFile != null) {
            store.bindConfigFile(configFile, Map.of());
        }
    }

    /** Registers a module as a bundle would, and waits for its first rows. */
    <M extends ConfigModule> M start(M module, long bundleId) {
        bind(module, bundleId);
        await("first load of " + module.name(), () -> store.isPublished(module));
        return module;
    }

    <M extends ConfigModule> M start(M module) {
        return start(module, 1);
    }

    void bind(ConfigModule module, long bundleId) {
        store.bindModule(module, Map.of(Newest.BUNDLE_ID, bundleId, Newest.SERVICE_ID, ++serviceId));
    }

    void stop(ConfigModule module) {
        store.unbindModule(module);
    }

    Outcome copy(String module, Layer from, Layer to) throws ConfigRefusedException {
        return store.copy(module, from, to);
    }

    void save(String module) throws ConfigRefusedException {
        copy(module, Layer.MEMORY, Layer.DISK);
    }

    void load(String module) throws ConfigRefusedException {
        copy(module, Layer.MEMORY, Layer.RUNTIME);
    }

    /** Executes what an administrator types. */
    int type(String sql) throws SQLException {
        try (Connection connection = store.connect(Role.ADMIN); Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    /** The rows of a query, values joined by {@code |}; the tables that it names are filled first. */
    List<String> ask(String sql, String... tables) throws SQLException {
        Filled held = store.fill(Set.of(tables));
        try (Connection connection = store.connect(Role.ADMIN)) {
            return rows(connection, sql);
        } finally {
            held.close();
        }
    }

    static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", values));
            }
            return rows;
        }
    }

    List<String> servers(String schema) throws SQLException {
        return ask("SELECT hostgroup_id, hostname, port FROM " + schema + ".mysql_servers ORDER BY 1, 2, 3",
                schema + ".mysql_servers");
    }

    static void await(String what, BooleanSupplier condition) {
        Awaitility.await(what).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).atMost(DEADLINE)
                .until(condition::getAsBoolean);
    }

    @Override
    public void close() {
        try {
            store.stop();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
