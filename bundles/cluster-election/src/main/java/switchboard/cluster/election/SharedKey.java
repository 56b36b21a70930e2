package switchboard.cluster.election;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** From a password that all candidates know to the key that seals what they say. */
final class SharedKey {
    /** OWASP's number for this function; about 100 ms, once. */
    private static final int ITERATIONS = 210_000;
    private static final int BITS = 256;

    private SharedKey() {
    }

    /** @param cluster its name: clusters with one password have different keys */
    static SecretKey of(String secret, String cluster) {
        PBEKeySpec spec = new PBEKeySpec(secret.toCharArray(),
                ("switchboard election of " + cluster).getBytes(StandardCharsets.UTF_8), ITERATIONS, BITS);
        try {
            return new SecretKeySpec(
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded(), "AES");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no PBKDF2", impossible);
        } finally {
            spec.clearPassword();
        }
    }
}
