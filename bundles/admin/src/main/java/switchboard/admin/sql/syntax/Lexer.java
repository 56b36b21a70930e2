package switchboard.admin.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cuts the first statement of a text into tokens.
 *
 * <p>SQLite knows no backslash: {@code '\d'} is two characters, and rules are typed so. Connectors for MySQL escape quotes
 * by a backslash all the same ({@code 'it\'s'}), which leaves SQLite with a stray backslash or an open string. So a
 * statement is read as SQLite does, and only if that can't be, by MySQL's escapes (MySQL manual, String Literals).
 */
public final class Lexer {
    private static final Set<String> PAIRS = Set.of("==", "||", "<>", "!=", "<=", ">=", "<<", ">>");
    private static final String SINGLE = "+-*/%(),.=<>&|~";

    private final String text;
    private final boolean backslashes;
    private final boolean hashes;
    private int at;

    private Lexer(String text, boolean backslashes, boolean hashes) {
        this.text = text;
        this.backslashes = backslashes;
        this.hashes = hashes;
    }

    /** The first statement's tokens, none if there are only blanks, comments and semicolons. */
    public static List<Token> firstStatement(String text) throws SqliteException {
        boolean escapes = text.contains("\\'") || text.contains("\\\"");
        return escapes && !isSqlite(text) && isMysql(text)
                ? new Lexer(text, true, true).statement()
                : new Lexer(text, false, true).statement();
    }

    /** Whether all of it are SQLite's tokens, which {@code #} isn't. */
    private static boolean isSqlite(String text) {
        try {
            new Lexer(text, false, false).all();
            return true;
        } catch (SqliteException notSqlite) {
            return false;
        }
    }

    private static boolean isMysql(String text) {
        try {
            new Lexer(text, true, true).all();
            return true;
        } catch (SqliteException notMysql) {
            return false;
        }
    }

    /** The tokens of all statements. */
    private List<Token> all() throws SqliteException {
        List<Token> tokens = new ArrayList<>();
        while (at < text.length()) {
            tokens.addAll(statement());
        }
        return tokens;
    }

    private List<Token> statement() throws SqliteException {
        List<Token> tokens = new ArrayList<>();
        while (true) {
            at = Blanks.skip(text, at, hashes);
            if (at >= text.length() || text.charAt(at) == ';' && !tokens.isEmpty()) {
                return tokens;
            }
            if (text.charAt(at) == ';') {
                at++;
            } else {
                tokens.add(next());
            }
        }
    }

    private Token next() throws SqliteException {
        char c = text.charAt(at);
        int start = at;
        return switch (c) {
            case '\'' -> quoted(Token.Kind.STRING, c);
            case '"' -> quoted(Token.Kind.DOUBLE_QUOTED, c);
            case '`' -> quoted(Token.Kind.BACK_QUOTED, c);
            case '[' -> bracketed();
            default -> {
                if (isDigit(c) || c == '.' && isDigit(charAt(at + 1))) {
                    yield number();
                }
                if (isWord(c)) {
                    while (isWord(charAt(at)) || charAt(at) == '$') {
                        at++;
                    }
                    yield plain(Token.Kind.WORD, start);
                }
                yield symbol();
            }
        };
    }

    private Token number() throws SqliteException {
        int start = at;
        boolean hex = text.startsWith("0x", at) || text.startsWith("0X", at);
        while (isWord(charAt(at)) || charAt(at) == '.' && !hex || isExponentSign(hex)) {
            at++;
        }
        String number = text.substring(start, at);
        if (!number.matches(hex ? "0[xX][0-9a-fA-F]+" : "(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
            throw unrecognized(number);
        }
        return plain(Token.Kind.NUMBER, start);
    }

    private boolean isExponentSign(boolean hex) {
        return !hex && (charAt(at) == '+' || charAt(at) == '-') && (charAt(at - 1) == 'e' || charAt(at - 1) == 'E')
                && isDigit(charAt(at + 1));
    }

    private Token symbol() throws SqliteException {
        int start = at;
        if (at + 1 < text.length() && PAIRS.contains(text.substring(at, at + 2))) {
            at += 2;
        } else if (SINGLE.indexOf(text.charAt(at)) >= 0) {
            at++;
        } else {
            throw unrecognized(text.substring(at, at + 1));
        }
        return plain(Token.Kind.SYMBOL, start);
    }

    private Token plain(Token.Kind kind, int start) {
        String piece = text.substring(start, at);
        return new Token(kind, piece, piece, start, at);
    }

    private Token bracketed() throws SqliteException {
        int end = text.indexOf(']', at);
        if (end < 0) {
            throw unrecognized(text.substring(at));
        }
        int start = at;
        at = end + 1;
        return new Token(Token.Kind.BACK_QUOTED, text.substring(start, at), text.substring(start + 1, end), start, at);
    }

    private Token quoted(Token.Kind kind, char quote) throws SqliteException {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\' && backslashes && quote != '`' && at < text.length()) {
                value.append(Escapes.of(text.charAt(at++)));
            } else if (c != quote) {
                value.append(c);
            } else if (charAt(at) == quote) {
                value.append(c);
                at++;
            } else {
                return new Token(kind, text.substring(start, at), value.toString(), start, at);
            }
        }
        throw unrecognized(text.substring(start));
    }

    private char charAt(int index) {
        return index < text.length() ? text.charAt(index) : '\0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(char c) {
        return isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c > 0x7F;
    }

    private static SqliteException unrecognized(String token) {
        return new SqliteException("unrecognized token: \"" + token + "\"");
    }
}
