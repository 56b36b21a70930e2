package switchboard.query.digest.text;

/**
 * First stage: reads a statement, replaces values by {@code ?}, takes comments out and folds blanks.
 *
 * <p>May be fed piece by piece; strings and comments go on in the next piece, shorter tokens are left over for it.
 */
final class DigestScanner {
    private enum State {
        PLAIN, STRING, COMMENT, LINE_COMMENT
    }

    /** Bytes that must be known to tell what begins: "NULL" and the byte behind it, "-- ". */
    private static final int LOOK_AHEAD = 5;

    private final DigestText text;
    private final BlankAndSignFilter filter;
    private final FirstComment firstComment;
    private final CommentReader comment;
    private boolean replaceNull;
    private boolean keepComment;
    private State state;
    private byte delimiter;
    private boolean escaped;
    /** The byte before the one that is looked at. */
    private byte previous;
    private boolean full;

    DigestScanner(DigestText text, FirstComment firstComment) {
        this.text = text;
        this.firstComment = firstComment;
        filter = new BlankAndSignFilter(text);
        comment = new CommentReader(filter, firstComment);
    }

    /** Begins a statement whose text may have {@code capacity} bytes. */
    void clear(DigestOptions options, int capacity) {
        replaceNull = options.replaceNull();
        keepComment = options.keepComment();
        text.clear(capacity, options);
        filter.clear(options);
        firstComment.clear();
        comment.clear();
        state = State.PLAIN;
        escaped = false;
        previous = 0;
        full = false;
    }

    /** Whether a command was read that is not in the text. */
    boolean hidesCommand() {
        return comment.hidesCommand();
    }

    /** Whether the text has no room for more. */
    boolean full() {
        return full;
    }

    /**
     * Reads a piece.
     *
     * @param last whether nothing follows
     * @return the first byte that was not read; it must begin the next piece
     */
    int scan(byte[] in, int from, int to, boolean last) {
        int at = from;
        while (at < to && !full) {
            State before = state;
            int next = switch (before) {
                case PLAIN -> plain(in, at, to, last);
                case STRING -> string(in, at, to, last);
                case COMMENT -> comment(in, at, to, last);
                case LINE_COMMENT -> lineComment(in, at, to);
            };
            if (next == at && state == before) {
                break;
            }
            at = next;
        }
        return at;
    }

    /** Ends the statement. */
    void end() {
        filter.end();
        text.trim();
    }

    /** Reads until something other than plain text begins. */
    private int plain(byte[] in, int from, int to, boolean last) {
        int at = from;
        while (at < to && state == State.PLAIN && !full) {
            if (filter.full()) {
                full = true;
                break;
            }
            byte b = in[at];
            if (Ascii.special(b) || replaceNull && (b == 'N' || b == 'n')) {
                if (!last && to - at < LOOK_AHEAD) {
                    break;
                }
                int next = special(in, at, to, last);
                if (next == at) {
                    break;
                }
                at = next;
            } else {
                filter.take(b);
                previous = b;
                at++;
            }
        }
        return at;
    }

    private int special(byte[] in, int at, int to, boolean last) {
        byte b = in[at];
        if (Ascii.blank(b)) {
            filter.space();
        } else if (b == '\'' || b == '"') {
            delimiter = b;
            state = State.STRING;
        } else if (Ascii.digit(b) && !Ascii.identifier(previous)) {
            return number(in, at, to, last);
        } else if (b == '/' && at + 1 < to && in[at + 1] == '*') {
            comment.open(in, at, to, keepComment);
            state = State.COMMENT;
            return at;
        } else if (b == '#') {
            state = State.LINE_COMMENT;
        } else if (b == '-' && previous != '-' && at + 2 < to && in[at + 1] == '-' && Ascii.blank(in[at + 2])) {
            return dashComment(in, at, to, last);
        } else if (isNull(in, at, to)) {
            filter.take((byte) '?');
            previous = in[at + 3];
            return at + 4;
        } else {
            filter.take(b);
        }
        previous = b;
        return at + 1;
    }

    private boolean isNull(byte[] in, int at, int to) {
        return replaceNull && at + 4 <= to && !Ascii.identifier(previous) && Ascii.lower(in[at]) == 'n'
                && Ascii.lower(in[at + 1]) == 'u' && Ascii.lower(in[at + 2]) == 'l' && Ascii.lower(in[at + 3]) == 'l'
                && (at + 4 == to || !Ascii.identifier(in[at + 4]));
    }

    private int number(byte[] in, int from, int to, boolean last) {
        int end = NumberToken.end(in, from, to, last);
        if (end == to && !last) {
            return from;
        }
        previous = in[end - 1];
        if (NumberToken.isValue(in, from, end)) {
            filter.take((byte) '?');
            // ProxySQL copies a number before it replaces it: one that does not fit is the end of the text
            full = end < to && end - from >= text.room();
        } else {
            for (int i = from; i < end && !filter.full(); i++) {
                filter.take(in[i]);
            }
        }
        return end;
    }

    private int string(byte[] in, int from, int to, boolean last) {
        for (int i = from; i < to; i++) {
            byte b = in[i];
            if (escaped) {
                escaped = false;
            } else if (b == '\\') {
                escaped = true;
            } else if (b == delimiter) {
                if (i + 1 == to && !last) {
                    return i;
                }
                if (i + 1 < to && in[i + 1] == delimiter) {
                    i++;
                    continue;
                }
                filter.take((byte) '?');
                previous = b;
                state = State.PLAIN;
                return i + 1;
            }
        }
        return to;
    }

    private int comment(byte[] in, int from, int to, boolean last) {
        int next = comment.read(in, from, to, last);
        if (comment.closed()) {
            previous = '/';
            state = State.PLAIN;
        }
        return next;
    }

    /**
     * Begins a comment at two dashes and a blank. When a blank precedes it and its line feed is the statement's last
     * byte, ProxySQL 2.7.1 takes out no more than the dashes ({@code 1 -- x\n} gives {@code ? x}).
     */
    private int dashComment(byte[] in, int at, int to, boolean last) {
        int end = at + 2;
        while (end < to && in[end] != '\n') {
            end++;
        }
        if (!(last && end == to - 1 && Ascii.blank(previous))) {
            state = State.LINE_COMMENT;
        }
        previous = ' ';
        return at + 2;
    }

    private int lineComment(byte[] in, int from, int to) {
        for (int i = from; i < to; i++) {
            if (in[i] == '\n') {
                filter.space();
                previous = '\n';
                state = State.PLAIN;
                return i + 1;
            }
        }
        return to;
    }
}
