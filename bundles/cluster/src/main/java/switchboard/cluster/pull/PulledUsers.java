package switchboard.cluster.pull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import switchboard.api.table.Rows;

/**
 * Accounts as a peer sends them, a row towards clients and one towards servers, put together where the two say the same:
 * the row that somebody has typed. ProxySQL leaves them apart, twice the rows in memory and on disk.
 */
final class PulledUsers {
    static final String TABLE = "mysql_users";
    private static final String YES = "1";
    private static final String NO = "0";

    private final int username;
    private final int backend;
    private final int frontend;

    private PulledUsers(List<String> columns) {
        username = columns.indexOf("username");
        backend = columns.indexOf("backend");
        frontend = columns.indexOf("frontend");
    }

    /** The same accounts, with the same checksum; rows without the columns as they are. */
    static Rows together(Rows apart) {
        PulledUsers users = new PulledUsers(apart.columns());
        return users.username < 0 || users.backend < 0 || users.frontend < 0 || users.areWhole(apart.values())
                ? apart
                : new Rows(apart.columns(), users.together(apart.values()));
    }

    /** A node of ours sends them as they were typed, nearly always for both sides: then there is nothing to look for. */
    private boolean areWhole(List<String[]> rows) {
        for (String[] row : rows) {
            if (!YES.equals(row[backend]) || !YES.equals(row[frontend])) {
                return false;
            }
        }
        return true;
    }

    private List<String[]> together(List<String[]> apart) {
        List<String[]> together = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        for (String[] row : apart) {
            Integer place = places.putIfAbsent(row[username], together.size());
            if (place != null && areHalves(together.get(place), row)) {
                String[] whole = row.clone();
                whole[backend] = YES;
                whole[frontend] = YES;
                together.set(place, whole);
            } else {
                together.add(row);
            }
        }
        return together;
    }

    private boolean areHalves(String[] one, String[] other) {
        for (int i = 0; i < one.length; i++) {
            boolean same = Objects.equals(one[i], other[i]);
            boolean side = i == backend || i == frontend;
            if (side ? same || !isFlag(one[i]) || !isFlag(other[i]) : !same) {
                return false;
            }
        }
        return !one[backend].equals(one[frontend]);
    }

    private static boolean isFlag(String value) {
        return YES.equals(value) || NO.equals(value);
    }
}
