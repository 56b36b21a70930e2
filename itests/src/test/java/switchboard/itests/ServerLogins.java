package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The ways in which real servers let accounts in, or don't: what a client gets through Switchboard is what it gets
 * without. MariaDB 11.8 and MySQL 9.7, a part of {@code mvn -Pmatrix verify}.
 */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerLogins {
    private static final String PASSWORD = "p\u00e4ssw\u00f6rd of 32 characters, and so";
    /** What MySQL says to a client that can't change it. */
    private static final String EXPIRED = "ERROR 1862 (HY000): Your password has expired. To log in you must change it "
            + "using a client that supports expired passwords.";
    private static final int PLAIN = 10;
    private static final int TLS = 20;

    private final List<Tried> tried = new ArrayList<>();
    private final Switchboards switchboards;

    ServerLogins(Switchboards switchboards) {
        this.switchboards = switchboards;
    }

    /**
     * A server with a proxy in front.
     *
     * @param byTls the port of the proxy that leads to the server by TLS
     */
    private record Tried(MatrixServer.Brand brand, SingleServer server, Switchboard proxy, int byTls) {
    }

    /**
     * An account of a server.
     *
     * @param made what follows {@code CREATE USER name@'%'}
     * @param then a statement about it, or empty
     * @param password the one that the client has
     */
    private record Account(String name, String made, String then, String password) {
        static Account of(String name, String made) {
            return new Account(name, made, "", PASSWORD);
        }

        Account then(String statement) {
            return new Account(name, made, statement, password);
        }

        Account with(String given) {
            return new Account(name, made, then, given);
        }

        void make(Connection connection) throws SQLException {
            Sql.run(connection, "CREATE USER " + name + "@'%' " + made, "GRANT SELECT ON *.* TO " + name + "@'%'");
            if (!then.isEmpty()) {
                Sql.run(connection, then);
            }
        }
    }

    private static final Account RENEWED = Account.of("renewed", "IDENTIFIED BY '" + PASSWORD + "'");

    private static List<Account> accounts(MatrixServer.Brand brand) {
        String by = " IDENTIFIED BY '" + PASSWORD + "'";
        List<Account> accounts = new ArrayList<>(List.of(
                Account.of("no_password", "IDENTIFIED BY ''").with(""),
                Account.of("wrong", "IDENTIFIED BY 'another'"),
                Account.of("locked", by + " ACCOUNT LOCK"),
                Account.of("expired", by + " PASSWORD EXPIRE"),
                Account.of("only_tls", by + " REQUIRE SSL"),
                Account.of("certified", by + " REQUIRE X509"),
                Account.of("limited", by + " WITH MAX_QUERIES_PER_HOUR 1000"),
                Account.of("elsewhere", by).then("RENAME USER elsewhere@'%' TO elsewhere@'192.0.2.1'")));
        if (brand == MatrixServer.Brand.MARIADB) {
            String using = " USING PASSWORD('" + PASSWORD + "')";
            accounts.add(Account.of("native_password", "IDENTIFIED VIA mysql_native_password" + using));
            accounts.add(Account.of("ed25519", "IDENTIFIED VIA ed25519" + using));
            accounts.add(Account.of("parsec", "IDENTIFIED VIA parsec" + using));
            accounts.add(Account.of("sha2", "IDENTIFIED VIA caching_sha2_password" + using));
            accounts.add(Account.of("parsec_empty", "IDENTIFIED VIA parsec USING PASSWORD('')").with(""));
            accounts.add(Account.of("one_of_two", "IDENTIFIED VIA ed25519 USING PASSWORD('another') OR "
                    + "mysql_native_password" + using));
            accounts.add(Account.of("wrong_ed25519", "IDENTIFIED VIA ed25519 USING PASSWORD('another')"));
            accounts.add(Account.of("wrong_parsec", "IDENTIFIED VIA parsec USING PASSWORD('another')"));
        } else {
            accounts.add(Account.of("sha2", "IDENTIFIED WITH caching_sha2_password BY '" + PASSWORD + "'"));
            accounts.add(Account.of("sha256", "IDENTIFIED WITH sha256_password BY '" + PASSWORD + "'"));
            accounts.add(Account.of("wrong_sha256", "IDENTIFIED WITH sha256_password BY 'another'"));
            accounts.add(
                    Account.of("two_passwords", by).then("ALTER USER two_passwords@'%' IDENTIFIED BY 'the new one' "
                            + "RETAIN CURRENT PASSWORD"));
        }
        return accounts;
    }

    @TestFactory
    Stream<DynamicTest> letInAndRefuseAsWithoutTheProxy() throws IOException, SQLException {
        List<DynamicTest> tests = new ArrayList<>();
        for (MatrixServer.Brand brand : DriverMatrix.servers()) {
            Tried one = start(brand);
            tried.add(one);
            for (Account account : accounts(brand)) {
                for (boolean tls : new boolean[]{false, true}) {
                    tests.add(DynamicTest.dynamicTest(brand + ", " + account.name() + (tls ? ", TLS" : ", plain"),
                            () -> compare(one, account, tls)));
                }
            }
            for (boolean tls : new boolean[]{false, true}) {
                tests.add(DynamicTest.dynamicTest(brand + ", an expired password changed" + (tls ? ", TLS" : ", plain"),
                        () -> renew(one, tls)));
            }
        }
        return tests.stream();
    }

    private Tried start(MatrixServer.Brand brand) throws IOException, SQLException {
        SingleServer server = brand == MatrixServer.Brand.MARIADB
                ? SingleServer.mariaDb118()
                : SingleServer.mysql();
        int byTls = Workspace.freePorts(1).getFirst();
        SwitchboardConfig config = SwitchboardConfig.empty().server(PLAIN, server.port())
                .server(TLS, server.port(), "use_ssl=1").mysql("connect_retries_on_failure", 0)
                .mysql("shun_on_failures", 1000).listen("127.0.0.1:" + byTls)
                .rule("rule_id=1", "active=1", "proxy_port=" + byTls, "destination_hostgroup=" + TLS, "apply=1");
        try (Connection connection = Endpoint.app(server.port()).connect()) {
            for (Account account : accounts(brand)) {
                account.make(connection);
                config.user(account.name(), account.password(), PLAIN);
            }
            RENEWED.make(connection);
            config.user(RENEWED.name(), RENEWED.password(), PLAIN);
        }
        return new Tried(brand, server, switchboards.start(config), byTls);
    }

    /** A client that can changes it and goes on in the same session; then the account is as any other. */
    private static void renew(Tried one, boolean tls) throws SQLException {
        expire(one);
        String direct = changed(one, one.server().port(), tls);
        assertTrue(direct.contains("ERROR 1820 (HY000)") && direct.endsWith("renewed@%"), direct);
        expire(one);
        assertEquals(direct, changed(one, proxy(one, tls), false));
        assertEquals("renewed@%", answer(one.brand(), proxy(one, tls), RENEWED, false));
    }

    private static void expire(Tried one) throws SQLException {
        try (Connection connection = Endpoint.app(one.server().port()).connect()) {
            Sql.run(connection, "ALTER USER renewed@'%' PASSWORD EXPIRE");
        }
    }

    private static String changed(Tried one, int port, boolean tls) {
        String change = one.brand() == MatrixServer.Brand.MYSQL
                ? "ALTER USER CURRENT_USER() IDENTIFIED BY '" + PASSWORD + "'"
                : "SET PASSWORD = PASSWORD('" + PASSWORD + "')"; // MariaDB takes nothing else
        return lines(one.brand(), port, RENEWED, tls, "--connect-expired-password",
                "--execute=SELECT CURRENT_USER(); " + change + "; SELECT CURRENT_USER()",
                "--force") // behind --execute, which takes it back
                .collect(Collectors.joining("\n"));
    }

    private static int proxy(Tried one, boolean tls) {
        return tls ? one.byTls() : one.proxy().proxy().port();
    }

    private static void compare(Tried one, Account account, boolean tls) {
        int proxy = proxy(one, tls);
        String direct = one.brand() == MatrixServer.Brand.MYSQL && account.name().equals("expired")
                ? EXPIRED // this client can change it, and as a batch it gives up by itself
                : answer(one.brand(), one.server().port(), account, tls);
        assertEquals(direct, answer(one.brand(), proxy, account, false));
        boolean enters = List
                .of("no_password", "limited", "native_password", "ed25519", "parsec", "parsec_empty", "sha2",
                        "sha256", "one_of_two", "two_passwords")
                .contains(account.name());
        assertEquals(enters || tls && account.name().equals("only_tls"), direct.contains("@%"), direct);
    }

    /** Whom the server takes its own command line client for, or the error. */
    private static String answer(MatrixServer.Brand brand, int port, Account account, boolean tls) {
        return lines(brand, port, account, tls, "--execute=SELECT CURRENT_USER()").findFirst().orElse("nothing")
                .replace(" at line 1", "");
    }

    /** What the server's own command line client prints: accounts and errors. */
    private static Stream<String> lines(MatrixServer.Brand brand, int port, Account account, boolean tls,
            String... further) {
        List<String> command = new ArrayList<>();
        if (brand == MatrixServer.Brand.MARIADB) {
            Path home = SingleServer.mariaDb118Home();
            command.addAll(List.of(home.resolve("bin/mariadb").toString(), "--no-defaults",
                    "--plugin-dir=" + SingleServer.mariaDb118Plugins()));
            command.addAll(tls ? List.of("--ssl", "--disable-ssl-verify-server-cert") : List.of("--skip-ssl"));
        } else {
            command.addAll(List.of(MatrixClient.mysql97().resolve("bin/mysql").toString(), "--no-defaults",
                    "--get-server-public-key", tls ? "--ssl-mode=REQUIRED" : "--ssl-mode=DISABLED"));
        }
        command.addAll(List.of("--protocol=tcp", "--host=127.0.0.1", "--port=" + port, "--user=" + account.name(),
                "--password=" + account.password(), "--default-character-set=utf8mb4", "--batch",
                "--skip-column-names"));
        command.addAll(List.of(further));
        Shell.Result result = Shell.run(Map.of(), "", command);
        return (result.err() + result.out()).lines().filter(line -> line.startsWith("ERROR") || line.contains("@%"));
    }

    @AfterAll
    void stop() {
        tried.forEach(one -> one.server().close());
    }
}
