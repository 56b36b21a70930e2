package switchboard.transport.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Writes the few shapes of DER that certificates and keys need (ITU-T X.690). */
final class Der {
    private static final DateTimeFormatter GENERALIZED = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'")
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'")
            .withZone(ZoneOffset.UTC);
    /** RFC 5280, 4.1.2.5: years to 2049 have two digits. */
    private static final Instant LAST_SHORT = Instant.parse("2050-01-01T00:00:00Z");

    private Der() {
    }

    static byte[] sequence(byte[]... parts) {
        return tagged(0x30, parts);
    }

    static byte[] octets(byte[]... parts) {
        return tagged(0x04, parts);
    }

    /** A string of bits of which none is unused. */
    static byte[] bits(byte[] bytes) {
        return tagged(0x03, new byte[1], bytes);
    }

    static byte[] integer(BigInteger number) {
        return tagged(0x02, number.toByteArray());
    }

    static byte[] yes() {
        return tagged(0x01, new byte[]{(byte) 0xFF});
    }

    /** @param hex its content, e.g. 551D13 for 2.5.29.19 */
    static byte[] objectId(String hex) {
        return tagged(0x06, HexFormat.of().parseHex(hex));
    }

    static byte[] time(Instant time) {
        boolean isShort = time.isBefore(LAST_SHORT);
        String text = (isShort ? UTC : GENERALIZED).format(time);
        return tagged(isShort ? 0x17 : 0x18, text.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length < 0x80) {
            out.write(length);
        } else {
            byte[] digits = BigInteger.valueOf(length).toByteArray();
            int from = digits[0] == 0 ? 1 : 0;
            out.write(0x80 | digits.length - from);
            out.write(digits, from, digits.length - from);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
