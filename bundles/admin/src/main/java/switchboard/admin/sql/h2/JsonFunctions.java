package switchboard.admin.sql.h2;

import java.util.List;
import java.util.regex.Matcher;
import switchboard.admin.sql.syntax.SqliteException;

/** What is asked of columns that hold JSON ({@code attributes}). */
final class JsonFunctions {
    private static final java.util.regex.Pattern STEP = java.util.regex.Pattern
            .compile("\\G(?:\\.\"([^\"]+)\"|\\.([^.\\[\"]+)|\\[(\\d{1,6})])");

    private JsonFunctions() {
    }

    static Sql valid(List<Sql> arguments) {
        String text = Conversion.text(arguments.get(0)).text();
        return Sql.condition("(CASE WHEN " + text + " IS NULL THEN NULL ELSE " + text + " IS JSON END)");
    }

    /** {@code $.a.b[0]}: a string without its quotes, anything else as JSON; NULL where there is none. */
    static Sql extract(List<Sql> arguments) throws SqliteException {
        String path = arguments.get(1).literal();
        if (path == null || !path.startsWith("$")) {
            throw new SqliteException("bad JSON path: " + Sql.quoted(String.valueOf(path)));
        }
        String text = Conversion.text(arguments.get(0)).text();
        StringBuilder found = new StringBuilder("(" + text + " FORMAT JSON)");
        Matcher step = STEP.matcher(path);
        int end = 1;
        step.region(1, path.length());
        while (step.find()) {
            String key = step.group(1) != null ? step.group(1) : step.group(2);
            found.insert(0, '(').append(key != null
                    ? "." + Sql.identifier(key)
                    : "[" + (Integer.parseInt(step.group(3)) + 1) + ']').append(')');
            end = step.end();
        }
        if (end != path.length()) {
            throw new SqliteException("bad JSON path: " + Sql.quoted(path));
        }
        String value = "CAST(" + found + " AS VARCHAR)";
        return Sql.text("(CASE WHEN " + text + " IS JSON THEN CASE WHEN " + value + " = 'null' THEN NULL WHEN " + value
                + " LIKE '\"%' THEN SUBSTRING(" + value + ", 2, CHAR_LENGTH(" + value + ") - 2) ELSE " + value
                + " END END)");
    }
}
