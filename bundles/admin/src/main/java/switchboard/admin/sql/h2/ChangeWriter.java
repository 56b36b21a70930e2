package switchboard.admin.sql.h2;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import switchboard.admin.sql.syntax.Expr;
import switchboard.admin.sql.syntax.Query;
import switchboard.admin.sql.syntax.SqliteException;
import switchboard.admin.sql.syntax.Statement;
import switchboard.admin.sql.syntax.TableText;

/** Writes INSERT, UPDATE and DELETE. */
final class ChangeWriter {
    private final Tables tables;

    ChangeWriter(Tables tables) {
        this.tables = tables;
    }

    H2Statement insert(Statement.Insert insert) throws SqliteException {
        Tables.Found target = tables.find(insert.table());
        List<TableText.Column> columns = columns(target.text(), insert.columns());
        String into = "INSERT INTO " + target.h2();
        if (insert.source() == null) {
            return new H2Statement.Change(into + " DEFAULT VALUES", target.text());
        }
        String source = new QueryWriter(tables, null).write(insert.source(), target.text(), columns).sql();
        List<String> names = columns.stream().map(TableText.Column::name).toList();
        if (insert.conflict() == Statement.Conflict.ABORT) {
            String list = String.join(", ", names.stream().map(Sql::identifier).toList());
            return new H2Statement.Change(into + " (" + list + ") " + source, target.text());
        }
        return new H2Statement.Rows(insert.conflict(), target.h2(), target.text(), List.of(), names, source);
    }

    private static List<TableText.Column> columns(TableText table, List<String> typed) throws SqliteException {
        if (typed.isEmpty()) {
            return table.columns();
        }
        List<TableText.Column> columns = new ArrayList<>();
        for (String name : typed) {
            TableText.Column column = table.column(name);
            if (column == null) {
                throw new SqliteException("table " + table.name() + " has no column named " + name);
            }
            if (columns.contains(column)) {
                throw new SqliteException("column " + name + " is named twice");
            }
            columns.add(column);
        }
        return columns;
    }

    H2Statement update(Statement.Update update) throws SqliteException {
        update.with().forEach(tables::push);
        Tables.Found target = tables.find(update.table());
        String alias = tables.nextAlias();
        Scope scope = scope(target, update.table(), alias);
        ExprWriter writer = new ExprWriter(tables, scope, Grouping.ROW, false);
        Map<String, String> set = new LinkedHashMap<>();
        for (Statement.Assignment assignment : update.assignments()) {
            TableText.Column column = target.text().column(assignment.column());
            if (column == null) {
                throw new SqliteException("no such column: " + assignment.column());
            }
            set.put(column.name(), Storing.of(writer.write(assignment.value()), target.text(), column).text());
        }
        String where = where(writer, update.where());
        List<String> key = target.text().keys().isEmpty() ? List.of() : target.text().keys().get(0);
        if (update.conflict() == Statement.Conflict.ABORT || key.isEmpty()) {
            List<String> list = new ArrayList<>();
            set.forEach((column, value) -> list.add(Sql.identifier(column) + " = " + value));
            return new H2Statement.Change("UPDATE " + target.h2() + " AS " + alias + " SET " + String.join(", ", list)
                    + where, target.text());
        }
        List<String> selected = new ArrayList<>();
        key.forEach(column -> selected.add(alias + '.' + Sql.identifier(column)));
        for (TableText.Column column : target.text().columns()) {
            selected.add(set.getOrDefault(column.name(), alias + '.' + Sql.identifier(column.name())));
        }
        return new H2Statement.Rows(update.conflict(), target.h2(), target.text(), key,
                target.text().columns().stream().map(TableText.Column::name).toList(),
                "SELECT " + String.join(", ", selected) + " FROM " + target.h2() + " AS " + alias + where);
    }

    H2Statement delete(Statement.Delete delete) throws SqliteException {
        delete.with().forEach(tables::push);
        Tables.Found target = tables.find(delete.table());
        String alias = tables.nextAlias();
        ExprWriter writer = new ExprWriter(tables, scope(target, delete.table(), alias), Grouping.ROW, false);
        return new H2Statement.Change("DELETE FROM " + target.h2() + " AS " + alias + where(writer, delete.where()),
                target.text());
    }

    private static Scope scope(Tables.Found target, Query.NamedTable typed, String alias) {
        Scope scope = new Scope(null);
        String called = typed.alias() != null ? typed.alias() : typed.name().toLowerCase(Locale.ROOT);
        scope.add(Source.table(target.schema(), called, target.text(), alias));
        return scope;
    }

    private static String where(ExprWriter writer, Expr typed) throws SqliteException {
        return typed == null ? "" : " WHERE " + writer.condition(typed);
    }
}
