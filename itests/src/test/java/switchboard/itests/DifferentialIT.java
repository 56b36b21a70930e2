package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Sessions answer through the proxy as without it, though every statement may find another backend connection: once none
 * is used twice, once all are shared with neighbours. {@code -Psoak}, or {@code -Ddifferential.sessions=20000
 * -Ddifferential.seed=1}, runs more of them.
 */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DifferentialIT {
    private static final int SESSIONS = Integer.getInteger("differential.sessions",
            Soak.times(100, 10_000));
    private static final long SEED = Long.getLong("differential.seed", 4711);

    private final Topology servers;
    private final Switchboard switchboard;

    DifferentialIT(Topology servers, Switchboards switchboards) {
        this.servers = servers;
        this.switchboard = switchboards
                .start(SwitchboardConfig.empty().server(SwitchboardConfig.WRITER, servers.port(1))
                        .user("app", "app_pw", SwitchboardConfig.WRITER).mysql("auto_increment_delay_multiplex", 0)
                        .mysql("monitor_enabled", "\"false\""));
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
        DifferentialRun run = new DifferentialRun(servers.server(1), servers.administrator(1), switchboard.proxy());
        List<String> differences = run.run(seed, SESSIONS);
        assertEquals(List.of(), differences, () -> String.join("\n", differences));
        System.out.println("differential: " + SESSIONS + " sessions, " + run.answers() + " answers, the same");
    }
}
