package switchboard.admin.sql;

/**
 * A piece of a statement; all pieces together are its text.
 *
 * @param start position in the text
 */
record Token(Kind kind, String text, int start) {
    /** What a piece is. */
    enum Kind {
        /** Blanks and comments. */
        BLANK, WORD, NUMBER, STRING, DOUBLE_QUOTED, BACK_QUOTED, SYMBOL
    }

    boolean is(String wordOrSymbol) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(wordOrSymbol);
    }

    /** The name that a quoted or plain identifier stands for; a string's content. */
    String name() {
        return switch (kind) {
            case STRING -> unquote('\'');
            case DOUBLE_QUOTED -> unquote('"');
            case BACK_QUOTED -> unquote('`');
            case BLANK, WORD, NUMBER, SYMBOL -> text;
        };
    }

    private String unquote(char quote) {
        int end = text.length() > 1 && text.charAt(text.length() - 1) == quote ? text.length() - 1 : text.length();
        String one = String.valueOf(quote);
        return text.substring(1, end).replace(one + one, one);
    }
}
