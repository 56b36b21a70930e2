package switchboard.admin.sql.h2;

import java.util.Set;

/**
 * What columns and aggregates mean where an expression stands. SQLite lets a grouped query use columns that it isn't
 * grouped by: they come from the row of its only MIN or MAX, else from some row, here the first.
 *
 * @param kind which of the places it is
 * @param keys H2's words for what the query is grouped by
 * @param pivot MIN or MAX of the row that bare columns come from, null if there is none
 * @param by by which that row is chosen
 */
record Grouping(Kind kind, Set<String> keys, String pivot, Sql by) {
    /** Where an expression stands. */
    enum Kind {
        /** Each row by itself, no aggregates: WHERE, ON, GROUP BY. */
        ROW,
        /** An aggregate's argument. */
        INSIDE,
        /** The list, HAVING and ORDER BY of a grouped query. */
        GROUP
    }

    static final Grouping ROW = new Grouping(Kind.ROW, Set.of(), null, null);
    static final Grouping INSIDE = new Grouping(Kind.INSIDE, Set.of(), null, null);

    /** What stands for a column here. */
    Sql column(Sql column) {
        if (kind != Kind.GROUP || keys.contains(column.text())) {
            return column;
        }
        if (pivot == null) {
            return new Sql("MIN(" + column.text() + ')', column.type(), column.affinity(), null, column.noCase());
        }
        String row = "CAST(ROW(" + by.text() + ", " + column.text() + ") AS ROW(k " + h2Type(by.type()) + ", v "
                + h2Type(column.type()) + "))";
        String chosen = '(' + pivot + '(' + row + ") FILTER (WHERE " + by.text() + " IS NOT NULL)).v";
        return new Sql(chosen, column.type(), column.affinity(), null, column.noCase());
    }

    private static String h2Type(Type type) {
        return switch (type) {
            case INTEGER, BOOLEAN -> "BIGINT";
            case REAL -> "DOUBLE PRECISION";
            case NUMERIC -> "DECFLOAT";
            case TEXT, NULL -> "VARCHAR";
        };
    }
}
