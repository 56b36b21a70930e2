package switchboard.mysql.protocol.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * SHA-256-crypt (U. Drepper, "Unix crypt using SHA-256 and SHA-512"), as MySQL stores caching_sha2_password: like the
 * original, except that the salt has 20 bytes and may hold any.
 */
final class Sha256Crypt {
    /** Characters of the result. */
    static final int ENCODED_BYTES = 43;

    private static final int DIGEST_BYTES = 32;
    private static final byte[] ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
            .getBytes(StandardCharsets.US_ASCII);

    private Sha256Crypt() {
    }

    /** The 43 characters that follow the salt. The step numbers are those of the paper. */
    static byte[] hash(byte[] password, byte[] salt, int rounds) {
        MessageDigest sha = Digests.sha256();
        sha.update(password); // steps 4 to 8
        sha.update(salt);
        byte[] b = sha.digest(password);
        sha.update(password); // steps 1 to 3
        sha.update(salt);
        sha.update(repeated(b, password.length)); // steps 9 and 10
        for (int bits = password.length; bits > 0; bits >>= 1) { // step 11
            sha.update((bits & 1) != 0 ? b : password);
        }
        byte[] a = sha.digest(); // step 12
        for (int i = 0; i < password.length; i++) { // steps 13 to 15
            sha.update(password);
        }
        final byte[] p = repeated(sha.digest(), password.length); // step 16
        for (int i = 0; i < 16 + (a[0] & 0xFF); i++) { // steps 17 to 19
            sha.update(salt);
        }
        final byte[] s = repeated(sha.digest(), salt.length); // step 20
        for (int round = 0; round < rounds; round++) { // step 21
            sha.update((round & 1) != 0 ? p : a);
            if (round % 3 != 0) {
                sha.update(s);
            }
            if (round % 7 != 0) {
                sha.update(p);
            }
            a = sha.digest((round & 1) != 0 ? a : p);
        }
        return encode(a);
    }

    private static byte[] repeated(byte[] digest, int length) {
        byte[] result = new byte[length];
        for (int i = 0; i < length; i += DIGEST_BYTES) {
            System.arraycopy(digest, 0, result, i, Math.min(DIGEST_BYTES, length - i));
        }
        return result;
    }

    /** Step 22: groups of three bytes, 10 apart, each group one place further than the last. */
    private static byte[] encode(byte[] digest) {
        byte[] out = new byte[ENCODED_BYTES];
        int at = 0;
        int high = 0;
        int middle = 10;
        int low = 20;
        for (int group = 0; group < 10; group++) {
            at = put(out, at, (digest[high] & 0xFF) << 16 | (digest[middle] & 0xFF) << 8 | digest[low] & 0xFF, 4);
            int next = high;
            high = low + 1;
            low = middle + 1;
            middle = next + 1;
        }
        put(out, at, (digest[31] & 0xFF) << 8 | digest[30] & 0xFF, 3);
        return out;
    }

    private static int put(byte[] out, int at, int bits, int characters) {
        int rest = bits;
        for (int i = 0; i < characters; i++) {
            out[at + i] = ALPHABET[rest & 0x3F];
            rest >>>= 6;
        }
        return at + characters;
    }
}
