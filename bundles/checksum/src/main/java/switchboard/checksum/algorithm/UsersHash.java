package switchboard.checksum.algorithm;

import java.util.Map;
import switchboard.api.table.Rows;
import switchboard.mysql.protocol.hash.SpookySum;

/**
 * The hash of accounts: those for servers and those for clients each in the order of their names' hashes, as ProxySQL
 * keeps them. A million of them take a few hundred milliseconds: each account's bytes are written once, in the order of
 * the rows, and read in the order of the hashes.
 */
final class UsersHash {
    private static final String TABLE = "mysql_users";
    private static final long SEED_1 = 13;
    private static final long SEED_2 = 4;

    private UsersHash() {
    }

    static long of(Map<String, Rows> tables) {
        long sum = 0;
        for (Map.Entry<String, Rows> table : tables.entrySet()) {
            sum += table.getKey().equals(TABLE) ? accounts(table.getValue()) : RowsHash.of(table.getValue());
        }
        return sum;
    }

    private static long accounts(Rows rows) {
        AccountBytes accounts = new AccountBytes(rows);
        int count = accounts.count();
        if (count == 0) {
            return 0;
        }
        SpookySum backends = new SpookySum();
        SpookySum frontends = new SpookySum();
        backends.begin(SEED_1, SEED_2);
        frontends.begin(SEED_1, SEED_2);
        boolean anyBackend = false;
        boolean anyFrontend = false;
        for (int index : HashOrder.of(accounts.nameHashes(), count)) {
            if (accounts.isBackend(index)) {
                accounts.addTo(backends, index);
                anyBackend = true;
            }
            if (accounts.isFrontend(index)) {
                accounts.addTo(frontends, index);
                anyFrontend = true;
            }
        }
        return (anyBackend ? backends.end() : 0) + (anyFrontend ? frontends.end() : 0);
    }
}
