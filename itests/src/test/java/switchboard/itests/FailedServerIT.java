package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server that dies is shunned, and used again when it is back. */
@ExtendWith(RealServers.class)
class FailedServerIT {
    private final Topology servers;
    private final Switchboard switchboard;

    FailedServerIT(Topology servers, Switchboards switchboards) {
        this.servers = servers;
        switchboard = switchboards.start(SwitchboardConfig.of(servers).splitting().mysql("shun_recovery_time_sec", 2));
    }

    @Test
    void killedServerIsShunnedAndComesBackWithoutAnErrorForClients() throws IOException {
        try (RawClient client = switchboard.proxy().raw()) {
            awaitAnswersOf(client, "3");
            servers.kill(3);
            try {
                Awaitility.await("server 3 shunned").atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(1)).until(() -> {
                            assertEquals("2", client.value(Topology.WHICH_SERVER));
                            return "SHUNNED".equals(status(3));
                        });
            } finally {
                servers.start(3);
            }
            awaitAnswersOf(client, "3");
            Awaitility.await("server 3 online").until(() -> "ONLINE".equals(status(3)));
        }
        switchboard.awaitLog("Shunning server 127.0.0.1:" + servers.port(3));
    }

    private void awaitAnswersOf(RawClient client, String number) {
        Awaitility.await("an answer of server " + number).atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(1)).until(() -> client.value(Topology.WHICH_SERVER), number::equals);
    }

    private String status(int number) {
        return switchboard.adminValue(
                "SELECT status FROM runtime_mysql_servers WHERE hostgroup_id = 20 AND port = " + servers.port(number));
    }
}
