package switchboard.mysql.protocol.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * mysql_native_password (MySQL protocol reference, "Native Authentication"): the proof is
 * {@code SHA1(password) XOR SHA1(nonce + SHA1(SHA1(password)))}. "Stage 1" is the inner hash, "stage 2" its hash, the
 * one that is stored.
 */
public final class NativePassword {
    /** Bytes of a stage and of a proof. */
    public static final int HASH_BYTES = 20;

    private NativePassword() {
    }

    public static byte[] stage1(byte[] password) {
        return Digests.sha1().digest(password);
    }

    public static byte[] stage2(byte[] stage1) {
        return Digests.sha1().digest(stage1);
    }

    /** The stored form {@code *HEX}. */
    public static String hash(String password) {
        byte[] stage2 = stage2(stage1(password.getBytes(StandardCharsets.UTF_8)));
        return "*" + HexFormat.of().withUpperCase().formatHex(stage2);
    }

    /** The proof of a clear text: empty for an empty one. */
    public static byte[] scramble(String password, byte[] nonce) {
        return password.isEmpty()
                ? new byte[0]
                : scrambleStage1(stage1(password.getBytes(StandardCharsets.UTF_8)), nonce);
    }

    /** The proof of a password of which only stage 1 is known. */
    public static byte[] scrambleStage1(byte[] stage1, byte[] nonce) {
        return Digests.xor(stage1, mask(stage2(stage1), nonce));
    }

    /** Whether a proof fits a clear text. */
    public static boolean verify(String password, byte[] nonce, byte[] proof) {
        return MessageDigest.isEqual(scramble(password, nonce), proof);
    }

    /** Stage 1, which a proof that fits the stored stage 2 gives away; empty if it does not fit. */
    public static Optional<byte[]> recoverStage1(byte[] stage2, byte[] nonce, byte[] proof) {
        if (proof.length != HASH_BYTES) {
            return Optional.empty();
        }
        byte[] stage1 = Digests.xor(proof, mask(stage2, nonce));
        return MessageDigest.isEqual(stage2(stage1), stage2) ? Optional.of(stage1) : Optional.empty();
    }

    private static byte[] mask(byte[] stage2, byte[] nonce) {
        MessageDigest sha1 = Digests.sha1();
        sha1.update(nonce);
        return sha1.digest(stage2);
    }
}
