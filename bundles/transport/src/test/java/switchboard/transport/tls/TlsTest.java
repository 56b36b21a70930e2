package switchboard.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.ssl.SslContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.admin.AdminActionException;
import switchboard.api.transport.TlsFiles;

class TlsTest {
    @TempDir
    static Path made; // one pair of certificates for the tests that only read them
    @TempDir
    static Path other;
    @TempDir
    Path datadir;

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Instant now = Instant.now();

    @BeforeAll
    static void makeCertificates() {
        new ClientSide(made, Instant::now).ensureFiles();
        new ClientSide(other, Instant::now).ensureFiles();
    }

    private Tls tls() {
        return new Tls(datadir, () -> now, tasks::add);
    }

    private void work() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private static void copy(Path from, Path to) throws Exception {
        for (String name : new String[]{"proxysql-ca.pem", "proxysql-cert.pem", "proxysql-key.pem"}) {
            Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static SslContext verifying(Path authority) {
        return ServerSide.context(
                new TlsFiles(authority.resolve("proxysql-ca.pem").toString(), "", "", "", "", "", "", ""));
    }

    @Test
    void theFirstStartMakesCertificatesThatTheirAuthorityVerifies() throws Exception {
        Tls tls = tls();
        tls.start();
        var accepting = tls.accepting().toCompletableFuture();
        assertFalse(accepting.isDone(), "nothing is computed on the caller's thread");
        work();
        try (Handshake shaken = new Handshake(accepting.join(), verifying(datadir))) {
            assertNull(shaken.failure());
            assertEquals("TLSv1.3", shaken.protocol());
            assertEquals("CN=ProxySQL_Auto_Generated_Server_Certificate",
                    shaken.serverCertificate().getSubjectX500Principal().getName());
            shaken.serverCertificate().checkValidity(java.util.Date.from(now.plusSeconds(3_600L * 24 * 3_600)));
        }
        assertEquals("rw-------", PosixFilePermissions
                .toString(Files.getPosixFilePermissions(datadir.resolve("proxysql-key.pem"))));
        byte[] key = Files.readAllBytes(datadir.resolve("proxysql-key.pem"));
        Tls again = tls();
        again.start();
        work();
        assertEquals(Arrays.toString(key), Arrays.toString(Files.readAllBytes(datadir.resolve("proxysql-key.pem"))),
                "the next start leaves them alone");
    }

    @Test
    void nothingIsReadBeforeAClientAsksForTls() throws Exception {
        copy(made, datadir);
        Files.writeString(datadir.resolve("proxysql-cert.pem"), "nonsense");
        Tls tls = tls();
        tls.start();
        work();
        assertTrue(tls.isOffered());
        var accepting = tls.accepting().toCompletableFuture();
        work();
        var failure = assertThrows(CompletionException.class, accepting::join);
        assertTrue(failure.getCause().getMessage().startsWith(datadir.resolve("proxysql-cert.pem") + " holds no"),
                failure.getCause().getMessage());
        assertFalse(tls.isOffered(), "the next client is not told of a TLS that can't be");
    }

    @Test
    void missingFilesAreNamedAndNothingIsMadeBesideThem() throws Exception {
        copy(made, datadir);
        Files.delete(datadir.resolve("proxysql-key.pem"));
        Tls tls = tls();
        tls.start();
        work();
        assertFalse(tls.isOffered());
        assertFalse(Files.exists(datadir.resolve("proxysql-key.pem")));
        var failure = assertThrows(AdminActionException.class, tls::run);
        assertTrue(failure.getMessage().startsWith("RELOAD TLS failed: Only some TLS files are present, missing: ["
                + datadir.resolve("proxysql-key.pem")), failure.getMessage());
    }

    @Test
    void reloadShowsTheNextCertificateToNewClients() throws Exception {
        copy(made, datadir);
        Tls tls = tls();
        tls.start();
        var before = tls.accepting().toCompletableFuture();
        work();
        copy(other, datadir);
        assertSame(before.join(), tls.accepting().toCompletableFuture().join());
        assertEquals("PROXYSQL RELOAD TLS", tls.command());
        tls.run();
        SslContext after = tls.accepting().toCompletableFuture().join();
        try (Handshake old = new Handshake(before.join(), verifying(made));
                Handshake fresh = new Handshake(after, verifying(other))) {
            assertNull(old.failure());
            assertNull(fresh.failure());
            assertNotEquals(old.serverCertificate(), fresh.serverCertificate());
        }
    }

    @Test
    void reloadOfWhatCannotBeUsedLeavesWhatIsInForce() throws Exception {
        copy(made, datadir);
        Tls tls = tls();
        tls.start();
        var before = tls.accepting().toCompletableFuture();
        work();
        Files.copy(other.resolve("proxysql-key.pem"), datadir.resolve("proxysql-key.pem"),
                StandardCopyOption.REPLACE_EXISTING);
        var failure = assertThrows(AdminActionException.class, tls::run);
        assertEquals("RELOAD TLS failed: " + datadir.resolve("proxysql-key.pem") + " is not the key of "
                + datadir.resolve("proxysql-cert.pem"), failure.getMessage());
        assertSame(before.join(), tls.accepting().toCompletableFuture().join());
        assertTrue(tls.isOffered());
    }

    @Test
    void reloadMendsATlsThatCouldNotStart() throws Exception {
        copy(made, datadir);
        Files.delete(datadir.resolve("proxysql-ca.pem"));
        Tls tls = tls();
        tls.start();
        work();
        copy(made, datadir);
        tls.run();
        assertTrue(tls.isOffered());
        assertNotNull(tls.accepting().toCompletableFuture().join());
    }

    @Test
    void anRsaKeyAsProxySqlWritesItIsRead() throws Exception {
        copy(made, datadir);
        byte[] pkcs8 = Pem.key(made.resolve("proxysql-key.pem")).getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length); // behind the header of PKCS#8
        Files.writeString(datadir.resolve("proxysql-key.pem"), "-----BEGIN RSA PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pkcs1) + "\n-----END RSA PRIVATE KEY-----\n");
        assertEquals(Pem.key(made.resolve("proxysql-key.pem")), Pem.key(datadir.resolve("proxysql-key.pem")));
        assertNotNull(new ClientSide(datadir, () -> now).context());
    }
}
