package switchboard.cluster.pull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import switchboard.api.table.Rows;
import switchboard.cluster.peer.PeerException;

/**
 * All tables of a module in one answer of a node of ours: a question for each of the eight tables of MYSQL SERVERS takes
 * longer than all else of a pull.
 *
 * <pre>
 * table_name | column 1 | column 2 | ...   of each table: first a row with its columns
 * table_name | value 1  | value 2  | ...
 * </pre>
 */
public final class WholeModule {
    /** {@code PROXYSQL CLUSTER_ROWS mysql_servers_v2 1 0}: the name, whether what runs too, whether a node's own addresses too. */
    public static final String COMMAND = "PROXYSQL CLUSTER_ROWS ";
    private static final Set<String> NAMES = Set.of("mysql_servers_v2", "mysql_variables", "admin_variables");
    private static final String TABLE = "table_name";

    private WholeModule() {
    }

    /** Whether a module is asked for in this way: not those that may have a million rows in one table. */
    public static boolean isFor(String name) {
        return NAMES.contains(name);
    }

    static String question(String name, boolean running, boolean interfaces) {
        return COMMAND + name + (running ? " 1" : " 0") + (interfaces ? " 1" : " 0");
    }

    /** As they are sent. */
    public static Rows together(Map<String, Rows> tables) {
        int width = tables.values().stream().mapToInt(rows -> rows.columns().size()).max().orElse(0);
        List<String> columns = new ArrayList<>(List.of(TABLE));
        IntStream.rangeClosed(1, width).forEach(i -> columns.add("value" + i));
        List<String[]> values = new ArrayList<>();
        tables.forEach((table, rows) -> {
            values.add(row(table, rows.columns().toArray(String[]::new), width));
            rows.values().forEach(row -> values.add(row(table, row, width)));
        });
        return new Rows(columns, values);
    }

    private static String[] row(String table, String[] values, int width) {
        String[] row = new String[width + 1];
        row[0] = table;
        System.arraycopy(values, 0, row, 1, values.length);
        return row;
    }

    /** @throws PeerException they make no sense */
    static Map<String, Rows> apart(Rows answer) throws PeerException {
        Map<String, Rows> tables = new LinkedHashMap<>();
        for (String[] row : answer.values()) {
            Rows rows = tables.get(row[0]);
            if (rows != null) {
                rows.values().add(Arrays.copyOfRange(row, 1, 1 + rows.columns().size()));
            } else if (row[0] != null) {
                tables.put(row[0], new Rows(Arrays.stream(row).skip(1).takeWhile(each -> each != null).toList(),
                        new ArrayList<>()));
            } else {
                throw new PeerException("rows of no table", true);
            }
        }
        return tables;
    }
}
