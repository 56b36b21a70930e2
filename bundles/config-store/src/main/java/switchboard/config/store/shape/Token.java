package switchboard.config.store.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A piece of a CREATE TABLE statement.
 *
 * @param text for a quoted identifier the name alone, otherwise as written
 * @param start where it begins in the statement
 * @param end behind its last character
 */
record Token(Kind kind, String text, int start, int end) {
    /** What a token is; a quoted identifier is never a keyword. */
    enum Kind {
        WORD, QUOTED, STRING, NUMBER, SYMBOL
    }

    /** Whether this is the keyword or symbol, in any case. */
    boolean is(String expected) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(expected);
    }

    /** Whether this may be a name. */
    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    String upper() {
        return text.toUpperCase(Locale.ROOT);
    }

    /** Cuts a statement into tokens; blanks are dropped. */
    static List<Token> of(String sql) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < sql.length()) {
            if (Character.isWhitespace(sql.charAt(at))) {
                at++;
            } else {
                Token next = next(sql, at);
                tokens.add(next);
                at = next.end();
            }
        }
        return tokens;
    }

    private static Token next(String sql, int start) {
        char first = sql.charAt(start);
        return switch (first) {
            case '\'' -> {
                int end = closing(sql, start, '\'');
                yield new Token(Kind.STRING, sql.substring(start, end), start, end);
            }
            case '"', '`' -> quoted(sql, start, first);
            case '[' -> quoted(sql, start, ']');
            default -> plain(sql, start);
        };
    }

    private static Token quoted(String sql, int start, char close) {
        int end = closing(sql, start, close);
        String name = sql.substring(start + 1, end - 1).replace("" + close + close, "" + close);
        return new Token(Kind.QUOTED, name, start, end);
    }

    private static Token plain(String sql, int start) {
        char first = sql.charAt(start);
        int end = start + 1;
        if (Character.isDigit(first)) {
            while (end < sql.length() && (Character.isDigit(sql.charAt(end)) || sql.charAt(end) == '.')) {
                end++;
            }
            return new Token(Kind.NUMBER, sql.substring(start, end), start, end);
        }
        if (Character.isJavaIdentifierStart(first)) {
            while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
                end++;
            }
            return new Token(Kind.WORD, sql.substring(start, end), start, end);
        }
        if (end < sql.length() && isPair(sql.substring(start, end + 1))) {
            end++;
        }
        return new Token(Kind.SYMBOL, sql.substring(start, end), start, end);
    }

    private static boolean isPair(String two) {
        return switch (two) {
            case "<>", "<=", ">=", "!=", "==", "||" -> true;
            default -> false;
        };
    }

    private static int closing(String sql, int start, char close) {
        int at = start + 1;
        while (at < sql.length()) {
            if (sql.charAt(at) != close) {
                at++;
            } else if (at + 1 < sql.length() && sql.charAt(at + 1) == close) {
                at += 2;
            } else {
                return at + 1;
            }
        }
        throw new IllegalArgumentException("unclosed " + close + " at character " + start + ": " + sql);
    }
}
