package switchboard.admin.sql.syntax;

import java.util.List;
import java.util.function.Predicate;

/** A place between two tokens of a statement. */
public final class Cursor {
    private static final int MAX_NESTING = 100; // operators and parentheses within each other: the stack stays small
    private final String text;
    private final List<Token> tokens;
    private int at;
    private int nesting;

    public Cursor(String text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    /** The next token, null at the end. */
    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return at + ahead < tokens.size() ? tokens.get(at + ahead) : null;
    }

    boolean isNext(String wordOrSymbol) {
        return isNext(0, wordOrSymbol);
    }

    boolean isNext(int ahead, String wordOrSymbol) {
        Token token = peek(ahead);
        return token != null && token.is(wordOrSymbol);
    }

    boolean isNext(Predicate<Token> wanted) {
        return peek() != null && wanted.test(peek());
    }

    Token next() throws SqliteException {
        if (at >= tokens.size()) {
            throw unexpected();
        }
        return tokens.get(at++);
    }

    /** Takes the word or symbol if it is there. */
    boolean accept(String wordOrSymbol) {
        boolean found = isNext(wordOrSymbol);
        at += found ? 1 : 0;
        return found;
    }

    /** Takes the words if all of them are there. */
    boolean accept(String first, String second) {
        boolean found = isNext(0, first) && isNext(1, second);
        at += found ? 2 : 0;
        return found;
    }

    void expect(String wordOrSymbol) throws SqliteException {
        if (!accept(wordOrSymbol)) {
            throw unexpected();
        }
    }

    /** Takes a name. */
    String name() throws SqliteException {
        if (!isNext(Token::isName)) {
            throw unexpected();
        }
        return next().value();
    }

    void expectEnd() throws SqliteException {
        if (at < tokens.size()) {
            throw unexpected();
        }
    }

    /** What SQLite says of the token that is here. */
    SqliteException unexpected() {
        return at < tokens.size()
                ? SqliteException.near(tokens.get(at).text())
                : new SqliteException("incomplete input");
    }

    /** The same up to the next token: SQLite's labels keep a comment that follows. */
    String labelFrom(int position) {
        int end = at < tokens.size() ? tokens.get(at).start() : Blanks.skip(text, tokens.get(at - 1).end(), true);
        return text.substring(tokens.get(position).start(), end).strip();
    }

    void enter() throws SqliteException {
        if (++nesting > MAX_NESTING) {
            throw new SqliteException("parser stack overflow");
        }
    }

    void leave() {
        nesting--;
    }

    int position() {
        return at;
    }

    /** The statement's text from the token at a position to the one before this place. */
    String textFrom(int position) {
        return text.substring(tokens.get(position).start(), tokens.get(at - 1).end());
    }
}
