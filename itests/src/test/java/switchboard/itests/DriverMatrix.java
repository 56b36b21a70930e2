package switchboard.itests;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every client against every server in every way: {@code mvn -Pmatrix verify}. {@code -Dmatrix.clients=PYMYSQL,GO} and
 * {@code -Dmatrix.servers=MYSQL} run a part, {@code -Dmatrix.blobs=false} leaves out the values of 20 MB,
 * {@code -Dmatrix.blobs=TLS} sends them by TLS only. What passed stands in {@code itests/target/matrix/table.md} afterwards.
 */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriverMatrix {
    private static final Set<String> SERVERS = chosen("matrix.servers", MatrixServer.Brand.values());
    private static final Set<String> CLIENTS = chosen("matrix.clients", MatrixClient.values());

    private final Switchboards switchboards;
    private final boolean mysql97;
    private final Map<MatrixServer.Brand, MatrixRun> runs = new EnumMap<>(MatrixServer.Brand.class);
    private final MatrixTable results = new MatrixTable();

    DriverMatrix(Switchboards switchboards) {
        this.switchboards = switchboards;
        Shell.Result fetched = Shell.run(Workspace.root().resolve("itests/topologies/fetch-mysql97.sh").toString(),
                MatrixClient.mysql97().toString());
        mysql97 = fetched.status() == 0;
    }

    private static Set<String> chosen(String property, Enum<?>... all) {
        String told = System.getProperty(property, "");
        return told.isEmpty()
                ? Arrays.stream(all).map(Enum::name).collect(Collectors.toSet())
                : Set.of(told.split(","));
    }

    /** Those that this run is about. */
    static List<MatrixServer.Brand> servers() {
        return Arrays.stream(MatrixServer.Brand.values()).filter(each -> SERVERS.contains(each.name())).toList();
    }

    @TestFactory
    Stream<DynamicTest> transcriptsAreTheSameAsWithoutTheProxy() {
        List<DynamicTest> tests = new ArrayList<>();
        for (MatrixServer.Brand brand : MatrixServer.Brand.values()) {
            for (MatrixClient client : MatrixClient.values()) {
                for (MatrixMode mode : MatrixMode.values()) {
                    for (String style : List.of("text", "prepared")) {
                        if (SERVERS.contains(brand.name()) && CLIENTS.contains(client.name())) {
                            tests.add(test(brand, client, mode, style));
                        }
                    }
                }
            }
        }
        return tests.stream();
    }

    private DynamicTest test(MatrixServer.Brand brand, MatrixClient client, MatrixMode mode, String style) {
        String name = String.join("\t", brand.title(), client.title(), mode.label(), style);
        return DynamicTest.dynamicTest(name, () -> {
            results.put(brand, client, mode, style, "the client can't");
            Assumptions.assumeTrue(client.can(brand, mode, style), "the client can't");
            results.put(brand, client, mode, style, "not installed");
            client.missing().ifPresent(how -> Assumptions.abort(client.title() + " is missing: " + how));
            Assumptions.assumeTrue(mysql97 || brand != MatrixServer.Brand.MYSQL, "there is no MySQL 9.7");
            results.put(brand, client, mode, style, "differs");
            run(brand).compare(client, mode, style);
            results.put(brand, client, mode, style, "same");
            results.write(); // a run that is broken off has its results
        });
    }

    private MatrixRun run(MatrixServer.Brand brand) throws IOException, SQLException {
        MatrixRun run = runs.get(brand);
        if (run == null) {
            run = new MatrixRun(brand, switchboards, MatrixMode.withBlobs(true));
            runs.put(brand, run);
        }
        return run;
    }

    @AfterAll
    void stop() throws IOException {
        results.write();
        for (MatrixRun run : runs.values()) {
            run.close();
        }
    }
}
