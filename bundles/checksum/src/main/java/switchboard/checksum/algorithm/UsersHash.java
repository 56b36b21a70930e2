package switchboard.checksum.algorithm;

import java.util.Map;
import java.util.function.IntPredicate;
import switchboard.api.table.Rows;
import switchboard.mysql.protocol.hash.SpookySum;

/**
 * The hash of accounts: those for servers and those for clients each in the order of their names' hashes, as ProxySQL
 * keeps them; most are both, then one sum does for two. A million of them take a few hundred milliseconds: each account's bytes are written once, in the order of
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
        int[] order = HashOrder.of(accounts.nameHashes(), count);
        long backends = sum(accounts, order, accounts::isBackend);
        return backends + (accounts.areAllBoth() ? backends : sum(accounts, order, accounts::isFrontend));
    }

    private static long sum(AccountBytes accounts, int[] order, IntPredicate counts) {
        SpookySum sum = new SpookySum();
        sum.begin(SEED_1, SEED_2);
        boolean isEmpty = true;
        for (int index : order) {
            if (counts.test(index)) {
                accounts.addTo(sum, index);
                isEmpty = false;
            }
        }
        return isEmpty ? 0 : sum.end();
    }
}
