package switchboard.itests;

import java.io.IOException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@link DriverMatrixIT} on MySQL 9.7, for a build that could fetch it. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriverMatrixOnMysql {
    private final Switchboards switchboards;
    private MatrixRun run;

    DriverMatrixOnMysql(Switchboards switchboards) {
        this.switchboards = switchboards;
    }

    @TestFactory
    Stream<DynamicTest> seeTheSameAsWithoutTheProxy() throws IOException, SQLException {
        if (!DriverMatrix.servers().contains(MatrixServer.Brand.MYSQL)) {
            return Stream.of(); // could not be fetched
        }
        run = new MatrixRun(MatrixServer.Brand.MYSQL, switchboards, MatrixMode.withBlobs(false));
        return MatrixPart.clients(MatrixServer.Brand.MYSQL)
                .map(client -> DynamicTest.dynamicTest(client.name(), () -> MatrixPart.compare(run, client)));
    }

    @AfterAll
    void stop() {
        if (run != null) {
            run.close();
        }
    }
}
