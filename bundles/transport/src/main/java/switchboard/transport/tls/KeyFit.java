package switchboard.transport.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Whether two keys are a pair, shown by a signature. */
final class KeyFit {
    private static final byte[] SIGNED = {1, 2, 3};

    private KeyFit() {
    }

    static boolean fits(PublicKey open, PrivateKey secret) {
        String algorithm = switch (secret.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "Ed25519";
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(secret);
            signature.update(SIGNED);
            byte[] made = signature.sign();
            signature.initVerify(open);
            signature.update(SIGNED);
            return signature.verify(made);
        } catch (GeneralSecurityException otherKind) {
            return false;
        }
    }
}
