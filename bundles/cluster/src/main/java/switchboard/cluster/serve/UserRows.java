package switchboard.cluster.serve;

import java.util.ArrayList;
import java.util.List;

/** Accounts as ProxySQL's runtime has them: one row towards clients and one towards servers (admin tables, runtime_mysql_users). */
final class UserRows {
    private UserRows() {
    }

    static List<String[]> apart(List<String[]> rows, List<String> columns) {
        int backend = columns.indexOf("backend");
        int frontend = columns.indexOf("frontend");
        List<String[]> apart = new ArrayList<>(2 * rows.size());
        for (String[] row : rows) {
            if (!"0".equals(row[frontend])) {
                apart.add(with(row, frontend, backend));
            }
        }
        for (String[] row : rows) {
            if (!"0".equals(row[backend])) {
                apart.add(with(row, backend, frontend));
            }
        }
        return apart;
    }

    private static String[] with(String[] row, int on, int off) {
        String[] one = row.clone();
        one[on] = "1";
        one[off] = "0";
        return one;
    }
}
