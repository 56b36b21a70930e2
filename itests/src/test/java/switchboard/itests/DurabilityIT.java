package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** SAVE TO DISK that has answered OK is on the disk. */
@ExtendWith(RealServers.class)
class DurabilityIT {
    private static final int KILLS = Soak.times(5, 20);

    @Test
    void whatWasSavedIsFoundAfterSigkillInTheSameInstant(Switchboards switchboards) throws IOException {
        Switchboard switchboard = switchboards.prepare(SwitchboardConfig.empty(), Map.of());
        for (int n = 1; n <= KILLS; n++) {
            switchboard.start();
            assertEquals(List.of(List.of(Integer.toString(n - 1), Integer.toString(n - 1))), switchboard.admin(
                    "SELECT COUNT(*), COALESCE(MAX(rule_id), 0) FROM main.mysql_query_rules"));
            try (RawClient client = switchboard.admin().raw()) {
                client.query("INSERT INTO mysql_query_rules (rule_id, active, match_digest) VALUES (" + n + ", 1, '^"
                        + "x".repeat(n * 100) + "')");
                client.query("SAVE MYSQL QUERY RULES TO DISK");
                switchboard.process().destroyForcibly();
            }
            switchboard.awaitExit();
        }
    }
}
