package switchboard.admin.command.probe;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a question about information_schema wants to know of: as much of its WHERE as clients use. */
final class WhereClause {
    private static final String VALUE = "`? ?(=|LIKE) ?(?:BINARY )?(?:'((?:[^'\\\\]|\\\\.)*)'|((?:DATABASE|SCHEMA) ?\\(\\)))";
    private static final Pattern TABLE = pattern("table_name" + VALUE);
    private static final Pattern SCHEMA = pattern("(?:table_schema|schema_name)" + VALUE);
    private static final Pattern COLUMN = pattern("column_name" + VALUE);
    private static final Pattern TYPES = pattern("TABLE_TYPE`? IN ?\\(([^)]*)\\)");
    private static final Pattern PRIMARY = pattern("INDEX_NAME`? ?= ?'PRIMARY'");
    private static final Pattern KEY = pattern("COLUMN_KEY`? ?= ?'PRI'");
    private static final Pattern REFERENCES = pattern("REFERENCED_TABLE_\\w+`? ?(?:IS NOT NULL|= ?'|LIKE ?')"
            + "|REFERENTIAL_CONSTRAINTS|'FOREIGN KEY'");

    private static final Pattern NEVER = pattern("WHERE (?:FALSE|1 ?= ?0)\\b");

    private final String text;
    private final Predicate<String> table;
    private final Predicate<String> schema;
    private final Predicate<String> column;

    /** @param text what stands behind the table, empty for all */
    WhereClause(String text) {
        this.text = text;
        this.table = predicate(TABLE.matcher(text));
        this.schema = NEVER.matcher(text).find() ? none -> false : predicate(SCHEMA.matcher(text));
        this.column = predicate(COLUMN.matcher(text));
    }

    boolean isTable(String name) {
        return table.test(name);
    }

    boolean isSchema(String name) {
        return schema.test(name);
    }

    boolean isColumn(String name) {
        return column.test(name);
    }

    /** Ours are neither views nor temporary. */
    boolean wantsBaseTables() {
        Matcher types = TYPES.matcher(text);
        return !types.find() || types.group(1).contains("'BASE TABLE'") || types.group(1).contains("'TABLE'");
    }

    boolean wantsPrimaryKey() {
        return PRIMARY.matcher(text).find();
    }

    boolean wantsKeyColumns() {
        return KEY.matcher(text).find();
    }

    /** Foreign keys, of which we have none. */
    boolean wantsReferences() {
        return REFERENCES.matcher(text).find();
    }

    private static Predicate<String> predicate(Matcher found) {
        if (!found.find()) {
            return any -> true;
        }
        if (found.group(2) == null) {
            return "main"::equals; // DATABASE()
        }
        if (found.group(1).equals("=")) {
            return found.group(2).replace("\\", "")::equalsIgnoreCase;
        }
        StringBuilder regex = new StringBuilder("(?is)");
        boolean escaped = false;
        for (char c : found.group(2).toCharArray()) {
            if (!escaped && c == '\\') {
                escaped = true;
                continue;
            }
            regex.append(escaped || c != '%' && c != '_' ? Pattern.quote(String.valueOf(c)) : c == '%' ? ".*" : ".");
            escaped = false;
        }
        return Pattern.compile(regex.toString()).asMatchPredicate();
    }

    private static Pattern pattern(String form) {
        return Pattern.compile("(?is)" + form);
    }
}
