package switchboard.cluster.serve;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import switchboard.api.admin.AdminStatements.Answer;
import switchboard.api.config.LoadedModules;
import switchboard.api.config.LoadedTable;
import switchboard.api.table.Rows;
import switchboard.cluster.pull.PullQueries;
import switchboard.cluster.pull.PullQuery;

/**
 * Answers the statements of a pull from what was loaded: the very rows that the checksums are computed from
 * (ProxySQL 2.7.1, cluster 4).
 */
public final class SnapshotRows {
    private static final String PREFIX = "PROXY_SELECT ";
    private static final String REPLICATION = "mysql_replication_hostgroups";
    private static final String SERVERS = "mysql_servers";
    private static final String USERS = "mysql_users";
    /** Not what was asked for: ProxySQL's answer has all four. */
    private static final List<String> REPLICATION_COLUMNS = List.of("writer_hostgroup", "reader_hostgroup",
            "check_type", "comment");
    private static final Set<String> AS_LOADED = Set.of("mysql_query_rules", "mysql_query_rules_fast_routing", USERS,
            SERVERS);
    private static final Map<String, String> MODULE_OF = Map.of("mysql_query_rules", "MYSQL QUERY RULES",
            "mysql_users", "MYSQL USERS", "mysql_servers", "MYSQL SERVERS", "mysql_servers_v2", "MYSQL SERVERS");

    private SnapshotRows() {
    }

    /** @return null if it is no statement of a pull */
    static Answer answer(String text, LoadedModules modules) {
        if (!startsWith(text, PREFIX)) {
            return null;
        }
        for (Map.Entry<String, String> each : MODULE_OF.entrySet()) {
            for (PullQuery query : PullQueries.of(each.getKey(), false, false)) {
                if (startsWith(text, query.sql())) {
                    boolean apart = query.table().equals(USERS) && !text.endsWith(PullQueries.UNDIVIDED);
                    return rows(query, each.getValue(), modules, apart);
                }
            }
        }
        return null;
    }

    private static boolean startsWith(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private static Answer rows(PullQuery query, String module, LoadedModules modules, boolean apart) {
        boolean running = query.table().equals(PullQuery.RUNNING_SERVERS);
        String name = running ? SERVERS : query.table();
        List<String> columns = name.equals(REPLICATION) ? REPLICATION_COLUMNS : columns(query.sql());
        LoadedTable table = modules == null
                ? null
                : modules.loaded(module).flatMap(loaded -> loaded.tables().stream()
                        .filter(each -> each.name().equals(name)).findFirst()).orElse(null);
        if (table == null) {
            return new Answer.Table(columns, List.of());
        }
        Rows source = running ? table.running().get() : AS_LOADED.contains(name) ? table.loaded() : table.taken();
        List<String[]> rows = select(source, columns, running);
        return new Answer.Table(columns, apart ? UserRows.apart(rows, columns) : rows);
    }

    private static List<String> columns(String sql) {
        String list = sql.substring(PREFIX.length(), sql.toUpperCase(Locale.ROOT).indexOf(" FROM "));
        return List.of(list.split(", "));
    }

    private static List<String[]> select(Rows source, List<String> columns, boolean running) {
        int active = source.columns().indexOf("active");
        boolean switchable = active >= 0 && !columns.contains("active");
        Selected selected = new Selected(source.columns(), columns,
                running ? SnapshotRows::runningStatus : SnapshotRows::loadedStatus);
        if (selected.status < 0 && (!switchable || areActive(source.values(), active))) {
            return selected.all(source.values());
        }
        List<String[]> rows = new ArrayList<>(source.size());
        for (String[] row : source.values()) {
            if (!switchable || "1".equals(row[active])) {
                String[] sent = selected.row(row);
                if (selected.status < 0 || !"OFFLINE_HARD".equals(sent[selected.status])) {
                    rows.add(sent);
                }
            }
        }
        return rows;
    }

    private static boolean areActive(List<String[]> rows, int active) {
        for (String[] row : rows) {
            if (!"1".equals(row[active])) {
                return false;
            }
        }
        return true;
    }

    /** The columns that are sent. */
    private static final class Selected {
        final int status;
        private final int[] from;
        private final UnaryOperator<String> shown;

        Selected(List<String> source, List<String> columns, UnaryOperator<String> shown) {
            this.from = columns.stream().mapToInt(source::indexOf).toArray();
            this.status = columns.indexOf("status");
            this.shown = shown;
        }

        String[] row(String[] row) {
            String[] sent = new String[from.length];
            for (int i = 0; i < from.length; i++) {
                sent[i] = from[i] < 0 ? null : row[from[i]];
            }
            if (status >= 0) {
                sent[status] = shown.apply(sent[status]);
            }
            return sent;
        }

        /** Each row as it is read: a million accounts that are sent for seconds need not be in memory twice. */
        List<String[]> all(List<String[]> rows) {
            return new AbstractList<>() {
                @Override
                public String[] get(int index) {
                    return row(rows.get(index));
                }

                @Override
                public int size() {
                    return rows.size();
                }
            };
        }
    }

    private static String runningStatus(String status) {
        return "SHUNNED_REPLICATION_LAG".equals(status) ? "ONLINE" : loadedStatus(status);
    }

    private static String loadedStatus(String status) {
        return "SHUNNED".equals(status) ? "ONLINE" : status;
    }
}
