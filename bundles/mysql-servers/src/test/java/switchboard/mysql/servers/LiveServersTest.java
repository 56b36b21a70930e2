package switchboard.mysql.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static switchboard.mysql.servers.ServerRow.aServer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;

class LiveServersTest {
    private static final ServerKey DB1 = aServer().key();
    private static final ServerKey DB1_IN_20 = aServer().in(20).key();
    private static final ServerKey DB2 = aServer("db2").key();
    private static final int REFUSED = 2003;

    private final ManualClock clock = new ManualClock();
    private final List<Long> changes = new ArrayList<>();
    private final LiveServers live = new LiveServers(clock, () -> changes.add(0L));
    private Map<ServerKey, ServerStatus> wanted = new HashMap<>();

    @BeforeEach
    void loadThreeServers() throws Exception {
        load(aServer(), aServer("db2"), aServer().in(20));
    }

    private void load(ServerRow... rows) throws Exception {
        LoadPlan plan = new LoadPlan(ServerRows.read(ServerRow.tables(rows).get("mysql_servers")), wanted,
                ServersSnapshot.NONE, List.of());
        live.load(plan, List.of());
        wanted = plan.wanted();
    }

    private ServerStatus status(ServerKey key) {
        return live.servers().in(key.hostgroup()).stream().filter(server -> server.key().equals(key)).findFirst()
                .orElseThrow().status();
    }

    private void fail(ServerKey key, int times) {
        for (int i = 0; i < times; i++) {
            live.connectFailed(key, REFUSED, "Connection refused");
        }
    }

    @Test
    void shunsAServerWithTheFifthErrorOfASecond() {
        fail(DB1, 4);
        assertEquals(ServerStatus.ONLINE, status(DB1));
        fail(DB1, 1);
        assertEquals(ServerStatus.SHUNNED, status(DB1));
        assertEquals(ServerStatus.ONLINE, status(DB1_IN_20), "errors count for one hostgroup");
        assertEquals(1, changes.size());
    }

    @Test
    void countsAnewInTheNextSecond() {
        fail(DB1, 4);
        clock.advanceSeconds(1);
        fail(DB1, 4);
        assertEquals(ServerStatus.ONLINE, status(DB1));
    }

    @ParameterizedTest(name = "shun_on_failures={0}, connect_retries_on_failure={1}: {2} errors")
    @CsvSource({"5,10,5", "5,2,3", "1,10,2", "0,10,2", "100,0,2"})
    void shunsWithTheSmallerOfBothLimitsButNeverWithTheFirstError(long failures, long retries, int needed) {
        live.policy(new ShunPolicy(failures, retries, 10, 10_000, false));
        fail(DB1, needed - 1);
        assertEquals(ServerStatus.ONLINE, status(DB1));
        fail(DB1, 1);
        assertEquals(ServerStatus.SHUNNED, status(DB1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1007, 1008, 1044, 1045, 1048, 1052, 1054, 1075, 1099, 1104, 1106, 1113, 1116, 1118, 1120, 1136,
            1138, 1149, 1203, 1226, 3118})
    void ignoresErrorsThatAreTheClients(int code) {
        for (int i = 0; i < 10; i++) {
            live.connectFailed(DB1, code, "not the server's fault");
        }
        assertEquals(ServerStatus.ONLINE, status(DB1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1251, 1275, 1524, 1698, 1820, 1862, 2059, 2061, 3955, 4151})
    void ignoresWhatIsWrongWithOneAccountOnly(int code) {
        for (int i = 0; i < 10; i++) {
            live.connectFailed(DB1, code, "of one account");
        }
        assertEquals(ServerStatus.ONLINE, status(DB1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1040, 1047, 1053, 1076, 1105, 1119, 1137, 1129, 1130, 1150, 1225, 2002, 2013, 2026})
    void countsOtherErrors(int code) {
        for (int i = 0; i < 5; i++) {
            live.connectFailed(DB1, code, "the server's");
        }
        assertEquals(ServerStatus.SHUNNED, status(DB1));
    }

    @Test
    void leavesServersThatAreNotOnlineInTheirState() throws Exception {
        load(aServer().status("OFFLINE_SOFT"));
        fail(DB1, 10);
        assertEquals(ServerStatus.OFFLINE_SOFT, status(DB1));
    }

    @Test
    void takesErrorsOfAServerThatIsNotThere() {
        fail(aServer("gone").key(), 10);
        assertEquals(List.of(), changes);
    }

    @Test
    void bringsAShunnedServerBackWhenItsTimeIsOver() {
        fail(DB1, 5);
        clock.advanceSeconds(9);
        live.recoverShunned(10);
        assertEquals(ServerStatus.SHUNNED, status(DB1));
        clock.advanceSeconds(1); // mysql-shun_recovery_time_sec is not below connect_timeout_server_max: 9 s, then more
        live.recoverShunned(20);
        assertEquals(ServerStatus.SHUNNED, status(DB1), "another hostgroup was asked for");
        live.recoverShunned(10);
        assertEquals(ServerStatus.ONLINE, status(DB1));
        assertEquals(2, changes.size());
    }

    @ParameterizedTest(name = "shun_recovery_time_sec={0}, connect_timeout_server_max={1}: after {2} s")
    @CsvSource({"3,10000,4", "10,10000,10", "60,10000,10", "1,500,2", "10,20000,11"})
    void waitsNoLongerThanAClientWaitsForAConnection(long recovery, long timeout, int seconds) {
        live.policy(new ShunPolicy(5, 10, recovery, timeout, false));
        fail(DB1, 5);
        clock.advanceSeconds(seconds - 1);
        live.recoverShunned(10);
        assertEquals(ServerStatus.SHUNNED, status(DB1));
        clock.advanceSeconds(1);
        live.recoverShunned(10);
        assertEquals(ServerStatus.ONLINE, status(DB1));
    }

    @Test
    void waitsFromTheLastErrorOn() {
        fail(DB1, 5);
        clock.advanceSeconds(9);
        fail(DB1, 1);
        clock.advanceSeconds(9);
        live.recoverShunned(10);
        assertEquals(ServerStatus.SHUNNED, status(DB1));
    }

    @Test
    void neverBringsBackWithARecoveryTimeOfZero() {
        live.policy(new ShunPolicy(5, 10, 0, 10_000, false));
        fail(DB1, 5);
        clock.advance(Duration.ofDays(1));
        live.recoverShunned(10);
        assertEquals(ServerStatus.SHUNNED, status(DB1));
    }

    @Test
    void leavesAServerShunnedThatItsRowWantsShunned() throws Exception {
        load(aServer().status("SHUNNED"));
        clock.advanceSeconds(100);
        live.recoverShunned(10);
        assertEquals(ServerStatus.SHUNNED, status(DB1));
    }

    @Test
    void bringsAServerBackInAllHostgroupsWhenToldSo() {
        live.policy(new ShunPolicy(5, 10, 10, 10_000, true));
        fail(DB1, 5);
        fail(DB1_IN_20, 5);
        fail(DB2, 5);
        clock.advanceSeconds(5);
        fail(DB2, 1);
        clock.advanceSeconds(5);
        live.recoverShunned(10);
        assertEquals(ServerStatus.ONLINE, status(DB1_IN_20));
        assertEquals(ServerStatus.SHUNNED, status(DB2), "its own time is not over");
    }

    @Test
    void movesAServerAndShunsOneThatWasMovedToShunnedOnlyForItsTime() {
        live.moved(DB1, ServerStatus.SHUNNED, "3 pings missed");
        live.moved(DB2, ServerStatus.SHUNNED_REPLICATION_LAG, "lag 60 s");
        clock.advanceSeconds(10);
        live.recoverShunned(10);
        assertEquals(ServerStatus.ONLINE, status(DB1));
        assertEquals(ServerStatus.SHUNNED_REPLICATION_LAG, status(DB2), "only its monitor knows when that is over");
        assertEquals(3, changes.size());
    }

    @Test
    void changesNothingWhenAServerIsAlreadyInAStateOrNotThere() {
        ServersSnapshot before = live.servers();
        live.moved(DB1, ServerStatus.ONLINE, "it is");
        live.moved(aServer("gone").key(), ServerStatus.ONLINE, "it is not");
        live.recoverShunned(10);
        assertSame(before, live.servers());
        assertEquals(List.of(), changes);
    }

    @Test
    void givesEachChangeAHigherVersion() throws Exception {
        long first = live.servers().version();
        live.moved(DB1, ServerStatus.OFFLINE_SOFT, "upgrade");
        load(aServer());
        assertEquals(first + 2, live.servers().version());
    }

    @Test
    void losesNoChangeOfSeveralThreads() throws Exception {
        ServerRow[] many = new ServerRow[64];
        for (int i = 0; i < many.length; i++) {
            many[i] = aServer("many" + i);
        }
        load(many);
        CountDownLatch ready = new CountDownLatch(4);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int part = i;
            threads.add(Thread.ofPlatform().start(() -> {
                ready.countDown();
                try {
                    ready.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    return;
                }
                for (int at = part; at < many.length; at += 4) {
                    live.moved(many[at].key(), ServerStatus.OFFLINE_SOFT, "all");
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join(10_000);
        }
        assertEquals(64, live.servers().in(10).stream().filter(server -> server.status() == ServerStatus.OFFLINE_SOFT)
                .count());
    }
}
