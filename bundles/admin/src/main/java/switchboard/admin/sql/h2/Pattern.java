package switchboard.admin.sql.h2;

import switchboard.admin.sql.syntax.SqliteException;

/** LIKE, which minds no case and has no escape character by itself, and GLOB. */
final class Pattern {
    private Pattern() {
    }

    /** @param escape null if there is none */
    static Sql like(boolean not, Sql value, Sql pattern, Sql escape) throws SqliteException {
        String operator = Conversion.text(value).text() + (not ? " NOT" : "") + " ILIKE ";
        Sql text = Conversion.text(pattern);
        if (escape == null) {
            return Sql.condition('(' + operator + text.text() + " ESCAPE '')");
        }
        String character = Conversion.text(escape).literal();
        if (character == null || character.codePointCount(0, character.length()) != 1) {
            throw new SqliteException("ESCAPE expression must be a single character");
        }
        if (text.literal() == null) {
            return Sql.condition('(' + operator + text.text() + " ESCAPE " + Sql.quoted(character) + ')');
        }
        return Sql
                .condition('(' + operator + Sql.quoted(escaped(text.literal(), character.charAt(0))) + " ESCAPE '\\')");
    }

    /** The same pattern with a backslash before each character that means itself: H2 refuses it before others. */
    private static String escaped(String pattern, char escape) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == escape && i + 1 < pattern.length()) {
                c = pattern.charAt(++i);
                text.append(c == '%' || c == '_' || c == '\\' ? "\\" : "").append(c);
            } else {
                text.append(c == '\\' ? "\\\\" : String.valueOf(c));
            }
        }
        return text.toString();
    }

    static Sql glob(boolean not, Sql value, Sql pattern) throws SqliteException {
        if (pattern.type() == Type.NULL) {
            return Sql.condition("CAST(NULL AS BOOLEAN)");
        }
        String literal = Conversion.text(pattern).literal();
        if (literal == null) {
            throw new SqliteException("GLOB needs a pattern in quotes");
        }
        String matches = "REGEXP_LIKE(" + Conversion.text(value).text() + ", " + Sql.quoted(regex(literal)) + ", 'cn')";
        return Sql.condition(not ? "(NOT " + matches + ')' : matches);
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder("^");
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            int close = c == '[' ? glob.indexOf(']', i + (glob.startsWith("^", i + 1) ? 3 : 2)) : -1;
            if (c == '*') { // two in a row are one, and cost a regular expression dearly
                regex.append(regex.toString().endsWith(".*") ? "" : ".*");
            } else if (c == '?') {
                regex.append('.');
            } else if (close > 0) {
                regex.append(characters(glob.substring(i + 1, close)));
                i = close;
            } else if (c == '[') {
                return "^(?!)"; // never closed: matches nothing
            } else {
                regex.append(Character.isLetterOrDigit(c) || c > 0x7F ? "" : "\\").append(c);
            }
        }
        return regex.append("\\z").toString();
    }

    /** A set of characters; in it only {@code ^} in front and {@code -} in the middle mean something. */
    private static String characters(String set) {
        boolean not = set.startsWith("^");
        StringBuilder regex = new StringBuilder(not ? "[^" : "[");
        String rest = not ? set.substring(1) : set;
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            boolean range = c == '-' && i > 0 && i < rest.length() - 1 && rest.charAt(i - 1) <= rest.charAt(i + 1);
            regex.append(range || Character.isLetterOrDigit(c) || c > 0x7F ? "" : "\\").append(c);
        }
        return regex.append(']').toString();
    }
}
