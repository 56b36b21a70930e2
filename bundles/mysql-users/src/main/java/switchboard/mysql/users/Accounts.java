package switchboard.mysql.users;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import switchboard.api.table.Rows;
import switchboard.api.user.BackendAccount;
import switchboard.api.user.FrontendAccount;
import switchboard.api.user.UserDirectory;

/**
 * The accounts that run, immutable. The maps are not copied, a million users stand in them.
 *
 * @param columns of the rows
 * @param frontendRows rows of main that are accounts of clients
 * @param backendRows rows of main that are accounts of servers
 */
record Accounts(Map<String, FrontendAccount> byFrontend, Map<String, BackendAccount> byBackend, List<String> columns,
        List<String[]> frontendRows, List<String[]> backendRows) implements UserDirectory {
    static final Accounts NONE = new Accounts(Map.of(), Map.of(), MysqlUsersTable.COLUMNS, List.of(), List.of());

    /** The account, its row and its place in the map, without the texts; rounded. */
    private static final int ACCOUNT_BYTES = 300;
    private static final List<String> NULLABLE = List.of("password", "default_schema");

    @Override
    public FrontendAccount frontend(String username) {
        return byFrontend.get(username);
    }

    @Override
    public BackendAccount backend(String username) {
        return byBackend.get(username);
    }

    @Override
    public Collection<FrontendAccount> frontends() {
        return Collections.unmodifiableCollection(byFrontend.values());
    }

    /** The rows of runtime_mysql_users: one for each role. */
    Rows running() {
        List<String[]> rows = new ArrayList<>(frontendRows.size() + backendRows.size());
        frontendRows.forEach(row -> rows.add(inRole(row, "0", "1")));
        backendRows.forEach(row -> rows.add(inRole(row, "1", "0")));
        return new Rows(columns, rows);
    }

    private String[] inRole(String[] row, String backend, String frontend) {
        String[] running = row.clone();
        running[columns.indexOf("backend")] = backend;
        running[columns.indexOf("frontend")] = frontend;
        for (String nullable : NULLABLE) {
            int index = columns.indexOf(nullable);
            running[index] = running[index] == null ? "" : running[index];
        }
        return running;
    }

    /** About what the accounts take in memory. */
    long bytes() {
        return bytes(frontendRows) + bytes(backendRows);
    }

    private static long bytes(List<String[]> rows) {
        long bytes = 0;
        for (String[] row : rows) {
            bytes += ACCOUNT_BYTES;
            for (String value : row) {
                bytes += value == null ? 0 : value.length();
            }
        }
        return bytes;
    }

    /** Without accounts, of which there may be a million. */
    @Override
    public String toString() {
        return "Accounts[" + byFrontend.size() + " frontends, " + byBackend.size() + " backends]";
    }
}
