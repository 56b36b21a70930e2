package switchboard.mysql.protocol.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;

/**
 * A password that travels without TLS: with its final 0, masked by the nonce, encrypted with RSA-OAEP under the
 * server's key (MySQL protocol reference, "Caching_sha2_password information"; "SHA-256 Authentication").
 */
public final class RsaPassword {
    private static final String PADDING = "RSA/ECB/OAEPWithSHA-1AndMGF1Padding";
    private static final String PEM_BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String PEM_END = "-----END PUBLIC KEY-----";

    private final KeyPair keys;

    /** A server's side with its keys. */
    public RsaPassword(KeyPair keys) {
        if (!(keys.getPublic() instanceof RSAPublicKey)) {
            throw new IllegalArgumentException("not a pair of RSA keys");
        }
        this.keys = keys;
    }

    /** A server's side with a new pair of keys, 2048 bits as MySQL makes them: a tenth of a second of CPU. */
    public static RsaPassword generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return new RsaPassword(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key as servers send it. */
    public String publicKeyPem() {
        String base64 = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(keys.getPublic().getEncoded());
        return PEM_BEGIN + "\n" + base64 + "\n" + PEM_END + "\n";
    }

    /** Bytes of an encrypted password. */
    public int encryptedBytes() {
        return (((RSAPublicKey) keys.getPublic()).getModulus().bitLength() + 7) / 8;
    }

    /** The clear text without its final 0; empty if the bytes were not encrypted for this key and nonce. */
    public Optional<byte[]> decrypt(byte[] encrypted, byte[] nonce) {
        try {
            Cipher cipher = Cipher.getInstance(PADDING);
            cipher.init(Cipher.DECRYPT_MODE, keys.getPrivate());
            byte[] clear = mask(cipher.doFinal(encrypted), nonce);
            boolean ended = clear.length > 0 && clear[clear.length - 1] == 0;
            return ended ? Optional.of(Arrays.copyOf(clear, clear.length - 1)) : Optional.empty();
        } catch (GeneralSecurityException e) { // the client's bytes, not our bug
            return Optional.empty();
        }
    }

    /**
     * Encrypts a password for a server.
     *
     * @throws IllegalArgumentException if the key is too short for the password
     */
    public static byte[] encrypt(PublicKey key, byte[] password, byte[] nonce) {
        try {
            Cipher cipher = Cipher.getInstance(PADDING);
            cipher.init(Cipher.ENCRYPT_MODE, key);
            return cipher.doFinal(mask(Arrays.copyOf(password, password.length + 1), nonce));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("password does not fit the server's key", e);
        }
    }

    /**
     * Reads a key as servers send it.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static PublicKey parsePublicKey(byte[] pem) {
        String text = new String(pem, StandardCharsets.ISO_8859_1);
        int begin = text.indexOf(PEM_BEGIN);
        int end = text.indexOf(PEM_END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("no public key in PEM form");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(text.substring(begin + PEM_BEGIN.length(), end));
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no RSA public key", e);
        }
    }

    private static byte[] mask(byte[] bytes, byte[] nonce) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            result[i] = (byte) (bytes[i] ^ nonce[i % nonce.length]);
        }
        return result;
    }
}
