package switchboard.cluster.mesh;

import java.util.ArrayList;
import java.util.List;
import switchboard.api.table.Row;
import switchboard.api.table.Rows;
import switchboard.cluster.decision.PeerAddress;

/** A row of proxysql_servers. */
public record PeerRow(PeerAddress address, long weight, String comment) {
    /** The rows of the table that runs. */
    public static List<PeerRow> of(Rows rows) {
        List<PeerRow> peers = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.row(i);
            peers.add(new PeerRow(new PeerAddress(row.text("hostname"), (int) row.number("port")),
                    row.number("weight", 0), row.text("comment", "")));
        }
        return peers;
    }
}
