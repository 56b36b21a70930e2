package switchboard.mysql.servers;

import java.util.Set;

/** Which errors of a connection say something about its server. */
final class ConnectError {
    /** First and last code of each run that is the client's, not the server's, doing (ProxySQL 2.7, MySrvC). */
    private static final int[][] IGNORED = {{1007, 1008}, {1044, 1045}, {1048, 1052}, {1054, 1075}, {1099, 1104},
            {1106, 1113}, {1116, 1118}, {1120, 1120}, {1136, 1136}, {1138, 1149}, {1203, 1203}, {1226, 1226},
            {3118, 3118}};

    /**
     * More that is wrong with one account only, which ProxySQL counts: its authentication plugin (1251, 1275, 1524, 2059,
     * 2061), no password but the system's user (1698), a password that has expired (1820, 1862), too many failed logins
     * (3955), a lock of MariaDB (4151). One account must not shun a server for all.
     */
    private static final Set<Integer> OF_ONE_ACCOUNT = Set.of(1251, 1275, 1524, 2059, 2061, 1698, 1820, 1862, 3955,
            4151);

    private ConnectError() {
    }

    static boolean isIgnored(int code) {
        for (int[] run : IGNORED) {
            if (code >= run[0] && code <= run[1]) {
                return true;
            }
        }
        return OF_ONE_ACCOUNT.contains(code);
    }
}
