package switchboard.transport.tls;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import javax.security.auth.x500.X500Principal;

/**
 * Makes the certificates of a first start: an authority whose key is thrown away, and one certificate that it signs.
 * RSA with 2048 bits and ten years, as ProxySQL's: a part of a second of CPU. The JDK makes keys and signatures and encodes
 * names; what is left, the frame of RFC 5280, is written here: Bouncy Castle would be 8 MB for it.
 */
final class CertificateMaker {
    private static final int KEY_BITS = 2048;
    private static final Duration VALIDITY = Duration.ofDays(3650);
    /** Clocks of clients may be behind ours. */
    private static final Duration BEFORE = Duration.ofDays(1);
    private static final X500Principal AUTHORITY = new X500Principal("CN=ProxySQL_Auto_Generated_CA_Certificate");
    private static final X500Principal SERVER = new X500Principal("CN=ProxySQL_Auto_Generated_Server_Certificate");
    private static final byte[] SHA256_WITH_RSA = Der.sequence(Der.objectId("2A864886F70D01010B"),
            Der.tagged(0x05));
    private static final String BASIC_CONSTRAINTS = "551D13";
    private static final String SUBJECT_ALTERNATIVE_NAME = "551D11";

    /** In PEM form; the key as PKCS#8. */
    record Made(String ca, String certificate, String key) {
        @Override
        public String toString() {
            return "Made[...]";
        }
    }

    private final Instant now;

    CertificateMaker(Instant now) {
        this.now = now;
    }

    Made make() throws GeneralSecurityException {
        KeyPair authority = newKeys();
        KeyPair server = newKeys();
        byte[] ca = certificate(AUTHORITY, authority, authority.getPrivate(),
                extension(BASIC_CONSTRAINTS, Der.yes(), Der.sequence(Der.yes())));
        byte[] certificate = certificate(SERVER, server, authority.getPrivate(),
                extension(BASIC_CONSTRAINTS, Der.yes(), Der.sequence()),
                extension(SUBJECT_ALTERNATIVE_NAME, new byte[0], localNames()));
        return new Made(Pem.write("CERTIFICATE", ca), Pem.write("CERTIFICATE", certificate),
                Pem.write("PRIVATE KEY", server.getPrivate().getEncoded()));
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS);
        return generator.generateKeyPair();
    }

    private byte[] certificate(X500Principal subject, KeyPair keys, PrivateKey signer, byte[]... extensions)
            throws GeneralSecurityException {
        byte[] version3 = Der.tagged(0xA0, Der.integer(BigInteger.TWO));
        BigInteger serial = new BigInteger(63, new SecureRandom()).add(BigInteger.ONE);
        byte[] validity = Der.sequence(Der.time(now.minus(BEFORE)), Der.time(now.plus(VALIDITY)));
        byte[] toSign = Der.sequence(version3, Der.integer(serial), SHA256_WITH_RSA, AUTHORITY.getEncoded(), validity,
                subject.getEncoded(), keys.getPublic().getEncoded(), Der.tagged(0xA3, Der.sequence(extensions)));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(signer);
        signature.update(toSign);
        return Der.sequence(toSign, SHA256_WITH_RSA, Der.bits(signature.sign()));
    }

    private static byte[] extension(String id, byte[] critical, byte[] value) {
        return Der.sequence(Der.objectId(id), critical, Der.octets(value));
    }

    /** For clients on this machine that compare names. */
    private static byte[] localNames() {
        byte[] loopback6 = new byte[16];
        loopback6[15] = 1;
        return Der.sequence(Der.tagged(0x82, "localhost".getBytes(StandardCharsets.US_ASCII)),
                Der.tagged(0x87, new byte[]{127, 0, 0, 1}), Der.tagged(0x87, loopback6));
    }
}
