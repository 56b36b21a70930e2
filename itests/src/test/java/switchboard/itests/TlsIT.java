package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with real clients in front, and with real servers behind. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsIT {
    private static final String CIPHER = "SHOW STATUS LIKE 'Ssl_cipher'";
    private static final int SECURE = 30;
    private final TlsServer secure;
    private final Switchboard switchboard;

    TlsIT(Topology servers, Switchboards switchboards) throws IOException {
        secure = new TlsServer();
        switchboard = switchboards.start(SwitchboardConfig.of(servers)
                .server(SECURE, secure.port(), "use_ssl=1")
                .user("safe", "pw", SwitchboardConfig.WRITER, "use_ssl=1")
                .rule("rule_id=1", "active=1", "match_pattern=\"secure\"", "destination_hostgroup=" + SECURE,
                        "apply=1"));
        Path key = pem("key");
        Awaitility.await("certificates").until(() -> Files.exists(pem("ca")) && Files.exists(key));
    }

    @AfterAll
    void stopServer() {
        secure.close();
    }

    private Path pem(String which) {
        return switchboard.datadir().resolve("proxysql-" + which + ".pem");
    }

    private Shell.Result client(Endpoint to, String statement, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(MariaDbBinary.home().resolve("bin/mariadb").toString(),
                "--no-defaults", "--protocol=tcp", "--host=localhost", "--port=" + to.port(), "--user=" + to.user(),
                "--password=" + to.password(), "--batch", "--skip-column-names", "--execute=" + statement));
        command.addAll(List.of(options));
        return Shell.run(Map.of(), "", command);
    }

    /** The client's own word for its connection. */
    private String cipher(Endpoint to, String... options) throws IOException {
        String out = client(to, "\\s", options).orFail().out();
        return out.lines().filter(line -> line.startsWith("SSL:")).findFirst().orElseThrow();
    }

    @Test
    void commandLineClientSpeaksTlsWithBothPorts() throws IOException {
        for (Endpoint to : List.of(switchboard.proxy(), switchboard.admin())) {
            assertTrue(cipher(to, "--ssl", "--disable-ssl-verify-server-cert").contains("Cipher in use is "),
                    () -> to.toString());
            assertTrue(cipher(to, "--ssl", "--disable-ssl-verify-server-cert", "--tls-version=TLSv1.2")
                    .contains("Cipher in use is ECDHE-"));
            assertTrue(cipher(to, "--skip-ssl").contains("Not in use"));
        }
    }

    @Test
    void theCertificateIsTheOneOfTheDataFolder() throws IOException {
        assertEquals("1\n", client(switchboard.proxy(), "SELECT 1", "--ssl-ca=" + pem("ca"),
                "--ssl-verify-server-cert").orFail().out());
        Path other = Files.writeString(switchboard.datadir().resolve("other.pem"), Files.readString(pem("key")));
        assertEquals(1, client(switchboard.proxy(), "SELECT 1", "--ssl-ca=" + other).status());
    }

    private String trustStore() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(pem("ca"))) {
            store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        Path file = switchboard.datadir().resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        return "trustCertificateKeyStoreUrl=" + file.toUri() + "&trustCertificateKeyStorePassword=changeit"
                + "&trustCertificateKeyStoreType=PKCS12";
    }

    @ParameterizedTest
    @ValueSource(strings = {"REQUIRED", "VERIFY_CA"})
    void connectorJ(String mode) throws Exception {
        String url = "jdbc:mysql://localhost:" + switchboard.proxy().port() + "/test?sslMode=" + mode + "&"
                + (mode.equals("REQUIRED") ? "" : trustStore());
        try (Connection connection = DriverManager.getConnection(url, "app", "app_pw")) {
            assertEquals("4000000", Sql.value(connection, "SELECT LENGTH('" + "x".repeat(4_000_000) + "')"));
        }
    }

    @Test
    void fullAuthenticationOfCachingSha2NeedsNoRsaInTls() throws SQLException {
        switchboard.admin("SET mysql-default_authentication_plugin='caching_sha2_password'",
                "LOAD MYSQL VARIABLES TO RUNTIME");
        try {
            String url = "jdbc:mysql://localhost:" + switchboard.proxy().port() + "/test?sslMode=REQUIRED";
            try (Connection connection = DriverManager.getConnection(url, "app", "app_pw")) {
                assertEquals("1", Sql.value(connection, "SELECT 1"));
            }
        } finally {
            switchboard.admin("SET mysql-default_authentication_plugin='mysql_native_password'",
                    "LOAD MYSQL VARIABLES TO RUNTIME");
        }
    }

    @Test
    void anAccountThatWantsTlsIsRefusedWithoutIt() throws IOException {
        Endpoint safe = switchboard.proxy().as("safe", "pw");
        Shell.Result refused = client(safe, "SELECT 1", "--skip-ssl");
        assertEquals(1, refused.status());
        assertTrue(refused.err().contains("ERROR 1045 (28000): ProxySQL Error: Access denied for user 'safe' "
                + "(using password: YES). SSL is required"), refused.err());
        assertFalse(client(safe, "SELECT 1", "--ssl", "--disable-ssl-verify-server-cert").err().contains("SSL is"));
    }

    @Test
    void reloadKeepsConnectionsAndShowsTheNextCertificate() throws Exception {
        String url = "jdbc:mysql://localhost:" + switchboard.proxy().port() + "/test?sslMode=REQUIRED";
        try (Connection connection = DriverManager.getConnection(url, "app", "app_pw")) {
            String before = Files.readString(pem("cert"));
            for (String which : List.of("ca", "cert", "key")) {
                Files.delete(pem(which));
            }
            switchboard.admin("PROXYSQL RELOAD TLS");
            assertNotEquals(before, Files.readString(pem("cert")));
            assertEquals("1", Sql.value(connection, "SELECT 1"), "the old connection goes on");
            connectorJ("VERIFY_CA");
        }
    }

    @Test
    void tlsIsOfferedOnlyWhileTheVariableSaysSo() throws IOException {
        switchboard.admin("SET mysql-have_ssl='false'", "LOAD MYSQL VARIABLES TO RUNTIME");
        try {
            assertEquals(1, client(switchboard.proxy(), "SELECT 1", "--ssl").status());
        } finally {
            switchboard.admin("SET mysql-have_ssl='true'", "LOAD MYSQL VARIABLES TO RUNTIME");
        }
        assertEquals(0, client(switchboard.proxy(), "SELECT 1", "--ssl", "--disable-ssl-verify-server-cert").status());
    }

    @Test
    void aServerWithUseSslIsReachedByTls() throws SQLException {
        try (Connection connection = switchboard.proxy().connect()) {
            assertEquals("", Sql.rows(connection, CIPHER).get(0).get(1));
            assertTrue(Sql.rows(connection, CIPHER + " /* secure */").get(0).get(1).matches(".*(GCM|CHACHA20).*"));
        }
    }

    /** An account that is let in by TLS only tells which it was. */
    @Test
    void theMonitorAsksAServerWithUseSslByTls() throws SQLException {
        try (Connection server = Endpoint.app(secure.port()).connect()) {
            Sql.run(server, "CREATE OR REPLACE USER monitor@'%' IDENTIFIED BY 'monitor' REQUIRE SSL");
        }
        switchboard.admin("SET mysql-monitor_connect_interval = 200", "LOAD MYSQL VARIABLES TO RUNTIME");
        awaitConnect("connect_error IS NULL AND connect_success_time_us > 0");
        switchboard.admin("UPDATE mysql_servers SET use_ssl = 0 WHERE hostgroup_id = " + SECURE,
                "LOAD MYSQL SERVERS TO RUNTIME");
        try {
            awaitConnect("connect_error LIKE 'Access denied for user ''monitor''%'");
        } finally {
            switchboard.admin("UPDATE mysql_servers SET use_ssl = 1 WHERE hostgroup_id = " + SECURE,
                    "LOAD MYSQL SERVERS TO RUNTIME");
        }
        switchboard.awaitLog("Server 127.0.0.1:" + secure.port()
                + " is returning \"Access denied\" for monitoring user");
        awaitConnect("connect_error IS NULL");
    }

    /** A connect check from now on. */
    private void awaitConnect(String how) {
        switchboard.awaitAdmin(List.of(List.of("1")),
                "SELECT COUNT(*) > 0 FROM monitor.mysql_server_connect_log WHERE port = " + secure.port()
                        + " AND time_start_us > " + System.currentTimeMillis() * 1_000 + " AND " + how);
    }

    @Test
    void aServerIsVerifiedWhenThereIsAnAuthority() throws SQLException {
        switchboard.admin(
                "INSERT INTO mysql_servers_ssl_params (hostname, port, username, ssl_ca) VALUES ('127.0.0.1', "
                        + secure.port() + ", '', '" + pem("ca") + "')",
                "UPDATE mysql_servers SET comment = 'verified', status = 'OFFLINE_HARD' WHERE hostgroup_id = " + SECURE,
                "LOAD MYSQL SERVERS TO RUNTIME", "UPDATE mysql_servers SET status = 'ONLINE'",
                "LOAD MYSQL SERVERS TO RUNTIME");
        try (Connection connection = switchboard.proxy().connect()) {
            SQLException refused = Sql.error(() -> Sql.run(connection, CIPHER + " /* secure */"));
            assertEquals(9001, refused.getErrorCode(), refused.getMessage());
            switchboard.awaitLog("the last error: 2026 SSL connection error");
        } finally {
            switchboard.admin("DELETE FROM mysql_servers_ssl_params", "LOAD MYSQL SERVERS TO RUNTIME");
        }
        try (Connection connection = switchboard.proxy().connect()) {
            Awaitility.await("the server comes back").atMost(Duration.ofSeconds(60)).ignoreExceptions()
                    .until(() -> Sql.rows(connection, CIPHER + " /* secure */").get(0).get(1)
                            .matches(".*(GCM|CHACHA20).*"));
        }
    }
}
