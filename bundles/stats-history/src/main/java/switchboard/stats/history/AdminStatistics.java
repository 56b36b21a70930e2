package switchboard.stats.history;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import switchboard.api.table.AdminDatabase;
import switchboard.api.table.AdminDatabase.Filled;
import switchboard.api.table.AdminDatabase.Role;

/** Reads the tables that administrators read. */
final class AdminStatistics implements Statistics {
    private static final String POOL = "hostgroup, srv_host, srv_port, status, ConnUsed, ConnFree, ConnOK, ConnERR, "
            + "MaxConnUsed, Queries, Queries_GTID_sync, Bytes_data_sent, Bytes_data_recv, Latency_us";
    private static final String DIGESTS = "hostgroup, schemaname, username, client_address, digest, digest_text, "
            + "count_star, first_seen, last_seen, sum_time, min_time, max_time, sum_rows_affected, sum_rows_sent";

    private final Supplier<AdminDatabase> database;

    /** @param database gives null while its module is stopped */
    AdminStatistics(Supplier<AdminDatabase> database) {
        this.database = database;
    }

    @Override
    public Map<String, String> global() throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        for (Object[] row : read("stats_mysql_global", "Variable_Name, Variable_Value")) {
            values.put(String.valueOf(row[0]), String.valueOf(row[1]));
        }
        return values;
    }

    @Override
    public List<Object[]> connectionPool() throws SQLException {
        return read("stats_mysql_connection_pool", POOL);
    }

    @Override
    public List<Object[]> takeDigests() throws SQLException {
        return read("stats_mysql_query_digest_reset", DIGESTS);
    }

    @SuppressWarnings("try") // the handle is held, not used
    private List<Object[]> read(String table, String columns) throws SQLException {
        AdminDatabase from = database.get();
        if (from == null || from.table("stats", table).isEmpty()) {
            return List.of();
        }
        String name = "stats." + table;
        try (Filled filled = from.fill(Set.of(name));
                Connection connection = from.connect(Role.STATS);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT " + columns + " FROM " + name)) {
            return rows(result);
        }
    }

    private static List<Object[]> rows(ResultSet result) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        int width = result.getMetaData().getColumnCount();
        while (result.next()) {
            Object[] row = new Object[width];
            for (int i = 0; i < width; i++) {
                row[i] = result.getObject(i + 1);
            }
            rows.add(row);
        }
        return rows;
    }
}
