package switchboard.transport.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import javax.security.auth.x500.X500Principal;

/** An authority whose key is kept: it signs certificates of servers and clients, and lists of those that are revoked. */
final class TestAuthority {
    private static final byte[] SHA256_WITH_RSA = Der.sequence(Der.objectId("2A864886F70D01010B"), Der.tagged(0x05));
    private static final X500Principal NAME = new X500Principal("CN=Test Authority");

    private final Path folder;
    private final KeyPair keys;
    private final Instant now = Instant.now();

    TestAuthority(Path folder) throws GeneralSecurityException, IOException {
        this.folder = folder;
        keys = newKeys();
        byte[] ca = certificate(1, NAME, keys, extension("551D13", Der.yes(), Der.sequence(Der.yes())));
        Files.writeString(folder.resolve("proxysql-ca.pem"), Pem.write("CERTIFICATE", ca));
    }

    /** Writes {@code name-cert.pem} and {@code name-key.pem}. */
    void sign(String name, int serial, String uri) throws GeneralSecurityException, IOException {
        KeyPair own = newKeys();
        byte[] names = Der.sequence(Der.tagged(0x86, uri.getBytes(StandardCharsets.US_ASCII)));
        byte[] certificate = certificate(serial, new X500Principal("CN=" + name), own,
                extension("551D11", new byte[0], names));
        Files.writeString(folder.resolve(name + "-cert.pem"), Pem.write("CERTIFICATE", certificate));
        Files.writeString(folder.resolve(name + "-key.pem"), Pem.write("PRIVATE KEY", own.getPrivate().getEncoded()));
    }

    /** Writes a list that revokes one certificate. */
    Path revoke(String file, int serial) throws GeneralSecurityException, IOException {
        byte[] entry = Der.sequence(Der.integer(BigInteger.valueOf(serial)), Der.time(now.minusSeconds(60)));
        byte[] toSign = Der.sequence(Der.integer(BigInteger.ONE), SHA256_WITH_RSA, NAME.getEncoded(),
                Der.time(now.minusSeconds(60)), Der.time(now.plus(Duration.ofDays(1))), Der.sequence(entry));
        return Files.writeString(folder.resolve(file), Pem.write("X509 CRL", signed(toSign)));
    }

    private byte[] certificate(int serial, X500Principal subject, KeyPair of, byte[]... extensions)
            throws GeneralSecurityException {
        byte[] validity = Der.sequence(Der.time(now.minusSeconds(3600)), Der.time(now.plus(Duration.ofDays(1))));
        return signed(Der.sequence(Der.tagged(0xA0, Der.integer(BigInteger.TWO)),
                Der.integer(BigInteger.valueOf(serial)), SHA256_WITH_RSA, NAME.getEncoded(), validity,
                subject.getEncoded(), of.getPublic().getEncoded(), Der.tagged(0xA3, Der.sequence(extensions))));
    }

    private byte[] signed(byte[] toSign) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(toSign);
        return Der.sequence(toSign, SHA256_WITH_RSA, Der.bits(signature.sign()));
    }

    private static byte[] extension(String id, byte[] critical, byte[] value) {
        return Der.sequence(Der.objectId(id), critical, Der.octets(value));
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }
}
