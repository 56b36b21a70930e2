package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.api.server.ServerKey;
import switchboard.api.transport.TlsContexts;
import switchboard.api.transport.TlsFiles;
import switchboard.mysql.proxy.rig.Reply;
import switchboard.mysql.proxy.rig.ScriptedServer;

/** TLS towards servers: which files, and never in clear instead. */
class ServerTlsTest {
    private static final ServerKey KEY = new ServerKey(0, "db1", 3306);
    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server();

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    private Reply query(CompletionStage<SslContext> context) {
        proxy.settings.connectRetries = 0;
        proxy.backendTls = () -> (key, user) -> context;
        proxy.servers.useSsl(ProxyRig.key(0, server), 100);
        proxy.follow();
        return proxy.client().query("SELECT 1");
    }

    @Test
    void aServerWhoseFilesCannotBeUsedIsNotReachedInClear() {
        Reply refused = query(CompletableFuture.failedFuture(new IllegalArgumentException("/ca.pem does not exist")));
        assertEquals(2026, refused.code());
        assertEquals("SSL connection error: no TLS to 127.0.0.1:" + server.port() + ": /ca.pem does not exist",
                refused.error().message());
        assertEquals(0, server.accepted());
    }

    @Test
    void aCertificateOfOneAccountShunsNoServerForOthers() {
        proxy.servers.tlsOf("", files("all"));
        proxy.servers.tlsOf("app", files("own"));
        assertEquals(2026, query(CompletableFuture.failedFuture(new IllegalArgumentException("own"))).code());
        assertEquals(List.of(), proxy.servers.errors());
    }

    @Test
    void tlsThatFailsForAllAccountsCountsAgainstTheServer() {
        proxy.servers.tlsOf("", files("all"));
        proxy.servers.tlsOf("another", files("own"));
        assertEquals(2026, query(CompletableFuture.failedFuture(new IllegalArgumentException("all"))).code());
        assertEquals(List.of(2026), proxy.servers.errors());
    }

    @Test
    void aServerWithoutTlsGetsNoPassword() throws SSLException {
        Reply refused = query(CompletableFuture.completedFuture(SslContextBuilder.forClient().build()));
        assertEquals(2026, refused.code());
        assertTrue(server.log().stream().noneMatch(line -> line.contains("LOGIN")), () -> server.log().toString());
    }

    /** Tells what it was asked for. */
    private static final class Contexts implements TlsContexts {
        final List<TlsFiles> asked = new CopyOnWriteArrayList<>();

        @Override
        public boolean isOffered() {
            return false;
        }

        @Override
        public CompletionStage<SslContext> accepting() {
            throw new IllegalStateException("not asked here");
        }

        @Override
        public SslContext connecting(TlsFiles files) {
            asked.add(files);
            if (files.ca().equals("wrong")) {
                throw new IllegalArgumentException("wrong does not exist");
            }
            try {
                return SslContextBuilder.forClient().build();
            } catch (SSLException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    private static TlsFiles files(String ca) {
        return new TlsFiles(ca, "", "", "", "", "", "", "");
    }

    /** A row for user app, and one for user bad. */
    private static TlsFiles row(String hostname, int port, String username) {
        return username.equals("app") ? files("own") : username.equals("bad") ? files("wrong") : null;
    }

    @Test
    void filesAreReadOncePerMinuteAndAgainAfterAFailure() {
        Contexts contexts = new Contexts();
        AtomicLong nanos = new AtomicLong();
        BackendTls tls = new BackendTls(contexts, ServerTlsTest::row, nanos::get);
        SslContext first = tls.context(KEY, "app").toCompletableFuture().join();
        assertSame(first, tls.context(KEY, "app").toCompletableFuture().join());
        tls.context(KEY, "other").toCompletableFuture().join();
        assertEquals(List.of(files("own"), files("")), contexts.asked);
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        assertNotSame(first, tls.context(KEY, "app").toCompletableFuture().join());
        for (int i = 0; i < 2; i++) {
            CompletableFuture<SslContext> bad = tls.context(KEY, "bad").toCompletableFuture();
            assertTrue(bad.handle((context, failure) -> failure.getMessage().contains("wrong does not exist")).join());
        }
        assertEquals(5, contexts.asked.size());
    }
}
