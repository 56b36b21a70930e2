package switchboard.admin.sql.h2;

import java.util.ArrayList;
import java.util.List;
import switchboard.admin.sql.syntax.Expr;
import switchboard.admin.sql.syntax.Query;
import switchboard.admin.sql.syntax.SqliteException;

/** Writes ORDER BY: terms that the list has are named by their position, as H2 wants it after DISTINCT and UNION. */
final class OrderWriter {
    private final List<Core> cores;

    OrderWriter(List<Core> cores) {
        this.cores = cores;
    }

    /** With a blank before it, empty if there are no terms. */
    String write(List<Query.Order> terms) throws SqliteException {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            Query.Order term = terms.get(i);
            String nulls = term.nullsFirst() == null ? "" : term.nullsFirst() ? " NULLS FIRST" : " NULLS LAST";
            written.add(term(term.value(), i) + (term.descending() ? " DESC" : "") + nulls);
        }
        return written.isEmpty() ? "" : " ORDER BY " + String.join(", ", written);
    }

    private String term(Expr typed, int index) throws SqliteException {
        Core first = cores.get(0);
        int position = typed instanceof Expr.Number number && number.text().matches("\\d{1,9}")
                ? Integer.parseInt(number.text())
                : typed instanceof Expr.Name name && name.table() == null
                        ? first.labels().stream()
                                .map(label -> label.toLowerCase(java.util.Locale.ROOT)).toList()
                                .indexOf(name.column().toLowerCase(java.util.Locale.ROOT)) + 1
                        : -1;
        if (typed instanceof Expr.Number && (position < 1 || position > first.width())) {
            throw new SqliteException(
                    ordinal(index) + " ORDER BY term out of range - should be between 1 and " + first.width());
        }
        if (position > 0 && !first.rows().get(0).get(position - 1).noCase()) {
            return String.valueOf(position);
        }
        if (first.writer() == null) {
            throw unmatched(index);
        }
        Sql written = Conversion.value(first.writer().write(typed));
        for (int i = 0; i < first.width() && !written.noCase(); i++) {
            if (first.rows().get(0).get(i).text().equals(written.text())) {
                return String.valueOf(i + 1);
            }
        }
        if (cores.size() > 1) {
            throw unmatched(index);
        }
        return written.noCase() ? "LOWER(" + written.text() + ')' : written.text();
    }

    private static SqliteException unmatched(int index) {
        return new SqliteException(ordinal(index) + " ORDER BY term does not match any column in the result set");
    }

    private static String ordinal(int index) {
        int number = index + 1;
        boolean teen = number % 100 > 10 && number % 100 < 14;
        String ending = teen ? "th" : switch (number % 10) {
            case 1 -> "st";
            case 2 -> "nd";
            case 3 -> "rd";
            default -> "th";
        };
        return number + ending;
    }
}
