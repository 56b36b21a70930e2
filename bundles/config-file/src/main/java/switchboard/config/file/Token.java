package switchboard.config.file;

/**
 * A word of the syntax.
 *
 * @param text of a name, string, number or boolean its value; of others what stands in the file
 */
record Token(Kind kind, String text, Position position) {
    /** What a word is. */
    enum Kind {
        NAME, STRING, NUMBER, BOOLEAN, // values and their names
        EQUALS, COMMA, SEMICOLON, GROUP_START, GROUP_END, LIST_START, LIST_END, ARRAY_START, ARRAY_END, // single marks
        GARBAGE, END;

        /** The kind of a single character, or null. */
        static Kind of(char mark) {
            return switch (mark) {
                case '=', ':' -> EQUALS;
                case ',' -> COMMA;
                case ';' -> SEMICOLON;
                case '{' -> GROUP_START;
                case '}' -> GROUP_END;
                case '(' -> LIST_START;
                case ')' -> LIST_END;
                case '[' -> ARRAY_START;
                case ']' -> ARRAY_END;
                default -> null;
            };
        }
    }

    /** How an error names it; without the content of a string, which may be a password. */
    String shown() {
        return switch (kind) {
            case NAME -> "the name " + text;
            case STRING -> "a string";
            case NUMBER, BOOLEAN -> text;
            case END -> "the end of the file";
            case EQUALS, COMMA, SEMICOLON, GROUP_START, GROUP_END, LIST_START, LIST_END, ARRAY_START, ARRAY_END,
                    GARBAGE ->
                "'" + text + "'";
        };
    }

    ConfigNode.Scalar scalar() {
        return new ConfigNode.Scalar(text, position);
    }
}
