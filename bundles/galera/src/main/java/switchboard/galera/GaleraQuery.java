package switchboard.galera;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import switchboard.api.table.Rows;

/**
 * What a node is asked, and its answer. Names and values come as rows: a variable that a server does not have, such as
 * pxc_maint_mode with MariaDB, is a missing row and no error.
 */
final class GaleraQuery {
    private static final String NAMES = List.of("wsrep_local_state", "wsrep_local_recv_queue", "wsrep_cluster_status",
            "read_only", "wsrep_desync", "wsrep_reject_queries", "wsrep_sst_donor_rejects_queries", "pxc_maint_mode")
            .stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));

    private GaleraQuery() {
    }

    /** MariaDB and MySQL before 5.7 have the tables in information_schema, the others in performance_schema. */
    static String statement(String serverVersion) {
        boolean isOld = serverVersion.toLowerCase(Locale.ROOT).contains("mariadb")
                || serverVersion.startsWith("5.5.") || serverVersion.startsWith("5.6.");
        String schema = isOld ? "information_schema" : "performance_schema";
        return ("SELECT VARIABLE_NAME, VARIABLE_VALUE FROM %1$s.global_status WHERE VARIABLE_NAME IN (%2$s) UNION ALL "
                + "SELECT VARIABLE_NAME, VARIABLE_VALUE FROM %1$s.global_variables WHERE VARIABLE_NAME IN (%2$s)")
                .formatted(schema, NAMES);
    }

    /** What is missing counts as the worse, but for what only some servers have. */
    static GaleraAnswer answer(Rows rows) {
        Map<String, String> values = new HashMap<>();
        for (String[] row : rows.values()) {
            if (row.length == 2 && row[0] != null && row[1] != null) {
                values.put(row[0].toLowerCase(Locale.ROOT), row[1]);
            }
        }
        return new GaleraAnswer(values.getOrDefault("wsrep_cluster_status", "").equalsIgnoreCase("Primary"),
                isOn(values.getOrDefault("read_only", "ON")), number(values.get("wsrep_local_recv_queue")),
                (int) Math.min(number(values.get("wsrep_local_state")), Integer.MAX_VALUE),
                isOn(values.getOrDefault("wsrep_desync", "OFF")),
                !values.getOrDefault("wsrep_reject_queries", "NONE").equalsIgnoreCase("NONE"),
                isOn(values.getOrDefault("wsrep_sst_donor_rejects_queries", "OFF")),
                !values.getOrDefault("pxc_maint_mode", "DISABLED").equalsIgnoreCase("DISABLED"));
    }

    /** Everything but OFF and 0: newer servers have several kinds of read_only. */
    private static boolean isOn(String value) {
        return !value.equalsIgnoreCase("OFF") && !value.equals("0");
    }

    private static long number(String value) {
        return value != null && value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
    }
}
