package switchboard.config.file;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** Numbers as libconfig writes them. */
final class Numbers {
    private static final Pattern HEX = Pattern.compile("0[xX][0-9A-Fa-f]+L{0,2}");
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+L{0,2}");
    private static final Pattern FLOAT = Pattern
            .compile("[-+]?(?:[0-9]*\\.[0-9]+|[0-9]+\\.)(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+");
    private static final int RADIX = 16;

    private Numbers() {
    }

    /** Reads a number and returns it in decimal; null if none is there. */
    static String read(Source in) {
        String hex = in.match(HEX);
        String real = in.match(FLOAT);
        String integer = in.match(INTEGER);
        int longest = Math.max(hex.length(), Math.max(real.length(), integer.length()));
        if (longest == 0) {
            return null;
        }
        in.skip(longest);
        if (longest == hex.length()) {
            return new BigInteger(withoutSuffix(hex).substring(2), RADIX).toString();
        }
        return longest == integer.length() ? new BigInteger(withoutSuffix(integer)).toString() : real;
    }

    private static String withoutSuffix(String number) {
        return number.replace("L", "");
    }
}
