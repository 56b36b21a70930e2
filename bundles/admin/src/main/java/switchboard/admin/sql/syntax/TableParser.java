package switchboard.admin.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads CREATE TABLE (SQLite manual, lang_createtable) as far as ProxySQL's tables use it. */
final class TableParser {
    private static final Set<String> CLAUSES = Set.of("NOT", "NULL", "DEFAULT", "PRIMARY", "UNIQUE", "CHECK",
            "AUTOINCREMENT", "CONSTRAINT", "COLLATE", "REFERENCES");

    private final String sql;
    private final Cursor cursor;
    private final List<TableText.Column> columns = new ArrayList<>();
    private final List<List<String>> uniques = new ArrayList<>();
    private final List<String> checks = new ArrayList<>();
    private List<String> primary = List.of();

    TableParser(String sql) throws SqliteException {
        this.sql = sql;
        this.cursor = new Cursor(sql, Lexer.firstStatement(sql));
    }

    TableText parse() throws SqliteException {
        cursor.expect("CREATE");
        cursor.expect("TABLE");
        if (cursor.accept("IF", "NOT")) {
            cursor.expect("EXISTS");
        }
        String name = cursor.name();
        if (cursor.accept(".")) {
            name = cursor.name();
        }
        cursor.expect("(");
        do {
            item();
        } while (cursor.accept(","));
        cursor.expect(")");
        List<List<String>> keys = new ArrayList<>(uniques);
        if (!primary.isEmpty()) {
            keys.add(0, primary);
        }
        return new TableText(name, sql, columns.stream().map(this::keyed).toList(), keys, checks);
    }

    private TableText.Column keyed(TableText.Column column) {
        int position = primary.indexOf(column.name().toLowerCase(Locale.ROOT)) + 1;
        boolean rowid = position == 1 && primary.size() == 1 && column.declared().equalsIgnoreCase("INTEGER");
        return new TableText.Column(column.name(), column.declared(), column.storage(), column.notNull(),
                column.defaultSql(), position, rowid);
    }

    private void item() throws SqliteException {
        if (cursor.accept("CONSTRAINT")) {
            cursor.name();
        }
        if (cursor.accept("PRIMARY", "KEY")) {
            primary = names();
        } else if (cursor.accept("UNIQUE")) {
            uniques.add(names());
        } else if (cursor.accept("CHECK")) {
            checks.add(group());
        } else {
            column();
        }
    }

    private void column() throws SqliteException {
        String name = cursor.name();
        String declared = type();
        boolean notNull = false;
        String defaultSql = null;
        while (cursor.peek() != null && !cursor.isNext(",") && !cursor.isNext(")")) {
            if (cursor.accept("NOT", "NULL")) {
                notNull = true;
            } else if (cursor.accept("DEFAULT")) {
                defaultSql = defaultSql();
            } else if (cursor.accept("PRIMARY", "KEY")) {
                primary = List.of(name.toLowerCase(Locale.ROOT));
            } else if (cursor.accept("UNIQUE")) {
                uniques.add(List.of(name.toLowerCase(Locale.ROOT)));
            } else if (cursor.accept("CHECK")) {
                checks.add(group());
            } else if (!cursor.accept("AUTOINCREMENT") && !cursor.accept("NULL")) {
                throw cursor.unexpected();
            }
        }
        columns.add(
                new TableText.Column(name, declared, TableText.Storage.of(declared), notNull, defaultSql, 0, false));
    }

    private String type() throws SqliteException {
        StringBuilder type = new StringBuilder();
        while (cursor.isNext(token -> token.kind() == Token.Kind.WORD
                && !CLAUSES.contains(token.text().toUpperCase(Locale.ROOT)))) {
            type.append(type.isEmpty() ? "" : " ").append(cursor.next().text());
        }
        if (!type.isEmpty() && cursor.isNext("(")) {
            group();
        }
        return type.toString();
    }

    private String defaultSql() throws SqliteException {
        if (cursor.isNext("(")) {
            return group();
        }
        String sign = cursor.accept("-") ? "-" : "";
        Token value = cursor.next();
        return value.kind() == Token.Kind.DOUBLE_QUOTED
                ? '\'' + value.value().replace("'", "''") + '\''
                : sign + value.text();
    }

    /** The text between the parenthesis here and the one that closes it. */
    private String group() throws SqliteException {
        cursor.expect("(");
        int start = cursor.position();
        int depth = 1;
        String text = "";
        while (depth > 0) {
            text = cursor.position() > start ? cursor.textFrom(start) : "";
            Token token = cursor.next();
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
        }
        return text;
    }

    private List<String> names() throws SqliteException {
        List<String> names = new ArrayList<>();
        cursor.expect("(");
        do {
            names.add(cursor.name().toLowerCase(Locale.ROOT));
        } while (cursor.accept(","));
        cursor.expect(")");
        return names;
    }
}
