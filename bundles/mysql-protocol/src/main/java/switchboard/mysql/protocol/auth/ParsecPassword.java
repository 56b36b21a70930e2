package switchboard.mysql.protocol.auth;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * parsec of MariaDB 11.6: PBKDF2 makes a key for Ed25519 of the password, which signs the nonces of both sides. Some
 * milliseconds of CPU (MariaDB, "PARSEC authentication plugin").
 */
public final class ParsecPassword {
    /** Bytes of each side's nonce. */
    public static final int NONCE_BYTES = 32;

    private static final int ITERATIONS = 1024;
    private static final int MAX_FACTOR = 3; // what MariaDB takes: 8192 iterations
    private static final int SALT_BYTES = 18;

    private ParsecPassword() {
    }

    /**
     * The proof: our nonce and a signature of 64 bytes.
     *
     * @param salt what the server has sent of the account: {@code P}, the factor of iterations, 18 bytes
     * @param own 32 random bytes
     * @throws IllegalArgumentException if the salt is none
     */
    public static byte[] prove(String password, byte[] serverNonce, byte[] salt, byte[] own) {
        if (salt.length != 2 + SALT_BYTES || salt[0] != 'P' || salt[1] < 0 || salt[1] > MAX_FACTOR) {
            throw new IllegalArgumentException("salt of " + salt.length + " bytes, or of an unknown kind");
        }
        try {
            PBEKeySpec password512 = new PBEKeySpec(password.toCharArray(), Arrays.copyOfRange(salt, 2, salt.length),
                    ITERATIONS << salt[1], 256);
            byte[] seed = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(password512).getEncoded();
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
            signature.update(serverNonce);
            signature.update(own);
            byte[] signed = signature.sign();
            byte[] proof = Arrays.copyOf(own, own.length + signed.length);
            System.arraycopy(signed, 0, proof, own.length, signed.length);
            return proof;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has PBKDF2 and Ed25519", missing);
        }
    }
}
