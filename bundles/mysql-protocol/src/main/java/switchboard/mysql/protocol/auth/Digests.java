package switchboard.mysql.protocol.auth;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The two digests of MySQL's plugins: every JDK has them. */
final class Digests {
    private Digests() {
    }

    static MessageDigest sha1() {
        return of("SHA-1");
    }

    static MessageDigest sha256() {
        return of("SHA-256");
    }

    static MessageDigest sha512() {
        return of("SHA-512");
    }

    static byte[] xor(byte[] left, byte[] right) {
        byte[] result = new byte[left.length];
        for (int i = 0; i < left.length; i++) {
            result[i] = (byte) (left[i] ^ right[i]);
        }
        return result;
    }

    private static MessageDigest of(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
