package switchboard.mysql.proxy.variables;

/** The words of a SET statement, one after the other. */
final class SetTokens {
    private final String text;
    private int at;

    SetTokens(String text) {
        this.text = text;
    }

    /** The next token without taking it; empty at the end. */
    String peek() {
        int before = at;
        String token = next();
        at = before;
        return token;
    }

    /** Takes the next token if it is this word, in any case. */
    boolean take(String word) {
        int before = at;
        if (next().equalsIgnoreCase(word)) {
            return true;
        }
        at = before;
        return false;
    }

    /**
     * The next token: a word with {@code @}, {@code .} and back-quoted parts, a quoted string with its quotes, or one
     * character; empty at the end.
     */
    String next() {
        skipBlanksAndComments();
        if (at >= text.length()) {
            return "";
        }
        int start = at;
        char first = text.charAt(at);
        if (first == '\'' || first == '"') {
            at = endOfString(at, first);
        } else if (first == ':' && text.startsWith(":=", at)) {
            at += 2;
        } else if (isWord(first)
                || (first == '-' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1)))) {
            at++;
            while (at < text.length() && isWord(text.charAt(at))) {
                at++;
            }
        } else {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '@' || c == '.' || c == '`' || c == '$';
    }

    private int endOfString(int from, char quote) {
        int i = from + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == quote) {
                if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                    i++;
                } else {
                    return i + 1;
                }
            }
            i++;
        }
        return text.length();
    }

    private void skipBlanksAndComments() {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("/*", at) && !text.startsWith("/*!", at)) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else {
                return;
            }
        }
    }
}
