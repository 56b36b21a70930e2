package switchboard.admin.sql.h2;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One part of a compound query before it is put together: all parts agree on their columns' types first.
 *
 * @param rows of VALUES, or the one list of a SELECT
 * @param tail what follows the list of a SELECT, null for VALUES
 * @param writer for the terms of ORDER BY, null for VALUES
 */
record Core(List<List<Sql>> rows, List<String> labels, boolean distinct, String tail, ExprWriter writer) {
    int width() {
        return rows.get(0).size();
    }

    Core with(List<List<Sql>> others) {
        return new Core(others, labels, distinct, tail, writer);
    }

    String sql() {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= width(); i++) {
            names.add("c" + i);
        }
        if (tail == null) {
            String values = rows.stream().map(row -> '(' + ExprWriter.list(row) + ')')
                    .collect(Collectors.joining(", "));
            return "SELECT * FROM (VALUES " + values + ") AS v(" + String.join(", ", names) + ')';
        }
        List<String> items = new ArrayList<>();
        for (int i = 0; i < width(); i++) {
            items.add(rows.get(0).get(i).text() + " AS " + names.get(i));
        }
        return "SELECT " + (distinct ? "DISTINCT " : "") + String.join(", ", items) + tail;
    }
}
