package switchboard.monitor.lag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.api.check.CheckQuestion;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;
import switchboard.api.table.Rows;

class LagPlanTest {
    private static Server server(ServerStatus status) {
        return new Server(new ServerKey(20, "db1", 3306), 0, status, 1, false, 100, 30, false, 0, "");
    }

    private static CheckResult answer(String column, String... lags) {
        List<String[]> rows = new ArrayList<>();
        for (String lag : lags) {
            rows.add(new String[]{"x", "NULL".equals(lag) ? null : lag});
        }
        return new CheckResult(new CheckTarget("db1", 3306, false, CheckQuestion.PING), 1, 1, "8.0.36",
                new Rows(List.of("Slave_IO_State", column), rows), 0, null, false);
    }

    /** max_replication_lag is 30; NULL stands for {@code whenNull}. */
    @ParameterizedTest(name = "{0}, lagging {1}, says {2}, NULL={3}, needs {4} -> {5} {6} {7}")
    @CsvSource({"ONLINE,                  0, 31,   60, 1, 1, 31, SHUN",
            "ONLINE,                  0, 30,   60, 1, 0, 30, NOTHING",
            "ONLINE,                  0, 31,   60, 3, 1, 31, WAIT",
            "ONLINE,                  1, 31,   60, 3, 2, 31, WAIT",
            "ONLINE,                  2, 31,   60, 3, 3, 31, SHUN",
            "ONLINE,                  2, 5,    60, 3, 0, 5,  NOTHING",
            "ONLINE,                  0, NULL, 60, 1, 1, 60, SHUN",
            "ONLINE,                  0, NULL, 0,  1, 0, 0,  NOTHING",
            "ONLINE,                  2, none, 60, 3, 0, -2, NOTHING",
            "ONLINE,                  2, fail, 60, 3, 2, -1, NOTHING",
            "SHUNNED_REPLICATION_LAG, 1, 31,   60, 1, 1, 31, NOTHING",
            "SHUNNED_REPLICATION_LAG, 1, 30,   60, 1, 0, 30, BRING_BACK",
            "SHUNNED_REPLICATION_LAG, 1, none, 60, 1, 0, -2, BRING_BACK",
            "SHUNNED_REPLICATION_LAG, 1, NULL, 60, 1, 1, 60, NOTHING",
            "SHUNNED_REPLICATION_LAG, 1, NULL, 10, 1, 0, 10, BRING_BACK",
            "SHUNNED_REPLICATION_LAG, 1, fail, 60, 1, 1, -1, NOTHING",
            "SHUNNED,                 1, 99,   60, 1, 1, 99, NOTHING",
            "SHUNNED,                 1, 0,    60, 1, 1, 0,  NOTHING",
            "OFFLINE_SOFT,            1, 0,    60, 1, 1, 0,  NOTHING"})
    void decides(ServerStatus status, int before, String says, long whenNull, int needed, int count, long lag,
            LagPlan.Verdict verdict) {
        LagSample sample = switch (says) {
            case "none" -> LagSample.of(answer("Seconds_Behind_Master"));
            case "fail" -> LagSample.of(new CheckResult(new CheckTarget("db1", 3306, false, CheckQuestion.PING), 1, 1,
                    "", CheckResult.NO_ROWS, 2013, "timeout check", true));
            default -> LagSample.of(answer("Seconds_Behind_Master", says));
        };
        assertEquals(new LagPlan(count, lag, verdict), LagPlan.of(server(status), before, sample, whenNull, needed));
    }

    @Test
    void takesTheLargestLagOfSeveralSourcesAndNullBeforeAll() {
        assertEquals(new LagSample(LagSample.Kind.KNOWN, 9), LagSample.of(answer("Seconds_Behind_Source", "4", "9")));
        assertEquals(LagSample.Kind.NULL, LagSample.of(answer("Seconds_Behind_Master", "4", "NULL")).kind());
    }

    @Test
    void answerWithoutTheColumnOrWithoutANumberChangesNothing() {
        assertEquals(LagSample.Kind.FAILED, LagSample.of(answer("other", "4")).kind());
        assertEquals(LagSample.Kind.FAILED, LagSample.of(answer("Seconds_Behind_Master", "many")).kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.7.44-log", "8.0.36", "8.3.0", "10.11.6-MariaDB-1", "11.8.2-MariaDB", "", "unknown"})
    void asksOlderServersAndMariaDbForTheSlave(String version) {
        assertTrue(LagQuestion.knowsSlave(version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.4.0", "8.4.5-commercial", "9.0.1", "9.7.0"})
    void asksNewerServersForTheReplica(String version) {
        assertFalse(LagQuestion.knowsSlave(version));
    }

    @Test
    void asksTheHeartbeatWhereThereIsOne() {
        assertEquals("SELECT MAX(ROUND(TIMESTAMPDIFF(MICROSECOND, ts, SYSDATE(6))/1000000)) "
                + "AS Seconds_Behind_Master FROM percona.heartbeat",
                LagQuestion.of("percona.heartbeat").byServerVersion().apply("9.7.0"));
    }
}
