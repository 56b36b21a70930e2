package switchboard.mysql.protocol.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * caching_sha2_password (MySQL protocol reference, "Caching_sha2_password information"): the fast proof is
 * {@code SHA256(password) XOR SHA256(SHA256(SHA256(password)) + nonce)}; without a cache the password itself travels,
 * in TLS or RSA, and is compared with a stored SHA-256-crypt.
 */
public final class CachingSha2Password {
    /** Bytes of a fast proof. */
    public static final int PROOF_BYTES = 32;
    /** First byte of what the server says amid the login. */
    public static final int MORE_DATA = 0x01;
    /** The fast proof fits. */
    public static final int FAST_AUTH_SUCCESS = 0x03;
    /** The password itself is needed. */
    public static final int PERFORM_FULL_AUTHENTICATION = 0x04;
    /** A client asks for the RSA key; {@code sha256_password} asks with 1. */
    public static final int REQUEST_PUBLIC_KEY = 0x02;

    private CachingSha2Password() {
    }

    /** The fast proof of a clear text: empty for an empty one. */
    public static byte[] scramble(String password, byte[] nonce) {
        if (password.isEmpty()) {
            return new byte[0];
        }
        MessageDigest sha256 = Digests.sha256();
        byte[] stage1 = sha256.digest(password.getBytes(StandardCharsets.UTF_8));
        byte[] stage2 = sha256.digest(stage1);
        sha256.update(stage2);
        return Digests.xor(stage1, sha256.digest(nonce));
    }

    /** Whether a fast proof fits a clear text. */
    public static boolean verify(String password, byte[] nonce, byte[] proof) {
        return MessageDigest.isEqual(scramble(password, nonce), proof);
    }

    /**
     * Hashes a password for storage, in milliseconds of CPU.
     *
     * @param salt 20 bytes, from {@link Scramble}
     */
    public static StoredPassword.CachingSha2 hash(String password, byte[] salt) {
        int rounds = StoredPassword.CachingSha2.DEFAULT_ROUNDS;
        byte[] digest = Sha256Crypt.hash(password.getBytes(StandardCharsets.UTF_8), salt, rounds);
        return new StoredPassword.CachingSha2(rounds, salt, digest);
    }
}
