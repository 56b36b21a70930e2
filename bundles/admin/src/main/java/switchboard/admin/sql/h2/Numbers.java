package switchboard.admin.sql.h2;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What SQLite takes for a number in a text. */
final class Numbers {
    private static final Pattern WHOLE = Pattern.compile("\\s*[+-]?\\d{1,19}\\s*");
    private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?\\s*");
    private static final Pattern PREFIX = Pattern.compile("\\s*([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,3})?)");

    private Numbers() {
    }

    /** The number that the whole text is, whole where it can be; null if it is none. */
    static Sql of(String text) {
        if (WHOLE.matcher(text).matches()) {
            try {
                return Sql.number(Long.parseLong(text.strip()));
            } catch (NumberFormatException tooLong) {
                return Sql.number(Double.parseDouble(text.strip()));
            }
        }
        if (!NUMBER.matcher(text).matches()) {
            return null;
        }
        double value = Double.parseDouble(text.strip());
        return isWhole(value) ? Sql.number((long) value) : Sql.number(value);
    }

    /** The number that the text begins with, 0 if with none. */
    static Sql prefix(String text) {
        Matcher matcher = PREFIX.matcher(text);
        if (!matcher.lookingAt()) {
            return Sql.number(0);
        }
        String number = matcher.group(1);
        boolean whole = number.matches("[+-]?\\d{1,18}");
        return whole ? Sql.number(Long.parseLong(number)) : Sql.number(Double.parseDouble(number));
    }

    /** A number as it is typed in a statement: decimal, hexadecimal, or with a point. */
    static Sql literal(String typed) {
        if (typed.startsWith("0x") || typed.startsWith("0X")) {
            String digits = typed.substring(2);
            return digits.length() > 16 ? Sql.number(0) : Sql.number(Long.parseUnsignedLong(digits, 16));
        }
        if (typed.matches("\\d+")) {
            try {
                return Sql.number(Long.parseLong(typed));
            } catch (NumberFormatException tooLong) {
                return Sql.number(Double.parseDouble(typed));
            }
        }
        return Sql.number(Double.parseDouble(typed));
    }

    static boolean isWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) < 9.2e18;
    }
}
