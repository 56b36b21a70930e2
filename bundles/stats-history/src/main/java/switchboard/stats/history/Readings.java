package switchboard.stats.history;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes samples of what is there now. Statistics are read once for all that needs them. For one moment. */
final class Readings {
    private static final String CACHE = "Query_Cache_";

    private final Statistics statistics;
    private final ProcessReadings process;
    private final List<Sample> samples = new ArrayList<>();
    private Map<String, String> global;

    Readings(Statistics statistics, ProcessReadings process) {
        this.statistics = statistics;
        this.process = process;
    }

    List<Sample> samples() {
        return samples;
    }

    void cpu(long timestamp) {
        samples.add(new Sample.Numbers(Series.CPU, timestamp, process.cpu()));
    }

    void memory(long timestamp) {
        samples.add(new Sample.Numbers(Series.MEMORY, timestamp, process.memory()));
    }

    void connections(long timestamp) throws SQLException {
        variables(Series.CONNECTIONS, timestamp, column -> column);
        variables(Series.POOL_CALLS, timestamp, column -> column);
        if (!global().isEmpty()) {
            samples.add(new Sample.Variables(timestamp, global()));
        }
    }

    void pool(long timestamp) throws SQLException {
        samples.add(new Sample.Rows(HistorySchema.POOL, true, timestamp, statistics.connectionPool()));
    }

    void queryCache(long timestamp) throws SQLException {
        variables(Series.QUERY_CACHE, timestamp, column -> CACHE + switch (column) {
            case "Entries_Purged" -> "Purged";
            case "Entries_In_Cache" -> "Entries";
            case "Memory_Bytes" -> "Memory_bytes";
            default -> column;
        });
    }

    private interface Naming {
        String variable(String column);
    }

    /** A series of which no variable exists, because its module is not there, gets no sample. */
    private void variables(Series series, long timestamp, Naming naming) throws SQLException {
        List<String> names = series.columns().stream().map(column -> naming.variable(column.name())).toList();
        if (names.stream().anyMatch(global()::containsKey)) {
            long[] values = names.stream().mapToLong(name -> number(global.get(name))).toArray();
            samples.add(new Sample.Numbers(series, timestamp, values));
        }
    }

    private static long number(String value) {
        return value == null ? 0 : Long.parseLong(value);
    }

    private Map<String, String> global() throws SQLException {
        if (global == null) {
            global = statistics.global();
        }
        return global;
    }
}
