package switchboard.query.digest.statistics;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import switchboard.api.table.RowFilter;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;

/** {@code stats_mysql_query_digest}, or the table of the same columns that takes the counters away. */
final class DigestTable implements VirtualTable {
    private static final int SCHEMANAME = 1;
    private static final int USERNAME = 2;
    private static final int DIGEST = 4;
    private static final Pattern SHOWN = Pattern.compile("0x[0-9A-F]{16}");
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
        read(sink, RowFilter.NONE);
    }

    /** Writing a digest in hex costs most, so it is left for rows that are needed. */
    @Override
    public void read(RowSink sink, RowFilter filter) {
        Set<String> users = filter.values().get("username");
        Set<String> schemas = filter.values().get("schemaname");
        Set<Long> digests = numbers(filter.values().get("digest"));
        for (Object[] row : rows.get()) {
            if (fits(users, row[USERNAME]) && fits(schemas, row[SCHEMANAME]) && fits(digests, row[DIGEST])) {
                row[DIGEST] = hex((Long) row[DIGEST]);
                sink.row(row);
            }
        }
    }

    private static boolean fits(Set<?> wanted, Object value) {
        return wanted == null || wanted.contains(value);
    }

    /** Texts that are not as the table shows a digest belong to none. */
    private static Set<Long> numbers(Set<String> digests) {
        if (digests == null) {
            return null;
        }
        Set<Long> numbers = new HashSet<>();
        for (String digest : digests) {
            if (SHOWN.matcher(digest).matches()) {
                numbers.add(Long.parseUnsignedLong(digest.substring(2), 16));
            }
        }
        return numbers;
    }

    private static String hex(long digest) {
        return "0x" + HexFormat.of().withUpperCase().toHexDigits(digest);
    }
}
