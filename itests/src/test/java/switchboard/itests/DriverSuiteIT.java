package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test suites of two reactive drivers: what passes directly at a server passes through the proxy. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriverSuiteIT {
    /** Their subject is the start of a server or of a ProxySQL in a container. */
    private static final String NEEDS_CONTAINERS = ".*(ProxySQL|MySQLTLS|MySQLUnixDomainSocket).*";

    /** Where the proxy behaves as ProxySQL does, and so not as a server: parts of the tests' ids, and why. */
    private static final Map<String, String> AS_PROXYSQL = Map.of(
            "testInflightCommandsFailWhenConnectionClosed", "KILL of an id from the server's own SHOW PROCESSLIST",
            "testNoConnectionLeaks", "KILL of an id from the server's own SHOW PROCESSLIST",
            "testBorrowedPooledConnectionClosedByServer", "SET wait_timeout: mysql-wait_timeout is what counts",
            "testChangeToInvalidSchema", "a schema is not looked for until a statement needs it",
            "testConnectInvalidDatabase", "a schema is not looked for until a statement needs it");

    private static final String UTF8 = " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci";

    private final Topology servers;
    private final Switchboard switchboard;

    DriverSuiteIT(Topology servers, Switchboards switchboards) {
        this.servers = servers;
        this.switchboard = switchboards.start(SwitchboardConfig.of(servers)
                .user("mysql", "password", SwitchboardConfig.WRITER)
                .user("superuser", "password", SwitchboardConfig.WRITER)
                .user("emptypassuser", "", SwitchboardConfig.WRITER).mysql("enable_load_data_local_infile", "\"true\"")
                .mysql("monitor_enabled", "\"false\"").mysql("connect_timeout_client", 60_000)); // a slow machine
    }

    @BeforeAll
    void prepare() throws SQLException, IOException {
        try (Connection root = servers.root(1)) {
            Sql.run(root, "SET GLOBAL character_set_server=utf8mb4, GLOBAL collation_server=utf8mb4_general_ci, "
                    + "GLOBAL max_prepared_stmt_count=1024",
                    "CREATE DATABASE suite_r2dbc" + UTF8, "CREATE DATABASE testschema" + UTF8,
                    "CREATE USER mysql@'%' IDENTIFIED BY 'password'", "GRANT ALL ON *.* TO mysql@'%'");
        }
        try (InputStream script = getClass().getResourceAsStream("/init.sql")) {
            Client.run(servers.administrator(1),
                    new String(script.readAllBytes(), StandardCharsets.UTF_8), "--default-character-set=utf8mb4",
                    "testschema")
                    .orFail();
        }
    }

    @AfterAll
    void cleanUp() throws SQLException {
        try (Connection root = servers.root(1)) {
            Sql.run(root, "SET GLOBAL time_zone=SYSTEM, GLOBAL character_set_server=DEFAULT, "
                    + "GLOBAL collation_server=DEFAULT, GLOBAL max_prepared_stmt_count=DEFAULT",
                    "DROP DATABASE suite_r2dbc", "DROP DATABASE testschema",
                    "DROP DATABASE emptyschema", "DROP DATABASE hello_world",
                    "DROP USER mysql@'%', superuser@'%', emptypassuser@'%', proxysql@'%'");
        }
    }

    @Test
    void suiteOfVertxPassesAsDirectly() throws IOException {
        assertSame(vertxTests(), port -> Map.of("connection.uri", "mysql://mysql:password@127.0.0.1:" + port
                + "/testschema"), 400);
    }

    @Test
    void compatibilityKitOfR2dbcPassesAsDirectly() {
        assertSame(List.of(R2dbcSuite.Text.class.getName(), R2dbcSuite.Prepared.class.getName()),
                port -> Map.of("suite.port", Integer.toString(port)), 60);
    }

    /**
     * What doesn't pass through the proxy is run directly, and must not pass there either; unless it passes when it is
     * run through the proxy once more.
     *
     * @param atLeast tests that must pass: fewer mean that the suite was not run as it should be
     */
    private void assertSame(List<String> classes, IntFunction<Map<String, String>> properties, int atLeast) {
        Map<String, String> throughProxy = properties.apply(switchboard.proxy().port());
        Map<String, String> all = SuiteProcess.run(throughProxy, classes);
        Map<String, String> failed = withResult(all, false);
        Map<String, String> directly = withResult(run(properties.apply(servers.port(1)), failed.keySet()), true);
        directly.keySet().removeIf(test -> AS_PROXYSQL.keySet().stream().anyMatch(test::contains));
        Map<String, String> worse = withResult(run(throughProxy, directly.keySet()), false);
        int passed = all.size() - failed.size();
        System.out.println(passed + " of " + all.size() + " tests pass through the proxy");
        assertEquals(Map.of(), worse);
        assertTrue(passed >= atLeast, () -> passed + " tests pass: " + failed);
    }

    private static Map<String, String> run(Map<String, String> properties, Set<String> tests) {
        return tests.isEmpty() ? Map.of() : SuiteProcess.run(properties, tests);
    }

    private static Map<String, String> withResult(Map<String, String> results, boolean passed) {
        Map<String, String> some = new TreeMap<>(results);
        some.values().removeIf(result -> result.equals(SuiteListener.PASSED) != passed);
        return some;
    }

    private static List<String> vertxTests() throws IOException {
        try (JarFile jar = new JarFile(jarOf("/init.sql").toFile())) {
            return jar.stream().map(ZipEntry::getName).filter(name -> name.matches("io/vertx/.*Test\\.class"))
                    .map(name -> name.replace(".class", "").replace('/', '.'))
                    .filter(name -> !name.matches(NEEDS_CONTAINERS)).sorted().toList();
        }
    }

    private static Path jarOf(String resource) {
        try {
            String found = DriverSuiteIT.class.getResource(resource).getPath();
            return Path.of(new URI(found.replaceFirst("!.*", "")));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
