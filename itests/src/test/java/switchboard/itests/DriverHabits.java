package switchboard.itests;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What drivers and tools do beyond statements and rows, on MariaDB and MySQL 9.7: {@code mvn -Pmatrix verify}.
 * {@code -Dmatrix.servers=MYSQL} runs a part.
 */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriverHabits {
    private final Switchboards switchboards;
    private final List<MatrixRun> runs = new ArrayList<>();

    DriverHabits(Switchboards switchboards) {
        this.switchboards = switchboards;
    }

    @TestFactory
    Stream<DynamicTest> areTheSameAsWithoutTheProxy() throws IOException, SQLException {
        List<DynamicTest> tests = new ArrayList<>();
        for (MatrixServer.Brand brand : DriverMatrix.servers()) {
            MatrixRun run = new MatrixRun(brand, switchboards, Set.of());
            runs.add(run);
            JdbcHabits.of(brand).forEach(
                    (name, habit) -> tests.add(test(run, name, to -> JdbcHabits.transcript(to, name, habit))));
            for (ProgramHabits program : ProgramHabits.values()) {
                tests.add(test(run, program.name(), to -> {
                    program.missing().ifPresent(how -> Assumptions.abort(program + " is missing: " + how));
                    return program.transcript(to);
                }));
            }
            ToolHabits.all(brand).forEach((name, habit) -> tests.add(test(run, name, habit)));
        }
        return tests.stream();
    }

    private static DynamicTest test(MatrixRun run, String name, Function<Endpoint, List<String>> habit) {
        return DynamicTest.dynamicTest(run.server().brand().title() + ", " + name,
                () -> run.compare(name, habit, MatrixMode.PLAIN));
    }

    @AfterAll
    void stop() {
        runs.forEach(MatrixRun::close);
    }
}
