package switchboard.admin.sql.h2;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import switchboard.admin.sql.syntax.TableText;

/** A table or query in FROM: what its columns are called, and what H2 calls them. */
final class Source {
    /** A column; the label is what SQLite calls it in a result. */
    record Column(String name, Sql sql) {
    }

    private static final Set<String> ROWID = Set.of("rowid", "_rowid_", "oid");

    private final String schema;
    private final String alias;
    private final List<Column> columns;
    private final Column rowid;
    private final Set<String> hidden = new HashSet<>();

    private Source(String schema, String alias, List<Column> columns, Column rowid) {
        this.schema = schema;
        this.alias = alias;
        this.columns = columns;
        this.rowid = rowid;
    }

    /** A table that H2 knows as {@code h2Alias} in this statement. */
    static Source table(String schema, String alias, TableText table, String h2Alias) {
        List<Column> columns = new ArrayList<>();
        Column rowid = null;
        for (TableText.Column column : table.columns()) {
            Type type = Type.of(column.storage());
            Sql sql = Sql.of(h2Alias + '.' + Sql.identifier(column.name()), type).as(Affinity.of(type));
            columns.add(new Column(column.name(), sql));
            rowid = column.rowid() ? columns.get(columns.size() - 1) : rowid;
        }
        boolean numbered = !schema.equals("disk"); // H2's links have no row numbers
        if (rowid == null && numbered) {
            rowid = new Column("rowid", Sql.integer(h2Alias + "._ROWID_").as(Affinity.NUMERIC));
        }
        return new Source(schema, alias, columns, rowid);
    }

    /** The rows of a query. */
    static Source query(String alias, List<Output> outputs, String h2Alias) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Output output = outputs.get(i);
            columns.add(new Column(output.label(),
                    Sql.of(h2Alias + ".c" + (i + 1), output.type()).as(output.affinity())
                            .withoutCase(output.noCase())));
        }
        return new Source(null, alias, columns, null);
    }

    boolean isCalled(String wantedSchema, String wanted) {
        return alias != null && alias.equalsIgnoreCase(wanted)
                && (wantedSchema == null || wantedSchema.equalsIgnoreCase(schema));
    }

    /** The column of a name in any case, or null; a hidden one only when the table is named. */
    Column column(String name, boolean qualified) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!qualified && hidden.contains(lower)) {
            return null;
        }
        for (Column column : columns) {
            if (column.name().equalsIgnoreCase(name)) {
                return column;
            }
        }
        return ROWID.contains(lower) ? rowid : null;
    }

    /** Leaves a column out of {@code *}: USING has joined it to one before. */
    void hide(String name) {
        hidden.add(name.toLowerCase(Locale.ROOT));
    }

    List<Column> visible() {
        return columns.stream().filter(column -> !hidden.contains(column.name().toLowerCase(Locale.ROOT))).toList();
    }

    /** The row's number in H2's words, null if it has none. */
    Sql rowid() {
        return rowid == null ? null : rowid.sql();
    }
}
