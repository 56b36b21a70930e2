package switchboard.itests;

import java.io.IOException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The part of {@link DriverMatrix} that every build can run: the clients of Maven Central and of a Debian machine, and those
 * further ones that are there.
 */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriverMatrixIT {
    private final MatrixRun run;

    DriverMatrixIT(Switchboards switchboards) throws IOException, SQLException {
        run = new MatrixRun(MatrixServer.Brand.MARIADB, switchboards, MatrixMode.withBlobs(false));
    }

    @AfterAll
    void stop() {
        run.close();
    }

    @ParameterizedTest
    @MethodSource("switchboard.itests.MatrixPart#onMariaDb")
    void seesTheSameAsWithoutTheProxy(MatrixClient client) {
        MatrixPart.compare(run, client);
    }

    /** The half of {@link DriverHabits} that takes little time. */
    @TestFactory
    Stream<DynamicTest> driversDoTheSameAsWithoutTheProxy() {
        return JdbcHabits.of(MatrixServer.Brand.MARIADB).entrySet().stream()
                .filter(each -> !each.getKey().contains("useServerPrepStmts=false")
                        && !each.getKey().startsWith("time limit, "))
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> run.compare(each.getKey(),
                        to -> JdbcHabits.transcript(to, each.getKey(), each.getValue()), MatrixMode.PLAIN)));
    }
}
