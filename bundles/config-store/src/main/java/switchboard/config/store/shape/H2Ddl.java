package switchboard.config.store.shape;

import java.util.ArrayList;
import java.util.List;

/**
 * H2's DDL for a table. Constraints are named so that an error tells which one it was: {@code CK_table_n} is the n-th
 * CHECK of the definition, counted from 1; {@code UQ_table_n} the n-th UNIQUE; {@code PK_table} the key.
 */
public final class H2Ddl {
    private H2Ddl() {
    }

    /** A name that H2 takes whatever it is; case-insensitive all the same, by the database's settings. */
    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** {@code "schema"."table"}. */
    public static String qualified(String schema, String table) {
        return quote(schema) + '.' + quote(table);
    }

    /** The table with all that the definition demands of rows. */
    public static String create(String schema, String table, TableShape shape) {
        List<String> items = columns(shape, true);
        if (!shape.primaryKey().isEmpty()) {
            items.add(constraint("PK_" + table) + (keyIsNeverNull(shape) ? "PRIMARY KEY " : "UNIQUE ")
                    + list(shape.primaryKey()));
        }
        for (int i = 0; i < shape.uniques().size(); i++) {
            items.add(constraint("UQ_" + table + '_' + (i + 1)) + "UNIQUE " + list(shape.uniques().get(i)));
        }
        for (int i = 0; i < shape.checks().size(); i++) {
            items.add(constraint("CK_" + table + '_' + (i + 1)) + "CHECK (" + shape.checks().get(i) + ')');
        }
        return "CREATE TABLE " + qualified(schema, table) + " (" + String.join(", ", items) + ')';
    }

    /** The columns alone, for a table that only shows rows. */
    public static String createPlain(String schema, String table, TableShape shape) {
        return "CREATE TABLE " + qualified(schema, table) + " (" + String.join(", ", columns(shape, false)) + ')';
    }

    /** Gives the constraints the names that belong to {@code to}, after the table was renamed to it. */
    public static List<String> renameConstraints(String schema, String from, String to, TableShape shape) {
        List<String> statements = new ArrayList<>();
        if (!shape.primaryKey().isEmpty()) {
            statements.add(renameConstraint(schema, to, "PK_" + from, "PK_" + to));
        }
        for (int i = 1; i <= shape.uniques().size(); i++) {
            statements.add(renameConstraint(schema, to, "UQ_" + from + '_' + i, "UQ_" + to + '_' + i));
        }
        for (int i = 1; i <= shape.checks().size(); i++) {
            statements.add(renameConstraint(schema, to, "CK_" + from + '_' + i, "CK_" + to + '_' + i));
        }
        return statements;
    }

    private static List<String> columns(TableShape shape, boolean demands) {
        List<String> items = new ArrayList<>();
        for (Column column : shape.columns()) {
            StringBuilder item = new StringBuilder(quote(column.name()));
            item.append(' ').append(column.affinity().h2Type());
            if (demands) {
                item.append(column.counter() ? " AUTO_INCREMENT" : "");
                item.append(column.defaultSql() == null ? "" : " DEFAULT " + column.defaultSql());
                item.append(column.notNull() ? " NOT NULL" : "");
            }
            items.add(item.toString());
        }
        return items;
    }

    /** SQLite lets NULL into keys of nullable columns, H2 only into UNIQUE. */
    private static boolean keyIsNeverNull(TableShape shape) {
        return shape.primaryKey().stream().map(name -> shape.columns().get(shape.indexOf(name)))
                .allMatch(column -> column.notNull() || column.counter());
    }

    private static String constraint(String name) {
        return "CONSTRAINT " + quote(name) + ' ';
    }

    private static String list(List<String> names) {
        return '(' + String.join(", ", names.stream().map(H2Ddl::quote).toList()) + ')';
    }

    private static String renameConstraint(String schema, String table, String from, String to) {
        return "ALTER TABLE " + qualified(schema, table) + " RENAME CONSTRAINT " + qualified(schema, from) + " TO "
                + quote(to);
    }
}
