package switchboard.cluster.mesh;

import java.util.HashMap;
import java.util.Map;
import switchboard.api.table.Rows;

/**
 * What a peer's stats_mysql_global says of its work.
 *
 * @param atNanos when it was asked, by the timer
 */
public record PeerStatus(long tookMicros, long atNanos, long uptimeSeconds, long queries, long clientsConnected,
        long clientsCreated, long serversTableVersion) {
    static final PeerStatus UNKNOWN = new PeerStatus(0, 0, 0, 0, 0, 0, 0);

    /** @param rows name and value; whatever else comes counts as 0 */
    static PeerStatus of(Rows rows, long tookMicros, long atNanos) {
        Map<String, String> values = new HashMap<>();
        if (rows.columns().size() == 2) {
            rows.values().forEach(row -> values.put(row[0], row[1]));
        }
        return new PeerStatus(tookMicros, atNanos, number(values.get("ProxySQL_Uptime")),
                number(values.get("Questions")), number(values.get("Client_Connections_connected")),
                number(values.get("Client_Connections_created")), number(values.get("Servers_table_version")));
    }

    private static long number(String text) {
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException none) {
            return 0;
        }
    }
}
