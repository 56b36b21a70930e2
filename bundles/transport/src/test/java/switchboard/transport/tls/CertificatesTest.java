package switchboard.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.ssl.SslContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.transport.TlsFiles;

/** Certificates of clients, and those that are revoked. */
class CertificatesTest {
    private static final int SERVER = 7;
    private static final int CLIENT = 8;

    @TempDir
    static Path folder;
    @TempDir
    static Path elsewhere;

    private static TestAuthority authority;
    private static SslContext accepting;

    @BeforeAll
    static void makeCertificates() throws Exception {
        authority = new TestAuthority(folder);
        authority.sign("proxysql", SERVER, "spiffe://test/proxy");
        authority.sign("client", CLIENT, "spiffe://test/client");
        new TestAuthority(elsewhere).sign("client", CLIENT, "spiffe://test/client");
        accepting = new ClientSide(folder, Instant::now).context();
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    private static SslContext connecting(Path certificates, String crl, String crlPath, String version) {
        String certificate = certificates == null ? "" : certificates.resolve("client-cert.pem").toString();
        String key = certificates == null ? "" : certificates.resolve("client-key.pem").toString();
        return ServerSide.context(new TlsFiles(file("proxysql-ca.pem"), "", certificate, key, "", crl, crlPath,
                version));
    }

    @Test
    void aRevokedServerIsNotTrusted() throws Exception {
        String itself = authority.revoke("revoked.crl", SERVER).toString();
        String another = authority.revoke("another.crl", CLIENT).toString();
        for (String version : new String[]{"TLSv1.2", "TLSv1.3"}) {
            try (Handshake revoked = new Handshake(accepting, connecting(null, itself, "", version));
                    Handshake trusted = new Handshake(accepting, connecting(null, another, "", version))) {
                assertNotNull(revoked.failure(), version);
                assertTrue(String.valueOf(revoked.failure()).contains("revoked"), revoked.failure().toString());
                assertNull(trusted.failure());
                assertEquals(version, trusted.protocol());
            }
        }
        Path lists = Files.createDirectory(folder.resolve("lists"));
        Files.copy(Path.of(itself), lists.resolve("a.crl"));
        try (Handshake revoked = new Handshake(accepting, connecting(null, "", lists.toString(), ""))) {
            assertNotNull(revoked.failure());
        }
    }

    @Test
    void aClientMayShowACertificateOfTheAuthority() throws Exception {
        for (String version : new String[]{"TLSv1.2", "TLSv1.3"}) {
            try (Handshake shaken = new Handshake(accepting, connecting(folder, "", "", version))) {
                assertNull(shaken.failure());
                assertEquals("CN=client", shaken.clientCertificate().getSubjectX500Principal().getName());
            }
            try (Handshake without = new Handshake(accepting, connecting(null, "", "", version))) {
                assertNull(without.failure());
                assertNull(without.clientCertificate());
            }
            try (Handshake strange = new Handshake(accepting, connecting(elsewhere, "", "", version))) {
                assertNotNull(strange.refusal(), "a certificate of somebody else's");
            }
        }
    }
}
