package switchboard.admin.sql.h2;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import switchboard.admin.sql.syntax.Query;
import switchboard.admin.sql.syntax.SqliteException;
import switchboard.admin.sql.syntax.Statement;
import switchboard.admin.sql.syntax.TableText;

/** The PRAGMAs that only tell (SQLite manual, pragma); others do nothing, as unknown ones in SQLite. */
final class Pragmas {
    private Pragmas() {
    }

    static H2Statement of(Statement.Pragma pragma, Tables tables) {
        String name = pragma.name().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "database_list" -> databases(tables.catalog());
            case "table_info" -> table(pragma, tables);
            case "integrity_check", "quick_check" -> one(name, "ok");
            case "foreign_keys", "query_only" -> pragma.argument() == null ? one(name, "0") : new H2Statement.Nothing();
            case "encoding" -> one(name, "UTF-8");
            default -> new H2Statement.Nothing();
        };
    }

    private static H2Statement one(String name, String value) {
        return new H2Statement.Fixed(List.of(name), List.<Object[]>of(new Object[]{value}));
    }

    private static H2Statement databases(Catalog catalog) {
        List<Object[]> rows = new ArrayList<>();
        for (String schema : catalog.schemas()) {
            rows.add(new Object[]{String.valueOf(rows.size()), schema, ""});
        }
        return new H2Statement.Fixed(List.of("seq", "name", "file"), rows);
    }

    private static H2Statement table(Statement.Pragma pragma, Tables tables) {
        List<Object[]> rows = new ArrayList<>();
        try {
            String argument = String.valueOf(pragma.argument());
            TableText table = tables.find(new Query.NamedTable(pragma.schema(), argument, null)).text();
            for (TableText.Column column : table.columns()) {
                rows.add(new Object[]{String.valueOf(rows.size()), column.name(), column.declared(),
                        column.notNull() ? "1" : "0", column.defaultSql(), String.valueOf(column.keyPosition())});
            }
        } catch (SqliteException noTable) {
            rows.clear(); // SQLite tells nothing of a table that isn't there
        }
        return new H2Statement.Fixed(List.of("cid", "name", "type", "notnull", "dflt_value", "pk"), rows);
    }
}
