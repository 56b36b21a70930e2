package switchboard.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.stats.LabelledCounters;
import switchboard.api.table.AdminDatabase;
import switchboard.api.table.AdminDatabase.Filled;
import switchboard.api.table.AdminDatabase.Role;
import switchboard.api.variables.VariableValues;

/** Reads the tables that administrators read, and the variables in force. */
final class TableReadings implements Readings {
    private static final Logger LOG = LoggerFactory.getLogger(TableReadings.class);
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private final Supplier<AdminDatabase> database;
    private final Supplier<VariableValues> variables;
    private final CounterSources counters;
    private final String version;

    /** @param database gives null while its module is stopped, as {@code variables} before they are known */
    TableReadings(Supplier<AdminDatabase> database, Supplier<VariableValues> variables, CounterSources counters,
            String version) {
        this.counters = counters;
        this.database = database;
        this.variables = variables;
        this.version = version;
    }

    @Override
    public Map<String, String> global() throws SQLException {
        return byName("stats_mysql_global");
    }

    @Override
    public Map<String, String> memory() throws SQLException {
        return byName("stats_memory_metrics");
    }

    private Map<String, String> byName(String table) throws SQLException {
        Map<String, String> values = new HashMap<>();
        for (Map<String, String> row : read(table)) {
            values.put(row.get("Variable_Name"), row.get("Variable_Value"));
        }
        return values;
    }

    @Override
    public String variable(String name) {
        VariableValues now = variables.get();
        return now == null ? null : now.text(name);
    }

    @Override
    public List<Map<String, String>> connectionPool() throws SQLException {
        return read("stats_mysql_connection_pool");
    }

    @Override
    public List<Map<String, String>> errors() throws SQLException {
        return read("stats_mysql_errors");
    }

    @Override
    public List<Map<String, String>> peers(Peers of) throws SQLException {
        return read("stats_proxysql_servers_" + of.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public List<LabelledCounters.Counter> counters() {
        return counters.all();
    }

    @Override
    public long openFiles() {
        try (Stream<Path> files = Files.list(OPEN_FILES)) {
            return files.count();
        } catch (IOException notLinux) {
            LOG.debug("Number of open files not known", notLinux);
            return -1;
        }
    }

    @Override
    public String version() {
        return version;
    }

    @SuppressWarnings("try") // the handle is held, not used
    private List<Map<String, String>> read(String table) throws SQLException {
        AdminDatabase from = database.get();
        if (from == null || from.table("stats", table).isEmpty()) {
            return List.of();
        }
        String name = "stats." + table;
        try (Filled filled = from.fill(Set.of(name));
                Connection connection = from.connect(Role.STATS);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM " + name)) {
            return rows(result);
        }
    }

    private static List<Map<String, String>> rows(ResultSet result) throws SQLException {
        List<Map<String, String>> rows = new ArrayList<>();
        int width = result.getMetaData().getColumnCount();
        while (result.next()) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 1; i <= width; i++) {
                row.put(result.getMetaData().getColumnLabel(i), result.getString(i));
            }
            rows.add(row);
        }
        return rows;
    }
}
