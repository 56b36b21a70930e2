package switchboard.monitor.lag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import switchboard.api.check.CheckGroup;
import switchboard.api.check.CheckQuestion;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.api.check.Monitor;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;
import switchboard.api.service.Newest;
import switchboard.api.table.Rows;
import switchboard.monitor.connection.CheckClock;
import switchboard.monitor.log.Logs;
import switchboard.monitor.rig.TestDirectory;
import switchboard.monitor.rig.TestVariables;

class ReplicationLagCheckTest {
    private final TestDirectory directory = new TestDirectory(replica(20), replica(30),
            TestDirectory.server(10, "db1", 3306));
    private final TestVariables variables = new TestVariables();
    private final Logs logs = new Logs(CheckClock.SYSTEM);
    private final ReplicationLagCheck check = new ReplicationLagCheck(logs);
    private long micros = CheckClock.SYSTEM.micros();

    private static Server replica(int hostgroup) {
        return new Server(new ServerKey(hostgroup, "db1", 3306), 0, ServerStatus.ONLINE, 1, false, 100, 30, false, 0,
                "");
    }

    @BeforeEach
    void start() {
        check.variablesChanged(variables);
        check.bindServers(directory, Map.of(Newest.BUNDLE_ID, 1L));
    }

    private List<String> keys() {
        return check.groups().stream().map(CheckGroup::key).toList();
    }

    private void says(CheckGroup group, String lag) {
        Rows rows = new Rows(List.of("Seconds_Behind_Master"), List.<String[]>of(new String[]{lag}));
        check.answered(group, new CheckResult(check.targets(group).getFirst(), micros++, 10, "8.0.36", rows, 0, null,
                false));
    }

    @Test
    void asksForEachEntryWithAMaximum() {
        assertEquals(List.of("db1:3306/20", "db1:3306/30"), keys().stream().sorted().toList());
    }

    @Test
    void asksOnceForAHostWhenToldSoAndTheAnswerHoldsForAllItsEntries() {
        check.variablesChanged(variables.with("monitor_replication_lag_group_by_host", true));
        assertEquals(List.of("db1:3306"), keys());
        says(check.groups().getFirst(), "31");
        assertEquals(List.of("10:3306:ONLINE", "20:3306:SHUNNED_REPLICATION_LAG", "30:3306:SHUNNED_REPLICATION_LAG"),
                directory.states());
        says(check.groups().getFirst(), "0");
        assertEquals(List.of("10:3306:ONLINE", "20:3306:ONLINE", "30:3306:ONLINE"), directory.states());
    }

    @Test
    void shunsAfterAsManyLaggingSamplesAsSet() {
        check.variablesChanged(variables.with("monitor_replication_lag_count", 3));
        CheckGroup group = check.groups().stream().filter(one -> one.key().endsWith("/20")).findFirst().orElseThrow();
        says(group, "100");
        says(group, "100");
        says(group, "1");
        says(group, "100");
        says(group, "100");
        assertEquals("20:3306:ONLINE", directory.states().get(1));
        says(group, "100");
        assertEquals("20:3306:SHUNNED_REPLICATION_LAG", directory.states().get(1));
        assertEquals("30:3306:ONLINE", directory.states().get(2));
    }

    @ParameterizedTest(name = "mysql-monitor_slave_lag_when_null={0}")
    @CsvSource({"30,ONLINE", "31,SHUNNED_REPLICATION_LAG"})
    void aLagThatIsNotKnownCountsAsWhatTheVariableSays(int seconds, String status) {
        check.variablesChanged(variables.with("monitor_slave_lag_when_null", seconds));
        check.groups().forEach(group -> says(group, null)); // in any order
        assertEquals(List.of("20:3306:" + status, "30:3306:" + status), directory.states().subList(1, 3));
    }

    @Test
    void asksTheHeartbeatTableIfOneIsSet() {
        check.variablesChanged(variables.with("monitor_replication_lag_use_percona_heartbeat", "meta.beat"));
        CheckTarget target = check.targets(check.groups().getFirst()).getFirst();
        assertEquals("SELECT MAX(ROUND(TIMESTAMPDIFF(MICROSECOND, ts, SYSDATE(6))/1000000)) AS Seconds_Behind_Master "
                + "FROM meta.beat", ((CheckQuestion.Query) target.question()).byServerVersion().apply("8.0.36"));
    }

    @Test
    void asksNobodyWhoIsOffline() {
        directory.set(replica(20).with(ServerStatus.OFFLINE_SOFT), replica(30).with(ServerStatus.SHUNNED));
        assertEquals(List.of("db1:3306/30"), keys());
    }

    @Test
    void aSuccessorGoesOnCountingLaggingSamples() {
        check.variablesChanged(variables.with("monitor_replication_lag_count", 3));
        CheckGroup group = check.groups().stream().filter(one -> one.key().endsWith("/20")).findFirst().orElseThrow();
        says(group, "100");
        says(group, "100");
        Logs nextLogs = new Logs(CheckClock.SYSTEM);
        nextLogs.takeOver(new Monitor() {
            @Override
            public void logged(String table, Consumer<Object[]> sink) {
                logs.each(table, sink);
            }

            @Override
            public boolean isResponsive(String hostname, int port) {
                return true;
            }
        });
        ReplicationLagCheck next = new ReplicationLagCheck(nextLogs);
        next.variablesChanged(variables.with("monitor_replication_lag_count", 3));
        next.bindServers(directory, Map.of(Newest.BUNDLE_ID, 2L));
        next.groups();
        assertEquals("20:3306:ONLINE", directory.states().get(1));
        Rows rows = new Rows(List.of("Seconds_Behind_Master"), List.<String[]>of(new String[]{"100"}));
        next.answered(group, new CheckResult(next.targets(group).getFirst(), micros++, 10, "8.0.36", rows, 0, null,
                false));
        assertEquals("20:3306:SHUNNED_REPLICATION_LAG", directory.states().get(1), "the third in a row");
    }
}
