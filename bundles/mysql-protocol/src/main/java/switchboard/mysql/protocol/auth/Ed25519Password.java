package switchboard.mysql.protocol.auth;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * client_ed25519 of MariaDB: the nonce is signed with Ed25519 (RFC 8032), but the password stands in the place of the 32 bytes
 * of the private key, which no library of the platform allows. A few milliseconds of CPU. Its time tells something of the
 * password: only for our own logins to servers.
 */
public final class Ed25519Password {
    /** Bytes of a nonce. */
    public static final int NONCE_BYTES = 32;

    private static final int KEY_BYTES = 32;
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger L = BigInteger.TWO.pow(252)
            .add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger D = BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    private static final Point ZERO = new Point(BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE, BigInteger.ZERO);
    private static final Point BASE = Point.of(
            new BigInteger("15112221349535400772501151409588531511454012693041857206046113283949847762202"),
            new BigInteger("46316835694926478169428394003475163141307993866256225615783033603165251855960"));

    private Ed25519Password() {
    }

    /** The proof: a signature of 64 bytes. */
    public static byte[] sign(String password, byte[] nonce) {
        byte[] expanded = sha512(password.getBytes(StandardCharsets.UTF_8));
        BigInteger secret = clamp(expanded);
        byte[] key = BASE.times(secret).encoded();
        BigInteger r = number(sha512(Arrays.copyOfRange(expanded, KEY_BYTES, 2 * KEY_BYTES), nonce)).mod(L);
        byte[] point = BASE.times(r).encoded();
        BigInteger challenge = number(sha512(point, key, nonce)).mod(L);
        byte[] signature = Arrays.copyOf(point, 2 * KEY_BYTES);
        System.arraycopy(bytes(r.add(challenge.multiply(secret)).mod(L)), 0, signature, KEY_BYTES, KEY_BYTES);
        return signature;
    }

    /** What MariaDB stores of a password, in Base64 without padding: 32 bytes. */
    public static byte[] publicKey(String password) {
        return BASE.times(clamp(sha512(password.getBytes(StandardCharsets.UTF_8)))).encoded();
    }

    private static BigInteger clamp(byte[] expanded) {
        byte[] half = Arrays.copyOf(expanded, KEY_BYTES);
        half[0] &= (byte) 0xF8;
        half[31] &= 0x7F;
        half[31] |= 0x40;
        return number(half);
    }

    private static BigInteger number(byte[] littleEndian) {
        return new BigInteger(1, reversed(littleEndian));
    }

    private static byte[] bytes(BigInteger number) {
        byte[] big = number.toByteArray();
        byte[] little = reversed(big.length > KEY_BYTES ? Arrays.copyOfRange(big, 1, big.length) : big);
        return Arrays.copyOf(little, KEY_BYTES);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            result[i] = bytes[bytes.length - 1 - i];
        }
        return result;
    }

    private static byte[] sha512(byte[]... parts) {
        MessageDigest digest = Digests.sha512();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    /** A point of the curve in extended coordinates (RFC 8032, 5.1.4). */
    private record Point(BigInteger x, BigInteger y, BigInteger z, BigInteger t) {
        static Point of(BigInteger x, BigInteger y) {
            return new Point(x, y, BigInteger.ONE, x.multiply(y).mod(P));
        }

        Point plus(Point other) {
            BigInteger a = y.subtract(x).multiply(other.y.subtract(other.x)).mod(P);
            BigInteger b = y.add(x).multiply(other.y.add(other.x)).mod(P);
            BigInteger c = t.shiftLeft(1).multiply(D).mod(P).multiply(other.t).mod(P);
            BigInteger d = z.shiftLeft(1).multiply(other.z).mod(P);
            BigInteger e = b.subtract(a);
            BigInteger f = d.subtract(c);
            BigInteger g = d.add(c);
            BigInteger h = b.add(a);
            return new Point(e.multiply(f).mod(P), g.multiply(h).mod(P), f.multiply(g).mod(P), e.multiply(h).mod(P));
        }

        Point times(BigInteger factor) {
            Point sum = ZERO;
            for (int i = factor.bitLength() - 1; i >= 0; i--) {
                sum = sum.plus(sum);
                sum = factor.testBit(i) ? sum.plus(this) : sum;
            }
            return sum;
        }

        byte[] encoded() {
            BigInteger inverse = z.modInverse(P);
            byte[] encoded = bytes(y.multiply(inverse).mod(P));
            if (x.multiply(inverse).mod(P).testBit(0)) {
                encoded[31] |= (byte) 0x80;
            }
            return encoded;
        }
    }
}
