package switchboard.query.digest.text;

/** Classes of bytes; all above 127 belong to none, as in ProxySQL. */
final class Ascii {
    private static final byte BLANK = 1;
    private static final byte DIGIT = 2;
    private static final byte IDENTIFIER = 4;
    private static final byte OPERATOR = 8;
    private static final byte HEX = 16;
    /** Bytes at which the scanner must stop and look: blanks, digits, quotes and whatever may open a comment. */
    private static final byte SPECIAL = 32;
    private static final byte[] CLASSES = new byte[256];

    static {
        mark(" \t\n\r", BLANK | SPECIAL);
        mark("0123456789", DIGIT | IDENTIFIER | HEX | SPECIAL);
        mark("abcdefABCDEF", HEX);
        mark("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_", IDENTIFIER);
        mark("+-*/%", OPERATOR);
        mark("/#-'\"", SPECIAL);
    }

    private Ascii() {
    }

    private static void mark(String bytes, int classes) {
        for (int i = 0; i < bytes.length(); i++) {
            CLASSES[bytes.charAt(i)] |= (byte) classes;
        }
    }

    static boolean blank(byte b) {
        return (CLASSES[b & 0xFF] & BLANK) != 0;
    }

    static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }

    static boolean identifier(byte b) {
        return (CLASSES[b & 0xFF] & IDENTIFIER) != 0;
    }

    static boolean operator(byte b) {
        return (CLASSES[b & 0xFF] & OPERATOR) != 0;
    }

    static boolean hex(byte b) {
        return (CLASSES[b & 0xFF] & HEX) != 0;
    }

    static boolean special(byte b) {
        return (CLASSES[b & 0xFF] & SPECIAL) != 0;
    }

    static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }
}
