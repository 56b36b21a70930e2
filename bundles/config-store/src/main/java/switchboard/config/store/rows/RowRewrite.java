package switchboard.config.store.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import switchboard.api.config.Rejection;

/** What becomes of rows that LOAD TO RUNTIME did not take. */
public final class RowRewrite {
    private RowRewrite() {
    }

    /** Whether any of the rejections changes its row. */
    public static boolean needed(List<Rejection> rejections) {
        return rejections.stream().anyMatch(rejection -> !Arrays.equals(rejection.row(), rejection.replacement()));
    }

    /** The rows with the replacements in place; a row that somebody has edited since the LOAD read it is left alone. */
    public static List<String[]> apply(List<String[]> present, List<Rejection> rejections) {
        if (!needed(rejections)) {
            return present;
        }
        Map<List<String>, Rejection> byRow = new HashMap<>();
        rejections.forEach(rejection -> byRow.put(Arrays.asList(rejection.row()), rejection));
        List<String[]> result = new ArrayList<>(present.size());
        for (String[] row : present) {
            Rejection rejection = byRow.get(Arrays.asList(row));
            if (rejection == null) {
                result.add(row);
            } else if (rejection.replacement() != null) {
                result.add(rejection.replacement());
            }
        }
        return result;
    }

    /** The rows as they will run: those that are not taken are not among them, wherever they may stay. */
    public static List<String[]> taken(List<String[]> present, List<Rejection> rejections) {
        if (rejections.isEmpty()) {
            return present;
        }
        Map<List<String>, Rejection> byRow = new HashMap<>();
        rejections.forEach(rejection -> byRow.put(Arrays.asList(rejection.row()), rejection));
        List<String[]> result = new ArrayList<>(present.size());
        for (String[] row : present) {
            Rejection rejection = byRow.get(Arrays.asList(row));
            String[] instead = rejection == null ? row : rejection.replacement();
            if (instead != null && (rejection == null || !Arrays.equals(rejection.row(), instead))) {
                result.add(instead);
            }
        }
        return result;
    }
}
