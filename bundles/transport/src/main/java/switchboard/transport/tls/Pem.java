package switchboard.transport.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CRL;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads certificates and keys in PEM form. What can't be read is an {@link IllegalArgumentException} that names the file
 * and says what to do.
 */
final class Pem {
    private static final Pattern KEY = Pattern.compile("-----BEGIN ((?:[A-Z]+ )?PRIVATE KEY)-----(.+?)-----END",
            Pattern.DOTALL);
    private static final long MAX_BYTES = 1 << 20;
    private static final String[] ALGORITHMS = {"RSA", "EC", "Ed25519"};
    /** rsaEncryption (RFC 8017). */
    private static final byte[] RSA = Der.sequence(Der.objectId("2A864886F70D010101"), Der.tagged(0x05));

    private Pem() {
    }

    static String write(String type, byte[] bytes) {
        String base64 = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(bytes);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }

    /** At least one certificate. */
    static List<X509Certificate> certificates(Path file) {
        try {
            List<X509Certificate> found = new ArrayList<>();
            for (var one : factory().generateCertificates(new ByteArrayInputStream(bytes(file)))) {
                found.add((X509Certificate) one);
            }
            if (found.isEmpty()) {
                throw new IllegalArgumentException(file + " holds no certificate in PEM form");
            }
            return found;
        } catch (CertificateException wrong) {
            throw new IllegalArgumentException(file + " holds no certificate in PEM form: " + wrong.getMessage(),
                    wrong);
        }
    }

    static Collection<? extends CRL> revocations(Path file) {
        try {
            return factory().generateCRLs(new ByteArrayInputStream(bytes(file)));
        } catch (GeneralSecurityException wrong) {
            throw new IllegalArgumentException(file + " holds no list of revoked certificates: " + wrong.getMessage(),
                    wrong);
        }
    }

    /** A key of PKCS#8, or an RSA key of PKCS#1 as ProxySQL and older OpenSSL write it; without a password. */
    static PrivateKey key(Path file) {
        Matcher found = KEY.matcher(new String(bytes(file), StandardCharsets.ISO_8859_1));
        if (!found.find()) {
            throw new IllegalArgumentException(file + " holds no private key in PEM form");
        }
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(found.group(2));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(file + ": the private key is damaged: " + wrong.getMessage(), wrong);
        }
        return switch (found.group(1)) {
            case "PRIVATE KEY" -> key(file, encoded);
            case "RSA PRIVATE KEY" -> key(file, wrapped(encoded));
            default -> throw new IllegalArgumentException(file + ": a key of the form '" + found.group(1)
                    + "' can't be read; convert it: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
        };
    }

    private static PrivateKey key(Path file, byte[] pkcs8) {
        GeneralSecurityException last = null;
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException another) {
                last = another;
            }
        }
        throw new IllegalArgumentException(file + ": the private key is neither RSA nor EC nor Ed25519", last);
    }

    /** PKCS#1 in the frame of PKCS#8 (RFC 5208). */
    private static byte[] wrapped(byte[] pkcs1) {
        return Der.sequence(Der.integer(BigInteger.ZERO), RSA, Der.octets(pkcs1));
    }

    private static CertificateFactory factory() throws CertificateException {
        return CertificateFactory.getInstance("X.509");
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException(file + " is larger than " + MAX_BYTES + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException(file + " does not exist", missing);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(file + " can't be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
