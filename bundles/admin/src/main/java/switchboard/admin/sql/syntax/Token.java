package switchboard.admin.sql.syntax;

/**
 * A piece of a statement that means something: neither blank nor comment.
 *
 * @param value of a quoted piece what it stands for, otherwise its text
 * @param start position of its first character in the statement
 * @param end position behind its last character
 */
public record Token(Kind kind, String text, String value, int start, int end) {
    /** What a piece is. */
    public enum Kind {
        WORD, NUMBER, STRING, DOUBLE_QUOTED, BACK_QUOTED, SYMBOL
    }

    /** Whether this is the keyword or symbol, in any case; never a quoted one. */
    public boolean is(String wordOrSymbol) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(wordOrSymbol);
    }

    /** Whether this can name something (SQLite takes even a string for a name). */
    public boolean isName() {
        return switch (kind) {
            case WORD -> !Keywords.isReserved(text);
            case STRING, DOUBLE_QUOTED, BACK_QUOTED -> true;
            case NUMBER, SYMBOL -> false;
        };
    }
}
