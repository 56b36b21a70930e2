package switchboard.admin.sql.h2;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import switchboard.admin.sql.syntax.SqliteException;

/**
 * The functions that statements may call (SQLite manual, lang_corefunc). There are no others: H2's own, some of which
 * read and write files, are never reached.
 */
final class Functions {
    /** Writes a call. */
    interface Writer {
        Sql write(List<Sql> arguments) throws SqliteException;
    }

    /** How many arguments a function takes and how its call is written. */
    record Function(int least, int most, Writer writer) {
    }

    private static final int ANY = 100; // SQLite's limit is 127
    private static final Map<String, Function> ALL = Map.ofEntries(
            Map.entry("ABS", new Function(1, 1, a -> kept("ABS", Conversion.number(a.get(0))))),
            Map.entry("SIGN", new Function(1, 1, a -> Sql.integer("SIGN(" + number(a, 0) + ')'))),
            Map.entry("ROUND", new Function(1, 2, Functions::round)),
            Map.entry("RANDOM", new Function(0, 0, a -> Sql.integer("CAST((RAND() - 0.5) * 1.8E19 AS BIGINT)"))),
            Map.entry("COALESCE", new Function(2, ANY, a -> unified("COALESCE", a))),
            Map.entry("IFNULL", new Function(2, 2, a -> unified("COALESCE", a))),
            Map.entry("NULLIF", new Function(2, 2, Functions::nullIf)),
            Map.entry("IIF", new Function(2, 3, Functions::iif)), Map.entry("IF", new Function(2, 3, Functions::iif)),
            Map.entry("MIN", new Function(2, ANY, a -> extreme("LEAST", a))),
            Map.entry("MAX", new Function(2, ANY, a -> extreme("GREATEST", a))),
            Map.entry("TYPEOF", new Function(1, 1, Functions::typeOf)),
            Map.entry("LENGTH", new Function(1, 1, a -> Sql.integer("CHAR_LENGTH(" + text(a, 0) + ')'))),
            Map.entry("UPPER", new Function(1, 1, a -> Sql.text("UPPER(" + text(a, 0) + ')'))),
            Map.entry("LOWER", new Function(1, 1, a -> Sql.text("LOWER(" + text(a, 0) + ')'))),
            Map.entry("TRIM", new Function(1, 2, a -> trim("BTRIM", a))),
            Map.entry("LTRIM", new Function(1, 2, a -> trim("LTRIM", a))),
            Map.entry("RTRIM", new Function(1, 2, a -> trim("RTRIM", a))),
            Map.entry("SUBSTR", new Function(2, 3, TextFunctions::substr)),
            Map.entry("SUBSTRING", new Function(2, 3, TextFunctions::substr)),
            Map.entry("REPLACE", new Function(3, 3,
                    a -> Sql.text("REPLACE(" + text(a, 0) + ", " + text(a, 1) + ", " + text(a, 2) + ')'))),
            Map.entry("INSTR", new Function(2, 2, a -> Sql.integer("INSTR(" + text(a, 0) + ", " + text(a, 1) + ')'))),
            Map.entry("HEX", new Function(1, 1, TextFunctions::hex)),
            Map.entry("QUOTE", new Function(1, 1, TextFunctions::quote)),
            Map.entry("CHAR", new Function(1, ANY, TextFunctions::characters)),
            Map.entry("UNICODE", new Function(1, 1, a -> Sql.integer("ASCII(" + text(a, 0) + ')'))),
            Map.entry("PRINTF", new Function(1, ANY, TextFunctions::printf)),
            Map.entry("FORMAT", new Function(1, ANY, TextFunctions::printf)),
            Map.entry("CONCAT", new Function(1, ANY, TextFunctions::concat)),
            Map.entry("JSON_VALID", new Function(1, 1, JsonFunctions::valid)),
            Map.entry("JSON_EXTRACT", new Function(2, 2, JsonFunctions::extract)),
            Map.entry("DATE", new Function(0, ANY, a -> TimeFunctions.of("date", a))),
            Map.entry("TIME", new Function(0, ANY, a -> TimeFunctions.of("time", a))),
            Map.entry("DATETIME", new Function(0, ANY, a -> TimeFunctions.of("datetime", a))),
            Map.entry("UNIXEPOCH", new Function(0, ANY, TimeFunctions::unixEpoch)),
            Map.entry("STRFTIME", new Function(1, ANY, TimeFunctions::strftime)),
            Map.entry("FROM_UNIXTIME", new Function(1, 1, TimeFunctions::fromUnixTime)),
            Map.entry("UNIX_TIMESTAMP", new Function(0, 1, TimeFunctions::unixEpoch)),
            Map.entry("NOW", new Function(0, 0, a -> TimeFunctions.of("datetime", a))));

    private Functions() {
    }

    static Sql of(String typed, List<Sql> arguments) throws SqliteException {
        Function function = ALL.get(typed.toUpperCase(Locale.ROOT));
        if (function == null) {
            throw new SqliteException("no such function: " + typed);
        }
        if (arguments.size() < function.least() || arguments.size() > function.most()) {
            throw new SqliteException("wrong number of arguments to function " + typed + "()");
        }
        return function.writer().write(arguments.stream().map(Conversion::value).toList());
    }

    private static String text(List<Sql> arguments, int index) {
        return Conversion.text(arguments.get(index)).text();
    }

    private static String number(List<Sql> arguments, int index) {
        return Conversion.number(arguments.get(index)).text();
    }

    private static Sql kept(String name, Sql value) {
        return Sql.of(name + '(' + value.text() + ')', value.type());
    }

    private static Sql unified(String name, List<Sql> arguments) {
        List<Sql> values = Conversion.unified(arguments);
        return Sql.of(name + '(' + ExprWriter.list(values) + ')', Conversion.typeOf(values));
    }

    /** NULL among the arguments gives NULL; a text is greater than any number. */
    private static Sql extreme(String name, List<Sql> arguments) {
        boolean text = arguments.stream().anyMatch(value -> value.type() == Type.TEXT);
        List<Sql> kept = arguments.stream()
                .filter(value -> !text || (value.type() == Type.TEXT) == name.equals("GREATEST")
                        || arguments.stream().allMatch(any -> any.type() == Type.TEXT))
                .toList();
        return unified(name, kept);
    }

    private static Sql round(List<Sql> arguments) {
        String digits = arguments.size() > 1 ? Conversion.integer(arguments.get(1)).text() : "0";
        return Sql.of("CAST(ROUND(" + Conversion.real(arguments.get(0)).text() + ", CAST(" + digits
                + " AS INTEGER)) AS DOUBLE PRECISION)", Type.REAL);
    }

    private static Sql nullIf(List<Sql> arguments) {
        Sql value = arguments.get(0);
        return Sql.of("(CASE WHEN " + Comparison.of("=", value, arguments.get(1)).text() + " THEN NULL ELSE "
                + value.text() + " END)", value.type());
    }

    private static Sql iif(List<Sql> arguments) {
        List<Sql> values = Conversion
                .unified(List.of(arguments.get(1), arguments.size() > 2 ? arguments.get(2) : Sql.NULL));
        return Sql.of("(CASE WHEN " + Conversion.condition(arguments.get(0)).text() + " THEN " + values.get(0).text()
                + " ELSE " + values.get(1).text() + " END)", Conversion.typeOf(values));
    }

    private static Sql typeOf(List<Sql> arguments) {
        String name = switch (arguments.get(0).type()) {
            case NULL -> "null";
            case INTEGER, BOOLEAN -> "integer";
            case REAL, NUMERIC -> "real";
            case TEXT -> "text";
        };
        return Sql.text("(CASE WHEN " + arguments.get(0).text() + " IS NULL THEN 'null' ELSE '" + name + "' END)");
    }

    private static Sql trim(String function, List<Sql> arguments) {
        return Sql.text(function + '(' + text(arguments, 0) + (arguments.size() > 1 ? ", " + text(arguments, 1) : "")
                + ')');
    }
}
