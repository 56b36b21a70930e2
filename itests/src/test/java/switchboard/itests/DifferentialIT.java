package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Sessions answer through the proxy as without it, though every statement may find another backend connection: once none
 * is used twice, once all are shared with neighbours. {@code -Psoak}, or {@code -Ddifferential.sessions=20000
 * -Ddifferential.seed=1}, runs more of them; {@code -Ddifferential.server=mysql} runs them against MySQL 9.7.
 */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DifferentialIT {
    private static final int SESSIONS = Integer.getInteger("differential.sessions",
            Soak.times(100, 10_000));
    private static final long SEED = Long.getLong("differential.seed", 4711);

    private final DifferentialServer server;
    private final Switchboard switchboard;

    DifferentialIT(Topology servers, Switchboards switchboards) throws IOException {
        this.server = DifferentialServer.start(servers);
        this.switchboard = switchboards.start(server.config());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void answersAreTheSameThoughConnectionsAreShared() throws InterruptedException {
        assertSame("0", SEED);
    }

    @Test
    void answersAreTheSameThoughNoConnectionIsUsedTwice() throws InterruptedException {
        assertSame("1", SEED + SESSIONS);
    }

    private void assertSame(String maxAgeMillis, long seed) throws InterruptedException {
        switchboard.admin("UPDATE global_variables SET variable_value='" + maxAgeMillis
                + "' WHERE variable_name='mysql-connection_max_age_ms'", "LOAD MYSQL VARIABLES TO RUNTIME");
        DifferentialRun run = new DifferentialRun(server.direct(), server.administrator(),
                server.through(switchboard));
        List<String> differences = run.run(seed, SESSIONS);
        assertEquals(List.of(), differences, () -> String.join("\n", differences));
        System.out.println("differential: " + SESSIONS + " sessions, " + run.answers() + " answers, the same");
    }
}
