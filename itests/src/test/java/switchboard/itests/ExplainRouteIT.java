package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** EXPLAIN ROUTE on the built product agrees with where queries really go. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainRouteIT {
    private static final String QUESTION = "EXPLAIN ROUTE FOR 'SELECT @@server_id' USER app";

    private final Switchboard switchboard;
    private final int reader;

    ExplainRouteIT(Topology servers, Switchboards switchboards) {
        reader = servers.port(2);
        switchboard = switchboards.startOwnCopy(SwitchboardConfig.empty()
                .server(SwitchboardConfig.WRITER, servers.port(1)).server(SwitchboardConfig.READER, reader)
                .server(SwitchboardConfig.READER, servers.port(3), "status=\"OFFLINE_SOFT\"")
                .user("app", "app_pw", SwitchboardConfig.WRITER)
                .rule("rule_id=1", "active=1", "username=\"other\"", "destination_hostgroup=99", "apply=1")
                .rule("rule_id=2", "active=1", "match_digest=\"^SELECT\"", "flagOUT=7")
                .rule("rule_id=3", "active=1", "flagIN=7", "destination_hostgroup=" + SwitchboardConfig.READER,
                        "apply=1"));
    }

    @Test
    void followsTheQueryToTheServerThatAnswersIt() throws SQLException {
        List<List<String>> steps = switchboard.admin(QUESTION);
        assertTrue(steps.contains(List.of("rule", "1", "no match", "username is 'other', the query has 'app'")),
                steps::toString);
        assertTrue(steps.contains(List.of("rule", "2", "match", "in chain flagIN=0; sets nothing")), steps::toString);
        assertTrue(steps.contains(List.of("chain", "2", "flagOUT=7", "rules with flagIN=7 follow")), steps::toString);
        assertTrue(steps.contains(List.of("rule", "3", "match",
                "in chain flagIN=7; sets destination_hostgroup=20, apply=1")), steps::toString);
        assertEquals("20", step(steps, "hostgroup").get(1));
        List<String> picked = steps.stream()
                .filter(step -> step.get(0).equals("server") && step.get(2).equals("may be picked"))
                .map(step -> step.get(1)).toList();
        assertEquals(List.of("127.0.0.1:" + reader), picked);
        assertTrue(steps.stream().anyMatch(step -> step.get(2).equals("not picked")
                && step.get(3).startsWith("status=OFFLINE_SOFT")), steps::toString);
        try (var connection = switchboard.proxy().connect()) {
            assertEquals("2", Sql.value(connection, "SELECT @@server_id"));
        }
    }

    @Test
    void countsNoHit() {
        String hits = "SELECT rule_id, hits FROM stats_mysql_query_rules ORDER BY rule_id";
        List<List<String>> before = switchboard.admin(hits);
        switchboard.admin(QUESTION);
        assertEquals(before, switchboard.admin(hits));
    }

    @Test
    void withoutTheRulesItSaysThatTheDefaultHostgroupServes() {
        switchboard.admin("PROXYSQL MODULE STOP mysql-query-rules");
        try {
            List<List<String>> steps = switchboard.admin(QUESTION);
            assertTrue(step(steps, "rule").get(3).startsWith("the module mysql-query-rules is not running"),
                    steps::toString);
            assertEquals("10", step(steps, "hostgroup").get(1));
            assertEquals("default_hostgroup of the user", step(steps, "hostgroup").get(2));
        } finally {
            switchboard.admin("PROXYSQL MODULE START mysql-query-rules");
        }
        Awaitility.await("the rules are back").atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertEquals("20", step(switchboard.admin(QUESTION), "hostgroup").get(1)));
    }

    private static List<String> step(List<List<String>> steps, String name) {
        return steps.stream().filter(step -> step.get(0).equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + steps));
    }
}
