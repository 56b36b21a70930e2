package switchboard.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.ssl.SslContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.transport.TlsFiles;

class ServerSideTest {
    private static final TlsFiles NONE = new TlsFiles("", "", "", "", "", "", "", "");
    @TempDir
    static Path server;
    @TempDir
    static Path stranger;

    private static SslContext accepting;

    @BeforeAll
    static void makeCertificates() {
        ClientSide clients = new ClientSide(server, Instant::now);
        clients.ensureFiles();
        accepting = clients.context();
        new ClientSide(stranger, Instant::now).ensureFiles();
    }

    private static String ca(Path folder) {
        return folder.resolve("proxysql-ca.pem").toString();
    }

    private static TlsFiles with(String ca, String caPath, String cipher, String tlsVersion) {
        return new TlsFiles(ca, caPath, "", "", cipher, "", "", tlsVersion);
    }

    @Test
    void withoutAnAuthorityTheServerIsNotVerified() {
        try (Handshake shaken = new Handshake(accepting, ServerSide.context(NONE))) {
            assertNull(shaken.failure());
        }
    }

    @Test
    void withAnAuthorityOnlyItsServersAreTrusted() {
        try (Handshake own = new Handshake(accepting, ServerSide.context(with(ca(server), "", "", "")));
                Handshake strange = new Handshake(accepting, ServerSide.context(with(ca(stranger), "", "", "")))) {
            assertNull(own.failure());
            assertTrue(strange.failure().getMessage().contains("PKIX path"),
                    strange.failure().toString());
        }
    }

    @Test
    void aFolderOfAuthoritiesCounts() throws Exception {
        Path folder = Files.createDirectory(stranger.resolve("authorities"));
        Files.copy(Path.of(ca(stranger)), folder.resolve("a.pem"));
        Files.copy(Path.of(ca(server)), folder.resolve("b.pem"));
        try (Handshake shaken = new Handshake(accepting, ServerSide.context(with("", folder.toString(), "", "")))) {
            assertNull(shaken.failure());
        }
    }

    @Test
    void versionAndCipherAreThoseThatWereAskedFor() {
        try (Handshake shaken = new Handshake(accepting,
                ServerSide.context(with("", "", "ECDHE-RSA-AES256-GCM-SHA384", "TLSv1.2")))) {
            assertNull(shaken.failure());
            assertEquals("TLSv1.2", shaken.protocol());
            assertEquals("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", shaken.cipher());
        }
    }

    @Test
    void whatCannotBeReadIsNamed() {
        assertEquals("/no/such/ca.pem does not exist", assertThrows(IllegalArgumentException.class,
                () -> ServerSide.context(with("/no/such/ca.pem", "", "", ""))).getMessage());
        assertEquals("tls_version: 'TLSv1.1' is none; write TLSv1.2, TLSv1.3 or both with a comma",
                assertThrows(IllegalArgumentException.class,
                        () -> ServerSide.context(with("", "", "", "TLSv1.1"))).getMessage());
        assertTrue(assertThrows(IllegalArgumentException.class,
                () -> ServerSide.context(with("", "", "RC4-MD5", ""))).getMessage().startsWith("cipher: 'RC4-MD5'"));
        TlsFiles swapped = new TlsFiles("", "", server.resolve("proxysql-cert.pem").toString(),
                stranger.resolve("proxysql-key.pem").toString(), "", "", "", "");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ServerSide.context(swapped)).getMessage()
                .contains("is not the key of"));
    }

    @Test
    void namesOfCiphersAreThoseOfOpensslOrOfTheRegistry() {
        assertEquals(List.of("TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256", "TLS_AES_128_GCM_SHA256"),
                CipherNames.parse("AES128-SHA:ECDHE-ECDSA-CHACHA20-POLY1305:DHE-RSA-AES256-SHA256:"
                        + "TLS_AES_128_GCM_SHA256"));
    }
}
