package switchboard.aurora;

import java.util.ArrayList;
import java.util.List;
import switchboard.api.table.Row;
import switchboard.api.table.Rows;

/** What a server of the cluster is asked about all of them, and its answer. */
final class AuroraQuery {
    /** Of two that say they write, the one updated last does. Only servers heard of within three minutes are told. */
    static final String STATEMENT = """
            SELECT r.SERVER_ID AS SERVER_ID, IF(r.SESSION_ID = 'MASTER_SESSION_ID' AND r.LAST_UPDATE_TIMESTAMP < \
            (SELECT MAX(w.LAST_UPDATE_TIMESTAMP) FROM INFORMATION_SCHEMA.REPLICA_HOST_STATUS w \
            WHERE w.SESSION_ID = 'MASTER_SESSION_ID'), 'probably_former_MASTER_SESSION_ID', r.SESSION_ID) AS SESSION_ID, \
            r.LAST_UPDATE_TIMESTAMP AS LAST_UPDATE_TIMESTAMP, \
            r.REPLICA_LAG_IN_MILLISECONDS AS REPLICA_LAG_IN_MILLISECONDS, r.CPU AS CPU \
            FROM INFORMATION_SCHEMA.REPLICA_HOST_STATUS r \
            WHERE r.LAST_UPDATE_TIMESTAMP > NOW() - INTERVAL 180 SECOND \
            AND (r.REPLICA_LAG_IN_MILLISECONDS BETWEEN 0 AND 600000 OR r.SESSION_ID = 'MASTER_SESSION_ID') \
            ORDER BY r.SERVER_ID""";

    private AuroraQuery() {
    }

    /** Rows without an id are left out; other columns may be missing. */
    static List<Replica> replicas(Rows rows) {
        List<Replica> replicas = new ArrayList<>();
        if (rows.columns().stream().noneMatch("SERVER_ID"::equals)) {
            return replicas;
        }
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.row(i);
            String id = row.text("SERVER_ID", "");
            if (!id.isEmpty()) {
                replicas.add(new Replica(id, text(row, "SESSION_ID"), text(row, "LAST_UPDATE_TIMESTAMP"),
                        number(text(row, "REPLICA_LAG_IN_MILLISECONDS")), number(text(row, "CPU"))));
            }
        }
        return replicas;
    }

    private static String text(Row row, String column) {
        return row.columns().contains(column) ? row.text(column, "") : "";
    }

    private static double number(String text) {
        return text.matches("\\d{1,15}(\\.\\d{1,15})?") ? Double.parseDouble(text) : 0;
    }
}
