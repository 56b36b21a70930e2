package switchboard.checksum.algorithm;

import java.nio.charset.StandardCharsets;
import java.util.List;
import switchboard.api.table.Rows;
import switchboard.mysql.protocol.hash.SpookyHash;
import switchboard.mysql.protocol.hash.SpookySum;

/** The bytes of each account that runs, in the form and order in which ProxySQL hashes them. */
final class AccountBytes {
    private static final int BACKEND = 1;
    private static final int FRONTEND = 2;

    private final SpookyHash nameHash = new SpookyHash();
    private final RecordBytes records;
    private final long[] nameHashes;
    private final byte[] roles;
    private int count;

    AccountBytes(Rows rows) {
        records = new RecordBytes(rows.size());
        nameHashes = new long[rows.size()];
        roles = new byte[rows.size()];
        Columns columns = new Columns(rows.columns());
        for (String[] row : rows.values()) {
            if (columns.runs(row)) {
                take(row, columns);
            }
        }
    }

    /** Where the columns are, found once. */
    private static final class Columns {
        final int active;
        final int useSsl;
        final int defaultHostgroup;
        final int schemaLocked;
        final int transactionPersistent;
        final int fastForward;
        final int maxConnections;
        final int username;
        final int password;
        final int defaultSchema;
        final int comment;
        final int attributes;
        final int backend;
        final int frontend;

        Columns(List<String> names) {
            active = names.indexOf("active"); // -1 in rows that come from runtime
            useSsl = names.indexOf("use_ssl");
            defaultHostgroup = names.indexOf("default_hostgroup");
            schemaLocked = names.indexOf("schema_locked");
            transactionPersistent = names.indexOf("transaction_persistent");
            fastForward = names.indexOf("fast_forward");
            maxConnections = names.indexOf("max_connections");
            username = names.indexOf("username");
            password = names.indexOf("password");
            defaultSchema = names.indexOf("default_schema");
            comment = names.indexOf("comment");
            attributes = names.indexOf("attributes");
            backend = names.indexOf("backend");
            frontend = names.indexOf("frontend");
        }

        boolean runs(String[] row) {
            return (active < 0 || flag(row[active])) && row[defaultHostgroup].charAt(0) != '-';
        }
    }

    private void take(String[] row, Columns columns) {
        byte[] name = row[columns.username].getBytes(StandardCharsets.UTF_8);
        nameHash.hash128(name, 0, name.length, 1, 2);
        nameHashes[count] = nameHash.low();
        roles[count] = (byte) ((flag(row[columns.backend]) ? BACKEND : 0)
                | (flag(row[columns.frontend]) ? FRONTEND : 0));
        count++;
        records.begin();
        records.add(flag(row[columns.useSsl]));
        records.add(number(row[columns.defaultHostgroup]));
        records.add(flag(row[columns.schemaLocked]));
        records.add(flag(row[columns.transactionPersistent]));
        records.add(flag(row[columns.fastForward]));
        records.add(number(row[columns.maxConnections]));
        records.add(name);
        records.add(row[columns.password]);
        records.add(row[columns.defaultSchema]);
        records.add(row[columns.comment]);
        records.add(row[columns.attributes]);
    }

    /** As many as run. */
    int count() {
        return count;
    }

    /** Whether each account is both, one for servers and one for clients. */
    boolean areAllBoth() {
        for (int i = 0; i < count; i++) {
            if (roles[i] != (BACKEND | FRONTEND)) {
                return false;
            }
        }
        return true;
    }

    /** One for each account; behind {@link #count} nothing. */
    long[] nameHashes() {
        return nameHashes;
    }

    boolean isBackend(int index) {
        return (roles[index] & BACKEND) != 0;
    }

    boolean isFrontend(int index) {
        return (roles[index] & FRONTEND) != 0;
    }

    void addTo(SpookySum sum, int index) {
        records.addTo(sum, index);
    }

    private static boolean flag(String number) {
        return !number.equals("0");
    }

    /** A number beyond 32 bits is cut, as C's atoi does it here. */
    private static int number(String text) {
        return (int) Long.parseLong(text);
    }
}
