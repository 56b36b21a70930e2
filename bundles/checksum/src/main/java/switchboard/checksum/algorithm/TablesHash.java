package switchboard.checksum.algorithm;

import java.util.Map;
import switchboard.api.table.Rows;

/** The sum of the hashes of a module's tables: of MYSQL QUERY RULES, PROXYSQL SERVERS and every module of others. */
final class TablesHash {
    private TablesHash() {
    }

    static long all(Map<String, Rows> rows) {
        long sum = 0;
        for (Rows table : rows.values()) {
            sum += RowsHash.of(table);
        }
        return sum;
    }

    /** Rows that are switched off are left out, and with them the column that says so. */
    static long active(Map<String, Rows> rows) {
        long sum = 0;
        for (Rows table : rows.values()) {
            int active = table.columns().indexOf("active");
            RowsHash hash = new RowsHash();
            for (String[] row : table.values()) {
                if (active < 0 || "1".equals(row[active])) {
                    hash.add(row, active);
                }
            }
            sum += hash.end();
        }
        return sum;
    }
}
