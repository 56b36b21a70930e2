package switchboard.checksum.algorithm;

import java.util.Locale;

/**
 * A hash as ProxySQL writes it: the low half in hexadecimal digits, then the high half, both without leading zeros, and
 * zeros at the end. Not the number's digits; recorded from ProxySQL 2.7.1.
 */
public final class ChecksumText {
    private static final int LENGTH = 18;

    private ChecksumText() {
    }

    /** With 16 digits, as in {@code runtime_checksums_values}. */
    public static String padded(long hash) {
        String text = plain(hash);
        return text + "0".repeat(LENGTH - text.length());
    }

    /** As the command CHECKSUM prints it. */
    public static String plain(long hash) {
        return "0x" + digits((int) hash) + digits((int) (hash >>> 32));
    }

    private static String digits(int half) {
        return Integer.toHexString(half).toUpperCase(Locale.ROOT);
    }
}
