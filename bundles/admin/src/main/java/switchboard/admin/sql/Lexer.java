package switchboard.admin.sql;

import java.util.ArrayList;
import java.util.List;

/** Cuts a statement into tokens. Never fails: an unterminated string goes to the end. */
final class Lexer {
    private final String text;
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** All tokens, blanks and comments included. */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        List<Token> tokens = new ArrayList<>();
        while (lexer.at < text.length()) {
            tokens.add(lexer.next());
        }
        return tokens;
    }

    private Token next() {
        int start = at;
        char c = text.charAt(at);
        Token.Kind kind;
        if (Character.isWhitespace(c) || c == '#' || text.startsWith("--", at) || text.startsWith("/*", at)) {
            kind = Token.Kind.BLANK;
            blanks();
        } else if (c == '\'' || c == '"' || c == '`') {
            kind = c == '\'' ? Token.Kind.STRING : c == '"' ? Token.Kind.DOUBLE_QUOTED : Token.Kind.BACK_QUOTED;
            quoted(c);
        } else if (Character.isDigit(c)) {
            kind = Token.Kind.NUMBER;
            while (at < text.length() && (isWord(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
        } else if (isWord(c)) {
            kind = Token.Kind.WORD;
            while (at < text.length() && isWord(text.charAt(at))) {
                at++;
            }
        } else {
            kind = Token.Kind.SYMBOL;
            at += text.startsWith("==", at) || text.startsWith("||", at) || text.startsWith("<>", at)
                    || text.startsWith("!=", at) || text.startsWith("<=", at) || text.startsWith(">=", at) ? 2 : 1;
        }
        return new Token(kind, text.substring(start, at), start);
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '@';
    }

    private void blanks() {
        if (text.charAt(at) == '#' || text.startsWith("--", at)) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
        } else if (text.startsWith("/*", at)) {
            int end = text.indexOf("*/", at + 2);
            at = end < 0 ? text.length() : end + 2;
        } else {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }
    }

    private void quoted(char quote) {
        at++;
        while (at < text.length()) {
            if (text.charAt(at) == quote) {
                if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
                    at++;
                } else {
                    at++;
                    return;
                }
            }
            at++;
        }
    }
}
