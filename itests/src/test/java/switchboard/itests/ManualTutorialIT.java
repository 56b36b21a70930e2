package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What ProxySQL's manual shows on layers, users, servers, rules and variables, typed into the command line client one
 * statement at a time; the answers as ProxySQL 2.7.1 gives them, with its columns. The statements stand in
 * {@code tutorials/*.txt}: behind {@code Admin>} what is typed, below it what is printed.
 */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManualTutorialIT {
    private static final String PROMPT = "Admin> ";

    private final Switchboard switchboard;

    ManualTutorialIT(Switchboards switchboards) {
        switchboard = switchboards.start(SwitchboardConfig.empty().mysql("max_connections", 2048));
    }

    private record Step(String statement, String answer) {
    }

    @ParameterizedTest
    @ValueSource(strings = {"layers", "users", "servers", "rules", "variables"})
    void answersAreThoseOfTheManual(String tutorial) throws IOException {
        List<Step> steps = steps(tutorial);
        assertTrue(steps.size() > 10, tutorial);
        for (Step step : steps) {
            Shell.Result result = Client.run(switchboard.admin(), step.statement(), "--batch");
            assertEquals(step.answer(), (result.out() + lastLine(result.err())).strip(), step.statement());
        }
    }

    /** Before an error the client repeats the statement. */
    private static String lastLine(String text) {
        return text.strip().lines().reduce("", (before, line) -> line);
    }

    private List<Step> steps(String tutorial) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/tutorials/" + tutorial + ".txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<Step> steps = new ArrayList<>();
            for (String part : text.split("(?m)^" + PROMPT)) {
                String[] lines = part.split("\n", 2);
                if (!part.startsWith("#")) {
                    steps.add(new Step(lines[0], lines.length < 2 ? "" : lines[1].strip()));
                }
            }
            return steps;
        }
    }

    @Test
    void mysqldumpWritesTheWholeOfMain() {
        Assumptions.assumeTrue(Shell.has("mariadb-dump"), "mariadb-dump is installed");
        String dump = Shell.run("mariadb-dump", "--no-defaults", "--skip-ssl", "--protocol=tcp", "--host=127.0.0.1",
                "--port=" + switchboard.admin().port(), "--user=admin", "--password=admin", "main").orFail().out();
        for (List<String> table : switchboard.admin("SHOW TABLES FROM main")) {
            assertTrue(dump.contains("Table structure for table `" + table.getFirst() + "`"), table.getFirst());
        }
        assertTrue(dump.contains("INSERT INTO `global_variables` VALUES"), dump);
        assertTrue(dump.contains("-- Dump completed"), dump);
    }
}
