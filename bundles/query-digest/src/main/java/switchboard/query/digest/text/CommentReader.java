package switchboard.query.digest.text;

/**
 * Reads comments between slash-star and star-slash. The text of a command comment ({@code /}{@code *!}) stays in the
 * digest, without its version; with {@code keep_comment} all but the empty ones do. ProxySQL takes a command for MariaDB
 * alone ({@code /}{@code *M!}) for a comment: it is not in the digest.
 */
final class CommentReader {
    /** Bytes of a chunk that must be known where a comment may open or close. */
    private static final int LOOK_AHEAD = 3;

    private final BlankAndSignFilter filter;
    private final FirstComment firstComment;
    private boolean command;
    private boolean kept;
    /** Whether the command's text has begun, behind version and blanks. */
    private boolean commandBegun;
    private byte previous;
    private boolean closed;
    private boolean hidesCommand;

    CommentReader(BlankAndSignFilter filter, FirstComment firstComment) {
        this.filter = filter;
        this.firstComment = firstComment;
    }

    /** Begins a statement. */
    void clear() {
        hidesCommand = false;
    }

    /** Begins the comment whose slash is at {@code at}. */
    void open(byte[] in, int at, int to, boolean keep) {
        command = at + 2 < to && in[at + 2] == '!';
        kept = keep && !isEmpty(in, at + 2, to);
        commandBegun = false;
        closed = false;
        firstComment.begin();
        hidesCommand |= isForMariaDb(in, at, to);
        if (kept) {
            filter.take((byte) '/');
            filter.take((byte) '*');
        }
    }

    /** ProxySQL never keeps a comment without text, nor a command that is no more than a number. */
    private boolean isEmpty(byte[] in, int from, int to) {
        if (!command) {
            return from + 1 < to && in[from] == '*' && in[from + 1] == '/';
        }
        int i = from;
        while (i < to && precedesCommand(in[i])) {
            i++;
        }
        return i == to || in[i - 1] == '/' && in[i - 2] == '*';
    }

    private static boolean precedesCommand(byte b) {
        return Ascii.digit(b) || b == ' ' || b == '*' || b == '!' || b == '/';
    }

    private static boolean isForMariaDb(byte[] in, int at, int to) {
        return at + 3 < to && in[at + 2] == 'M' && in[at + 3] == '!';
    }

    /** Whether there was a command that is not in the digest. */
    boolean hidesCommand() {
        return hidesCommand;
    }

    boolean closed() {
        return closed;
    }

    /** Reads on; returns the first byte that was not read. */
    int read(byte[] in, int from, int to, boolean last) {
        for (int i = from; i < to; i++) {
            byte b = in[i];
            if (b == '/') {
                if (!last && to - i <= LOOK_AHEAD) {
                    return i;
                }
                // ProxySQL passes over every further opening, even one that shares its slash with the closing, and
                // looks at the byte behind it for a closing only
                if (i + 1 < to && in[i + 1] == '*') {
                    hidesCommand |= command && isForMariaDb(in, i, to);
                    i += i + 2 < to && in[i + 2] == '!' ? 3 : 2;
                    if (i >= to) {
                        return to;
                    }
                    previous = in[i - 1];
                    b = in[i];
                }
                if (b == '/' && previous == '*') {
                    close();
                    return i + 1;
                }
            }
            add(b);
            previous = b;
        }
        return to;
    }

    private void add(byte b) {
        firstComment.add(b);
        if (kept) {
            keep(b);
        } else if (command && (commandBegun || !precedesCommand(b)) && b != '*') {
            commandBegun = true;
            keep(b);
        }
    }

    private void keep(byte b) {
        if (Ascii.blank(b)) {
            filter.space();
        } else {
            filter.take(b);
        }
    }

    private void close() {
        closed = true;
        firstComment.end();
        if (kept) {
            filter.take((byte) '/');
        }
        filter.space();
    }
}
