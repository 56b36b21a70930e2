package switchboard.admin.sql.syntax;

/**
 * Blanks and comments: {@code --} and {@code #} to the end of the line, {@code /* *}{@code /}. MySQL's {@code /*!40101}
 * is a comment too, as it is for SQLite.
 */
final class Blanks {
    private Blanks() {
    }

    /**
     * The position of the next character that says something, or the text's length.
     *
     * @param hashes whether {@code #} begins a comment
     */
    static int skip(String text, int from, boolean hashes) {
        int at = from;
        while (at < text.length()) {
            int next = one(text, at, hashes);
            if (next == at) {
                return at;
            }
            at = next;
        }
        return at;
    }

    private static int one(String text, int at, boolean hashes) {
        char c = text.charAt(at);
        if (c <= ' ' || c == '\uFEFF' || c == '\u00A0') {
            return at + 1;
        }
        if (c == '#' && hashes || text.startsWith("--", at)) {
            return behind(text, "\n", at);
        }
        return text.startsWith("/*", at) ? behind(text, "*/", at + 2) : at;
    }

    private static int behind(String text, String end, int from) {
        int found = text.indexOf(end, from);
        return found < 0 ? text.length() : found + end.length();
    }
}
