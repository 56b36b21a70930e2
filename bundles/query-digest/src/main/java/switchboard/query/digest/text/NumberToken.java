package switchboard.query.digest.text;

/** Where something that begins with a digit ends, and whether it is a number. */
final class NumberToken {
    private NumberToken() {
    }

    /** The end of the token that begins at {@code from}; {@code to} if it may go on behind it. */
    static int end(byte[] in, int from, int to, boolean last) {
        for (int i = from + 1; i < to; i++) {
            byte b = in[i];
            if (b == '.') {
                // as the very last byte ProxySQL leaves a point outside: "1." at the end of a statement gives "?."
                if (last && i == to - 1) {
                    return i;
                }
            } else if (b == '+' || b == '-') {
                if (in[i - 1] != 'e' && in[i - 1] != 'E') {
                    return i;
                }
            } else if (!Ascii.identifier(b)) {
                return i;
            }
        }
        return to;
    }

    /** Digits with points and exponents, or {@code 0x} and hex digits. */
    static boolean isValue(byte[] in, int from, int end) {
        if (end - from > 2 && in[from] == '0' && (in[from + 1] == 'x' || in[from + 1] == 'X')) {
            for (int i = from + 2; i < end; i++) {
                if (!Ascii.hex(in[i])) {
                    return false;
                }
            }
            return true;
        }
        for (int i = from + 1; i < end; i++) {
            byte b = in[i];
            if (!Ascii.digit(b) && b != '.' && b != 'e' && b != 'E' && b != '+' && b != '-') {
                return false;
            }
        }
        return true;
    }
}
