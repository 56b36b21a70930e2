package switchboard.mysql.protocol.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.local.LocalAddress;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Certificates;
import switchboard.mysql.protocol.auth.AuthPlugin;
import switchboard.mysql.protocol.auth.CachingSha2Password;
import switchboard.mysql.protocol.auth.NativePassword;
import switchboard.mysql.protocol.auth.RsaPassword;
import switchboard.mysql.protocol.auth.Scramble;
import switchboard.mysql.protocol.auth.Secret;
import switchboard.mysql.protocol.auth.StoredPassword;
import switchboard.mysql.protocol.client.ClientCredentials;
import switchboard.mysql.protocol.client.ServerSession;

class LoginTest {
    private static final long OFFERED = Capability.CLIENT_LONG_PASSWORD | Capability.CLIENT_CONNECT_WITH_DB
            | Capability.CLIENT_PROTOCOL_41 | Capability.CLIENT_SECURE_CONNECTION | Capability.CLIENT_PLUGIN_AUTH
            | Capability.CLIENT_SSL | Capability.CLIENT_CONNECT_ATTRS | Capability.CLIENT_DEPRECATE_EOF;
    private static final RsaPassword RSA = RsaPassword.generate();

    private LoginPair pair;

    @AfterEach
    void releaseAll() {
        if (pair != null) {
            pair.close();
        }
    }

    /** Every greeting with every stored form and every secret, plain, with RSA and in TLS. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # greeting             | stored     | secret | plain | rsa  | tls
            mysql_native_password  | clear      | clear  | ok    | ok   | ok
            mysql_native_password  | clear      | sha1   | ok    | ok   | ok
            mysql_native_password  | clear      | wrong  | YES   | YES  | YES
            mysql_native_password  | clear      | none   | NO    | NO   | NO
            mysql_native_password  | doubleSha1 | clear  | ok    | ok   | ok
            mysql_native_password  | doubleSha1 | sha1   | ok    | ok   | ok
            mysql_native_password  | doubleSha1 | wrong  | YES   | YES  | YES
            mysql_native_password  | doubleSha1 | none   | NO    | NO   | NO
            mysql_native_password  | sha2       | clear  | YES   | YES  | YES
            mysql_native_password  | learned    | clear  | ok    | ok   | ok
            mysql_native_password  | learned    | wrong  | YES   | YES  | YES
            mysql_native_password  | empty      | none   | ok    | ok   | ok
            mysql_native_password  | empty      | clear  | YES   | YES  | YES
            mysql_native_password  | unknown    | clear  | YES   | YES  | YES
            mysql_native_password  | unknown    | none   | NO    | NO   | NO
            mysql_native_password  | second     | clear  | ok    | ok   | ok
            mysql_native_password  | second     | wrong  | YES   | YES  | YES
            mysql_native_password  | second     | none   | NO    | NO   | NO
            mysql_native_password  | secondSha1 | clear  | ok    | ok   | ok
            mysql_native_password  | secondSha1 | wrong  | YES   | YES  | YES
            caching_sha2_password  | second     | clear  | ok    | ok   | ok
            caching_sha2_password  | second     | wrong  | YES   | YES  | YES
            caching_sha2_password  | secondSha1 | clear  | YES   | ok   | ok
            caching_sha2_password  | secondSha2 | clear  | YES   | ok   | ok
            caching_sha2_password  | secondSha2 | wrong  | YES   | YES  | YES
            caching_sha2_password  | clear      | clear  | ok    | ok   | ok
            caching_sha2_password  | clear      | sha1   | ok    | ok   | ok
            caching_sha2_password  | clear      | wrong  | YES   | YES  | YES
            caching_sha2_password  | clear      | none   | NO    | NO   | NO
            caching_sha2_password  | doubleSha1 | clear  | YES   | ok   | ok
            caching_sha2_password  | doubleSha1 | sha1   | ok    | ok   | ok
            caching_sha2_password  | doubleSha1 | wrong  | YES   | YES  | YES
            caching_sha2_password  | sha2       | clear  | YES   | ok   | ok
            caching_sha2_password  | sha2       | wrong  | YES   | YES  | YES
            caching_sha2_password  | sha2       | sha1   | YES   | YES  | YES
            caching_sha2_password  | learned    | clear  | ok    | ok   | ok
            caching_sha2_password  | learned    | wrong  | YES   | YES  | YES
            caching_sha2_password  | empty      | none   | ok    | ok   | ok
            caching_sha2_password  | empty      | clear  | YES   | YES  | YES
            caching_sha2_password  | unknown    | clear  | YES   | YES  | YES
            """)
    void letsInWhoProvesThePassword(String greeting, String stored, String secret, String plain, String rsa,
            String tls) throws Exception {
        check(plain, settings(greeting, false, null), stored, credentials(secret, false));
        check(rsa, settings(greeting, false, RSA), stored, credentials(secret, false));
        check(tls, settings(greeting, true, null), stored, credentials(secret, true));
    }

    private void check(String expected, LoginSettings settings, String stored, ClientCredentials credentials) {
        pair = new LoginPair(settings, (user, attempt) -> account(stored, false), credentials).run();
        String where = settings.tls() != null ? "tls" : settings.rsa() != null ? "rsa" : "plain";
        if (expected.equals("ok")) {
            assertTrue(pair.session.isSuccess(), where + ": " + pair.session.cause());
            assertEquals("app", pair.login.username());
            assertEquals(settings.tls() != null, pair.login.tls());
            assertNull(pair.refusal);
            assertTrue(pair.server.pipeline().names().stream().noneMatch(name -> name.contains("Login")
                    || name.contains("PacketDecoder")), where + ": " + pair.server.pipeline().names());
        } else {
            assertNull(pair.login, where);
            assertEquals("ProxySQL Error: Access denied for user 'app'@'10.1.2.3' (using password: " + expected + ")",
                    pair.refused().orElseThrow(() -> new AssertionError(where)).getMessage(), where);
            assertEquals(1045, pair.refused().get().code());
            assertEquals("28000", pair.refused().get().sqlState());
            assertEquals(LoginRefusal.WRONG_PASSWORD, pair.refusal);
            assertFalse(pair.server.isActive(), where);
            assertFalse(pair.client.isActive(), where);
        }
        pair.close();
        pair = null;
    }

    @ParameterizedTest
    @CsvSource({"mysql_native_password,doubleSha1,Sha1Stage1", "mysql_native_password,clear,ClearText",
            "caching_sha2_password,sha2,ClearText", "caching_sha2_password,empty,None"})
    void learnsWhatTheProofGivesAway(String greeting, String stored, String learned) throws Exception {
        String secret = stored.equals("empty") ? "none" : "clear";
        pair = new LoginPair(settings(greeting, true, null), (user, attempt) -> account(stored, false),
                credentials(secret, true)).run();
        assertEquals(learned, pair.login.secret().getClass().getSimpleName());
        if (pair.login.secret() instanceof Secret.ClearText clear) {
            assertEquals("sesam", clear.password());
        }
    }

    @Test
    void learnsNothingOfAnAdditionalPassword() throws Exception {
        for (String greeting : List.of("mysql_native_password", "caching_sha2_password")) {
            pair = new LoginPair(settings(greeting, true, null), (user, attempt) -> account("second", false),
                    credentials("clear", true)).run();
            assertEquals(Secret.NONE, pair.login.secret());
            pair.close();
        }
    }

    @Test
    void tellsBothSidesWhatWasNegotiated() throws Exception {
        pair = new LoginPair(settings(AuthPlugin.MYSQL_NATIVE_PASSWORD, false, null),
                (user, attempt) -> account("clear", false), credentials("clear", false)).run();
        ServerSession session = pair.session.getNow();
        assertEquals("8.0.11", session.serverVersion());
        assertEquals(4711, session.threadId());
        assertEquals(pair.login.capabilities(), session.capabilities());
        assertFalse(Capability.has(session.capabilities(), Capability.CLIENT_MULTI_STATEMENTS), "was not offered");
        assertTrue(Capability.has(session.capabilities(), Capability.CLIENT_DEPRECATE_EOF));
        assertEquals("shop", pair.login.schema());
        assertEquals(45, pair.login.collationId());
        assertEquals(Map.of("program_name", "test"), pair.login.attributes());
    }

    @Test
    void refusesAClientWithoutTlsWhereTheAccountWantsIt() throws Exception {
        pair = new LoginPair(settings(AuthPlugin.MYSQL_NATIVE_PASSWORD, true, null),
                (user, attempt) -> account("clear", true), credentials("clear", false)).run();
        assertEquals("ProxySQL Error: Access denied for user 'app' (using password: YES). SSL is required",
                pair.refused().orElseThrow().getMessage());
        assertEquals(LoginRefusal.TLS_REQUIRED, pair.refusal);
    }

    @Test
    void letsAClientWithTlsInWhereTheAccountWantsIt() throws Exception {
        pair = new LoginPair(settings(AuthPlugin.MYSQL_NATIVE_PASSWORD, true, null),
                (user, attempt) -> attempt.tls() ? account("clear", true) : null, credentials("clear", true)).run();
        assertTrue(pair.session.isSuccess(), String.valueOf(pair.session.cause()));
    }

    @Test
    void clientRefusesAServerWithoutTlsWhenItWantsTls() throws Exception {
        pair = new LoginPair(settings(AuthPlugin.MYSQL_NATIVE_PASSWORD, false, null),
                (user, attempt) -> account("clear", false), credentials("clear", true)).run();
        assertEquals(2026, pair.refused().orElseThrow().code());
        assertEquals(LoginRefusal.CLIENT_CLOSED, afterClientClosed());
    }

    @Test
    void clientThatDoesNotTrustTheCertificateIsRefusedOnBothSides() throws Exception {
        ClientCredentials suspicious = new ClientCredentials("app", new Secret.ClearText("sesam"), null, 0, 45,
                Map.of(), SslContextBuilder.forClient().build());
        pair = new LoginPair(settings(AuthPlugin.MYSQL_NATIVE_PASSWORD, true, null),
                (user, attempt) -> account("clear", false), suspicious).run();
        assertEquals(2026, pair.refused().orElseThrow().code());
        assertEquals(LoginRefusal.TLS_FAILED, pair.refusal);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void unixSocketIsAsSafeAsTls(boolean unix) {
        LoginSettings settings = new LoginSettings("8.0.11", 1, OFFERED, 33, AuthPlugin.CACHING_SHA2_PASSWORD,
                Duration.ofSeconds(10), null, null, 65536,
                () -> unix ? new LocalAddress("x") : new InetSocketAddress("10.1.2.3", 5000));
        PasswordExchange exchange = new PasswordExchange(account("sha2", false), new byte[20], settings.unixSocket(),
                null);
        exchange.begin(AuthPlugin.CACHING_SHA2_PASSWORD, AuthPlugin.CACHING_SHA2_PASSWORD, new byte[32]);
        var verdict = exchange.answer("sesam\0".getBytes(StandardCharsets.UTF_8));
        assertEquals(unix, verdict instanceof PasswordExchange.Verdict.Proven);
        assertEquals(unix ? "localhost" : "10.1.2.3", settings.clientHost());
    }

    private LoginRefusal afterClientClosed() {
        pair.server.close();
        return pair.refusal;
    }

    private static Account account(String stored, boolean tlsRequired) {
        byte[] salt = new Scramble(new Random(3)).next();
        return switch (stored) {
            case "second" -> new Account(new StoredPassword.Clear("other"), tlsRequired, Optional.empty(),
                    Optional.of(new StoredPassword.Clear("sesam")));
            case "secondSha1" -> new Account(new StoredPassword.Clear("other"), tlsRequired, Optional.empty(),
                    Optional.of(StoredPassword.parse(NativePassword.hash("sesam"))));
            case "secondSha2" -> new Account(new StoredPassword.Clear("other"), tlsRequired, Optional.empty(),
                    Optional.of(CachingSha2Password.hash("sesam", salt)));
            case "clear" -> new Account(new StoredPassword.Clear("sesam"), tlsRequired, Optional.empty());
            case "doubleSha1" -> new Account(StoredPassword.parse(NativePassword.hash("sesam")), tlsRequired,
                    Optional.empty());
            case "sha2" -> new Account(CachingSha2Password.hash("sesam", salt), tlsRequired, Optional.empty());
            case "learned" -> new Account(CachingSha2Password.hash("sesam", salt), tlsRequired, Optional.of("sesam"));
            case "empty" -> new Account(StoredPassword.EMPTY, tlsRequired, Optional.empty());
            default -> null;
        };
    }

    private static LoginSettings settings(String greeting, boolean tls, RsaPassword rsa) throws Exception {
        return new LoginSettings("8.0.11", 4711, OFFERED, 33, greeting, Duration.ofSeconds(10),
                tls ? offer(Certificates.server()) : null, rsa, 65536, () -> new InetSocketAddress("10.1.2.3", 5000));
    }

    private static TlsOffer offer(SslContext context) {
        return () -> CompletableFuture.completedFuture(context);
    }

    private static ClientCredentials credentials(String secret, boolean tls) throws Exception {
        Secret known = switch (secret) {
            case "clear" -> new Secret.ClearText("sesam");
            case "wrong" -> new Secret.ClearText("sesame");
            case "sha1" -> new Secret.Sha1Stage1(NativePassword.stage1("sesam".getBytes(StandardCharsets.UTF_8)));
            default -> Secret.NONE;
        };
        return new ClientCredentials("app", known, "shop", Capability.CLIENT_DEPRECATE_EOF
                | Capability.CLIENT_MULTI_STATEMENTS, 45, Map.of("program_name", "test"),
                tls ? Certificates.client() : null);
    }
}
