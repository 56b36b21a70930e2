package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates that clients show to the proxy, and the proxy to a real server; and lists of those revoked. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClientCertificates {
    /** A server that knows the authority; where it has a list of those revoked, {@code withdrawn} is on it. */
    record Backend(int port, Runnable stop) {
    }

    /** Starts one. */
    @FunctionalInterface
    interface Starter {
        Backend start(Authority authority) throws Exception;
    }

    /** What the server wants of an account, and the certificate that the proxy has for it: "" for none. */
    private record Wants(String user, String requirement, String certificate) {
    }

    private static final List<Wants> ACCOUNTS = List.of(new Wants("strict", "SUBJECT '/CN=proxy'", "proxy"),
            new Wants("issued", "ISSUER '/CN=authority' AND SUBJECT '/CN=proxy'", "proxy"),
            new Wants("any", "X509", "other"), new Wants("bare", "X509", ""),
            new Wants("stranger", "SUBJECT '/CN=proxy'", "other"),
            new Wants("elsewhere", "ISSUER '/CN=another'", "proxy"), new Wants("withdrawn", "X509", "withdrawn"),
            new Wants("listed", "NONE", ""), new Wants("revoked", "NONE", ""), new Wants("exact", "NONE", ""),
            new Wants("pattern", "NONE", ""));
    private static final int HOSTGROUP = 30;
    private static final String ID = "spiffe://example.org/app";

    private final Path folder = Workspace.temporaryFolder("cert");
    private final Authority authority;
    private final Authority foreign;
    private final Backend server;
    private final Switchboard switchboard;

    ClientCertificates(Switchboards switchboards, Starter starter) throws Exception {
        authority = new Authority(folder).sign("server").sign("proxy").sign("app", ID)
                .sign("other", "spiffe://example.net/other").sign("plain").sign("withdrawn");
        foreign = new Authority(Files.createDirectory(folder.resolve("foreign"))).sign("app", ID);
        server = starter.start(authority);
        SwitchboardConfig config = SwitchboardConfig.empty().server(HOSTGROUP, server.port(), "use_ssl=1")
                .mysql("connect_timeout_server_max", 5000).mysql("shun_recovery_time_sec", 1);
        try (Connection connection = Endpoint.app(server.port()).connect()) {
            for (Wants account : ACCOUNTS) {
                config.user(account.user(), "pw", HOSTGROUP);
                Sql.run(connection, "CREATE USER " + account.user() + "@'%' IDENTIFIED BY 'pw' REQUIRE "
                        + account.requirement());
            }
        }
        switchboard = switchboards.prepare(config, Map.of());
        Path own = Files.createDirectories(switchboard.datadir());
        Files.copy(authority.ca(), own.resolve("proxysql-ca.pem"));
        Files.copy(authority.file("server", "cert"), own.resolve("proxysql-cert.pem"));
        Files.copy(authority.file("server", "key"), own.resolve("proxysql-key.pem"));
        switchboard.start();
        for (Wants account : ACCOUNTS) {
            if (!account.certificate().isEmpty()) {
                parameters(account.user(), account.certificate(), "");
            }
        }
        parameters("listed", "", authority.revoked("other").toString());
        parameters("revoked", "", authority.revoked("server").toString());
        switchboard.admin(
                "UPDATE mysql_users SET attributes = '{\"spiffe_id\":\"" + ID + "\"}' WHERE username = 'exact'",
                "UPDATE mysql_users SET attributes = '{\"spiffe_id\":\"!spiffe://example\\\\.org/.*\"}' "
                        + "WHERE username = 'pattern'",
                "LOAD MYSQL USERS TO RUNTIME", "LOAD MYSQL SERVERS TO RUNTIME");
    }

    private void parameters(String user, String certificate, String revoked) {
        switchboard.admin("INSERT INTO mysql_servers_ssl_params (hostname, port, username, ssl_ca, ssl_cert, ssl_key, "
                + "ssl_crl) VALUES ('127.0.0.1', " + server.port() + ", '" + user + "', '" + authority.ca() + "', '"
                + (certificate.isEmpty() ? "" : authority.file(certificate, "cert")) + "', '"
                + (certificate.isEmpty() ? "" : authority.file(certificate, "key")) + "', '" + revoked + "')");
    }

    @AfterAll
    void stop() {
        server.stop().run();
        Workspace.delete(folder);
    }

    final String currentUser(String user) throws SQLException {
        try (Connection connection = switchboard.proxy().as(user, "pw").in("").connect()) {
            return Sql.value(connection, "SELECT CURRENT_USER()");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"strict", "issued", "any"})
    void theServerGetsTheCertificateOfTheAccount(String user) throws SQLException {
        assertEquals(user + "@%", currentUser(user));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bare", "stranger", "elsewhere"})
    void theServerRefusesNoneOrAnother(String user) {
        SQLException refused = Sql.error(() -> currentUser(user));
        assertEquals(1045, refused.getErrorCode(), refused.getMessage());
    }

    @Test
    void aServerOnTheListOfTheRevokedIsNotTalkedTo() throws SQLException {
        assertEquals("listed@%", currentUser("listed"), "the list names others");
        SQLException refused = Sql.error(() -> currentUser("revoked"));
        // by which comes first, the end of the tries or of the time
        assertTrue(List.of(2026, 9001).contains(refused.getErrorCode()), refused::getMessage);
        switchboard.awaitLog("2026 SSL connection error");
    }

    @ParameterizedTest
    @CsvSource({"exact, app, true", "exact, other, false", "exact, plain, false", "exact, '', false",
            "pattern, app, true", "pattern, other, false", "pattern, '', false"})
    void anAccountWithASpiffeIdIsKnownByItsCertificate(String user, String certificate, boolean enters)
            throws Exception {
        for (String password : List.of("pw", "another")) {
            for (boolean connectorJ : new boolean[]{true, false}) {
                assertEquals(enters, enters(connectorJ, user, password, certificate, authority),
                        "Connector/J " + connectorJ + ", " + password);
            }
        }
    }

    private boolean enters(boolean connectorJ, String user, String password, String certificate, Authority of)
            throws Exception {
        String store = "";
        if (!certificate.isEmpty()) {
            String file = connectorJ
                    ? of.keyStore(certificate).toUri().toString()
                    : of.keyStore(certificate).toString();
            store = connectorJ
                    ? "&clientCertificateKeyStoreType=PKCS12&clientCertificateKeyStoreUrl=" + file
                            + "&clientCertificateKeyStorePassword="
                    : "&keyStoreType=PKCS12&keyStore=" + file + "&keyStorePassword=";
            store += Authority.KEY_STORE_PASSWORD;
        }
        try (Connection connection = DriverManager.getConnection((connectorJ ? "jdbc:mysql" : "jdbc:mariadb")
                + "://127.0.0.1:" + switchboard.proxy().port() + "/?sslMode=" + (connectorJ ? "REQUIRED" : "trust")
                + store, user, password)) {
            assertEquals(user + "@%", Sql.value(connection, "SELECT CURRENT_USER()"));
            return true;
        } catch (SQLException refused) {
            assertTrue(of != authority || refused.getErrorCode() == 1045, refused::getMessage);
            return false;
        }
    }

    @Test
    void aCertificateThatTheAuthorityHasNotSignedIsRefused() throws Exception {
        assertFalse(enters(true, "exact", "pw", "app", foreign));
        assertTrue(enters(true, "exact", "pw", "app", authority));
    }
}
