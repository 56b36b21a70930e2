package switchboard.mysql.users;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import switchboard.api.config.Rejection;
import switchboard.api.table.Rows;
import switchboard.api.user.BackendAccount;
import switchboard.api.user.FrontendAccount;

/** What LOAD MYSQL USERS TO RUNTIME makes of the rows. Columns are found once, for the sake of a million rows. */
final class AccountsPlan {
    private final List<String> columns;
    private final int username;
    private final int password;
    private final int active;
    private final int useSsl;
    private final int defaultHostgroup;
    private final int defaultSchema;
    private final int schemaLocked;
    private final int transactionPersistent;
    private final int fastForward;
    private final int backend;
    private final int frontend;
    private final int maxConnections;
    private final int attributes;
    private final Map<String, FrontendAccount> frontends;
    private final Map<String, BackendAccount> backends;
    private final List<String[]> frontendRows = new ArrayList<>();
    private final List<String[]> backendRows = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();

    AccountsPlan(Rows rows) {
        columns = rows.columns();
        username = columns.indexOf("username");
        password = columns.indexOf("password");
        active = columns.indexOf("active");
        useSsl = columns.indexOf("use_ssl");
        defaultHostgroup = columns.indexOf("default_hostgroup");
        defaultSchema = columns.indexOf("default_schema");
        schemaLocked = columns.indexOf("schema_locked");
        transactionPersistent = columns.indexOf("transaction_persistent");
        fastForward = columns.indexOf("fast_forward");
        backend = columns.indexOf("backend");
        frontend = columns.indexOf("frontend");
        maxConnections = columns.indexOf("max_connections");
        attributes = columns.indexOf("attributes");
        frontends = HashMap.newHashMap(rows.size());
        backends = HashMap.newHashMap(rows.size());
        rows.values().forEach(this::take);
    }

    Accounts accounts() {
        return new Accounts(frontends, backends, columns, frontendRows, backendRows);
    }

    /** Rows that do not run although they are active; they stay in main. */
    List<Rejection> rejections() {
        return List.copyOf(rejections);
    }

    private void take(String[] row) {
        if (!flag(row[active])) {
            return;
        }
        long hostgroup = Long.parseLong(row[defaultHostgroup]);
        if (hostgroup < 0 || hostgroup > Integer.MAX_VALUE) {
            rejections.add(new Rejection(MysqlUsersTable.NAME, row, row, outOfRange(row[username], hostgroup)));
            return;
        }
        if (flag(row[frontend])) {
            frontends.put(row[username], frontendAccount(row, (int) hostgroup));
            frontendRows.add(row);
        }
        if (flag(row[backend])) {
            backends.put(row[username], new BackendAccount(row[username], orEmpty(row[password])));
            backendRows.add(row);
        }
    }

    private static String outOfRange(String username, long hostgroup) {
        return "user " + username + " is left out: its default_hostgroup " + hostgroup + " is not between 0 and "
                + Integer.MAX_VALUE + ". Correct it in mysql_users and LOAD again";
    }

    private FrontendAccount frontendAccount(String[] row, int hostgroup) {
        String schema = orEmpty(row[defaultSchema]);
        long connections = Math.min(Long.parseLong(row[maxConnections]), Integer.MAX_VALUE);
        return new FrontendAccount(row[username], orEmpty(row[password]), flag(row[useSsl]), hostgroup,
                schema.isEmpty() ? null : schema, flag(row[schemaLocked]), flag(row[transactionPersistent]),
                flag(row[fastForward]), (int) connections, orEmpty(row[attributes]));
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private static boolean flag(String number) {
        return !number.equals("0");
    }
}
