package switchboard.query.digest.statistics;

import java.util.List;
import java.util.function.Supplier;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;

/** {@code stats_mysql_query_digest}, or the table of the same columns that takes the counters away. */
final class DigestTable implements VirtualTable {
    private static final int DIGEST = 4;
    private static final String COLUMNS = """
            (
                hostgroup INT,
                schemaname VARCHAR NOT NULL,
                username VARCHAR NOT NULL,
                client_address VARCHAR NOT NULL,
                digest VARCHAR NOT NULL,
                digest_text VARCHAR NOT NULL,
                count_star INTEGER NOT NULL,
                first_seen INTEGER NOT NULL,
                last_seen INTEGER NOT NULL,
                sum_time INTEGER NOT NULL,
                min_time INTEGER NOT NULL,
                max_time INTEGER NOT NULL,
                sum_rows_affected INTEGER NOT NULL,
                sum_rows_sent INTEGER NOT NULL,
                PRIMARY KEY(hostgroup, schemaname, username, client_address, digest))""";

    private final TableDefinition table;
    private final Supplier<List<Object[]>> rows;

    DigestTable(String name, Supplier<List<Object[]>> rows) {
        table = new TableDefinition(name, "CREATE TABLE " + name + " " + COLUMNS);
        this.rows = rows;
    }

    @Override
    public String schema() {
        return "stats";
    }

    @Override
    public TableDefinition table() {
        return table;
    }

    @Override
    public void read(RowSink sink) {
        for (Object[] row : rows.get()) {
            row[DIGEST] = String.format("0x%016X", (Long) row[DIGEST]);
            sink.row(row);
        }
    }
}
