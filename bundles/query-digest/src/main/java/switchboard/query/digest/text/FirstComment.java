package switchboard.query.digest.text;

import java.nio.charset.StandardCharsets;

/** The first comment of a statement, blanks as spaces, cut to 1023 bytes (ProxySQL: comment annotations). */
final class FirstComment {
    private static final int MAX_BYTES = 1023;

    private final byte[] bytes = new byte[MAX_BYTES];
    /** Bytes that were offered, also those that found no room. */
    private int offered;
    private boolean begun;
    private boolean ended;

    void clear() {
        offered = 0;
        begun = false;
        ended = false;
    }

    void begin() {
        begun = true;
    }

    void add(byte b) {
        if (!ended) {
            if (offered < MAX_BYTES) {
                bytes[offered] = Ascii.blank(b) ? (byte) ' ' : b;
            }
            offered++;
        }
    }

    /** The comment's closing star was taken for a part of it until its slash came. */
    void end() {
        if (!ended && offered > 0) {
            offered--;
        }
        ended = true;
    }

    /** The text, or null if the statement has none; a new String. */
    String text() {
        return begun ? new String(bytes, 0, Math.min(offered, MAX_BYTES), StandardCharsets.UTF_8) : null;
    }
}
