package switchboard.checksum.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.table.Rows;
import switchboard.mysql.protocol.hash.SpookyHash;
import switchboard.mysql.protocol.hash.SpookySum;

/**
 * Many users, a million with {@code -Psoak}: the checksum is the one that the plain way gives. Not timed here; the log
 * says how long it took.
 */
class ManyUsersTest {
    private static final Logger LOG = LoggerFactory.getLogger(ManyUsersTest.class);
    private static final boolean LONG = Boolean.getBoolean("soak");
    private static final int USERS = LONG ? 1_000_000 : 100_000;
    private static final List<String> COLUMNS = List.of("username", "password", "active", "use_ssl",
            "default_hostgroup", "default_schema", "schema_locked", "transaction_persistent", "fast_forward", "backend",
            "frontend", "max_connections", "attributes", "comment");

    private static Rows users(int count) {
        List<String[]> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(new String[]{"user" + i, "*81F5E21E35407D884A6CD4A731AEBFB6AF" + (100_000 + i), i % 10 == 0
                    ? "0"
                    : "1", "0", Integer.toString(i % 50), i % 3 == 0 ? "schema" + i % 7 : null, "0", "1", "0",
                    i % 4 == 1 ? "0" : "1", i % 4 == 2 ? "0" : "1", "10000", "", i % 100 == 0 ? "käse " + i : ""});
        }
        return new Rows(COLUMNS, rows);
    }

    @Test
    void manyUsersHaveTheChecksumOfThePlainWay() {
        Rows rows = users(USERS);
        Map<String, Rows> tables = Map.of("mysql_users", rows);
        long expected = plainly(rows, 9) + plainly(rows, 10);
        for (int round = 0; round < (LONG ? 5 : 2); round++) {
            long begin = System.nanoTime();
            long hash = UsersHash.of(tables);
            LOG.info("Checksum of {} users round={} took_ms={}", USERS, round, (System.nanoTime() - begin) / 1_000_000);
            assertEquals(expected, hash);
        }
    }

    /** As the specification words it. */
    private static long plainly(Rows rows, int role) {
        List<String[]> accounts = new ArrayList<>(rows.values());
        accounts.removeIf(row -> row[2].equals("0") || row[role].equals("0"));
        SpookyHash hash = new SpookyHash();
        record Named(long hash, String[] row) {
        }
        List<Named> ordered = new ArrayList<>();
        for (String[] row : accounts) {
            byte[] name = row[0].getBytes(StandardCharsets.UTF_8);
            hash.hash128(name, 0, name.length, 1, 2);
            ordered.add(new Named(hash.low(), row));
        }
        ordered.sort(Comparator.comparing(Named::hash, Long::compareUnsigned));
        SpookySum sum = new SpookySum();
        sum.begin(13, 4);
        for (Named each : ordered) {
            String[] row = each.row();
            flag(sum, row[3]);
            number(sum, row[4]);
            flag(sum, row[6]);
            flag(sum, row[7]);
            flag(sum, row[8]);
            number(sum, row[11]);
            sum.add(row[0]);
            sum.add(row[1]);
            sum.add(row[5] == null ? "" : row[5]);
            sum.add(row[13]);
            sum.add(row[12]);
        }
        return sum.end();
    }

    private static void flag(SpookySum sum, String value) {
        sum.add(new byte[]{(byte) (value.equals("0") ? 0 : 1)}, 0, 1);
    }

    private static void number(SpookySum sum, String value) {
        int number = Integer.parseInt(value);
        sum.add(new byte[]{(byte) number, (byte) (number >> 8), (byte) (number >> 16), (byte) (number >> 24)}, 0, 4);
    }
}
