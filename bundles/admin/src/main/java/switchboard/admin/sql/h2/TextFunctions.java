package switchboard.admin.sql.h2;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import switchboard.admin.sql.syntax.SqliteException;

/** Functions of text that H2 hasn't, or counts otherwise. */
final class TextFunctions {
    private static final java.util.regex.Pattern SPEC = java.util.regex.Pattern
            .compile("%(0?)(\\d{0,3})(?:\\.(\\d{1,2}))?([a-zA-Z%])");

    private TextFunctions() {
    }

    /** Position 0 stands before the first character, and uses up one of the length. */
    static Sql substr(List<Sql> arguments) {
        String text = Conversion.text(arguments.get(0)).text();
        String start = Conversion.integer(arguments.get(1)).text();
        boolean fromZero = "0".equals(arguments.get(1).literal());
        if (arguments.size() == 2) {
            return Sql.text("SUBSTRING(" + text + ", " + (fromZero ? "1" : start) + ')');
        }
        String length = Conversion.integer(arguments.get(2)).text();
        return Sql.text(fromZero
                ? "SUBSTRING(" + text + ", 1, GREATEST(" + length + " - 1, 0))"
                : "SUBSTRING(" + text + ", " + start + ", " + length + ')');
    }

    static Sql hex(List<Sql> arguments) {
        return Sql.text("UPPER(RAWTOHEX(STRINGTOUTF8(" + Conversion.text(arguments.get(0)).text() + ")))");
    }

    static Sql quote(List<Sql> arguments) {
        Sql value = arguments.get(0);
        String text = Conversion.text(value).text();
        String quoted = value.type() == Type.TEXT ? "'''' || REPLACE(" + text + ", '''', '''''') || ''''" : text;
        return Sql.text("COALESCE(" + quoted + ", 'NULL')");
    }

    static Sql characters(List<Sql> codes) {
        return Sql.text(codes.stream().map(code -> "CHAR(" + Conversion.integer(code).text() + ')')
                .collect(Collectors.joining(" || ", "(", ")")));
    }

    /** NULL is nothing, as in SQLite's concat(). */
    static Sql concat(List<Sql> arguments) {
        return Sql.text(arguments.stream().map(part -> "COALESCE(" + Conversion.text(part).text() + ", '')")
                .collect(Collectors.joining(" || ", "(", ")")));
    }

    /** {@code %s %d %i %u %x %f %%}, with width and precision; other conversions are refused. */
    static Sql printf(List<Sql> arguments) throws SqliteException {
        String format = arguments.get(0).literal();
        if (format == null) {
            throw new SqliteException("printf needs a format in quotes");
        }
        List<String> parts = new ArrayList<>(List.of("''"));
        Matcher matcher = SPEC.matcher(format);
        int end = 0;
        int argument = 1;
        while (matcher.find()) {
            parts.add(Sql.quoted(format.substring(end, matcher.start())));
            end = matcher.end();
            if (matcher.group(4).equals("%")) {
                parts.add("'%'");
            } else {
                parts.add(converted(matcher, argument < arguments.size() ? arguments.get(argument) : Sql.NULL));
                argument++;
            }
        }
        parts.add(Sql.quoted(format.substring(end)));
        return Sql.text('(' + String.join(" || ", parts) + ')');
    }

    private static String converted(Matcher spec, Sql value) throws SqliteException {
        String digits = spec.group(3) == null ? "6" : spec.group(3);
        String text = switch (spec.group(4)) {
            case "s" -> "COALESCE(" + Conversion.text(value).text() + ", '')";
            case "d", "i", "u" -> "CAST(COALESCE(" + Conversion.integer(value).text() + ", 0) AS VARCHAR)";
            case "f" -> "CAST(CAST(ROUND(COALESCE(" + Conversion.real(value).text() + ", 0), " + digits
                    + ") AS DECIMAL(60, " + digits + ")) AS VARCHAR)";
            default -> throw new SqliteException("printf: conversion %" + spec.group(4) + " is not known");
        };
        if (spec.group(2).isEmpty()) {
            return text;
        }
        String width = "GREATEST(" + spec.group(2) + ", CHAR_LENGTH(" + text + "))"; // LPAD would cut what is longer
        return "LPAD(" + text + ", " + width + ", '" + (spec.group(1).isEmpty() ? ' ' : '0') + "')";
    }
}
