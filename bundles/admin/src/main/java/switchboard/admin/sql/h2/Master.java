package switchboard.admin.sql.h2;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import switchboard.admin.sql.syntax.Query;
import switchboard.admin.sql.syntax.TableText;

/** SQLite's table of tables, as far as names go. */
final class Master {
    private static final Set<String> NAMES = Set.of("sqlite_master", "sqlite_schema");

    private Master() {
    }

    static boolean isMaster(Query.NamedTable table) {
        return NAMES.contains(table.name().toLowerCase(Locale.ROOT));
    }

    /** The rows of a schema, null for the first. */
    static Written of(Catalog catalog, String typed) {
        String schema = typed == null || typed.equalsIgnoreCase("main")
                ? catalog.schemas().get(0)
                : typed.toLowerCase(Locale.ROOT);
        List<String> rows = new ArrayList<>();
        int page = 1;
        for (String name : catalog.schemas().contains(schema) ? catalog.tables(schema) : List.<String>of()) {
            TableText table = catalog.table(schema, name);
            rows.add("('table', " + Sql.quoted(name) + ", " + Sql.quoted(name) + ", " + ++page + ", "
                    + (table == null ? "NULL" : Sql.quoted(table.createSql())) + ')');
        }
        String values = rows.isEmpty() ? "(NULL, NULL, NULL, NULL, NULL)" : String.join(", ", rows);
        Output text = new Output("type", Type.TEXT, Affinity.TEXT, false);
        List<Output> outputs = List.of(text, named(text, "name"), named(text, "tbl_name"),
                new Output("rootpage", Type.INTEGER, Affinity.NUMERIC, false), named(text, "sql"));
        return new Written("SELECT * FROM (VALUES " + values + ") AS v(c1, c2, c3, c4, c5)"
                + (rows.isEmpty() ? " WHERE FALSE" : ""), outputs);
    }

    private static Output named(Output like, String label) {
        return new Output(label, like.type(), like.affinity(), like.noCase());
    }
}
