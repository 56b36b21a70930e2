package switchboard.mysql.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static switchboard.mysql.servers.ServerRow.aServer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import switchboard.api.server.Server;
import switchboard.api.server.ServerDirectory;
import switchboard.api.server.ServerEvent;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerMove;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;
import switchboard.api.service.Newest;
import switchboard.api.table.Rows;

class ServerChangeTest {
    private static final ServerKey WRITER = aServer("db1").key();
    private static final ServerKey READER = aServer("db2").in(20).key();
    private static final List<String> ATTRIBUTES = List.of("hostgroup_id", "max_num_online_servers", "autocommit",
            "free_connections_pct", "init_connect", "multiplex", "connection_warming", "throttle_connections_per_sec",
            "ignore_session_variables", "hostgroup_settings", "servers_defaults");

    private final ManualClock clock = new ManualClock();
    private final List<ServersSnapshot> told = new ArrayList<>();
    private final MysqlServersModule module = instance(1);

    private ServerDirectory directory;

    private MysqlServersModule instance(long bundle) {
        MysqlServersModule made = new MysqlServersModule(bundle, offered -> {
            directory = offered;
            return () -> {
            };
        }, clock);
        made.bindListener(told::add);
        return made;
    }

    @BeforeEach
    void loadAWriterAndAReader() throws Exception {
        load(module);
        told.clear();
    }

    private static void load(MysqlServersModule loaded, ServerRow... more) throws Exception {
        List<ServerRow> rows = new ArrayList<>(List.of(aServer("db1").with("weight", "7"),
                aServer("db2").in(20).with("weight", "9").with("max_replication_lag", "30")));
        rows.addAll(List.of(more));
        Map<String, Rows> tables = new HashMap<>(ServerRow.tables(rows.toArray(new ServerRow[0])));
        tables.put("mysql_hostgroup_attributes",
                new Rows(ATTRIBUTES, List.<String[]>of(new String[]{"30", "1000000", "-1", "10", "", "1", "0",
                        "1000000", "", "{\"monitor_slave_lag_when_null\": 5}",
                        "{\"weight\": 3, \"max_connections\": 50, \"use_ssl\": 1}"})));
        loaded.prepare(tables).publish();
    }

    private List<ServerMove> change(ServerMove... moves) {
        return directory.change("test", any -> List.of(moves));
    }

    private List<String> running() {
        return module.running().get("mysql_servers").values().stream()
                .map(row -> String.join("|", row[0], row[1], row[4], row[5])).toList();
    }

    private static ServerKey in(int hostgroup, ServerKey key) {
        return new ServerKey(hostgroup, key.hostname(), key.port());
    }

    @Test
    void movesAWriterAndAReaderInOneStep() {
        change(new ServerMove.Remove(WRITER, "read_only=1"), ServerMove.Add.copyOf(WRITER, 20, "read_only=1"),
                ServerMove.Add.copyOf(READER, 10, "read_only=0"));
        assertEquals(List.of("10|db2|ONLINE|9", "20|db1|ONLINE|7", "20|db2|ONLINE|9"), running());
        assertEquals(1, told.size(), "nobody sees half of it");
        assertEquals(30, directory.servers().in(10).getFirst().maxReplicationLagSeconds(), "attributes are copied");
    }

    @Test
    void leavesAnEntryThatIsThereAsItIs() {
        ServersSnapshot before = directory.servers();
        assertEquals(List.of(), change(ServerMove.Add.copyOf(WRITER, 10, "again")));
        assertSame(before, directory.servers());
        assertEquals(List.of(), told);
    }

    @Test
    void bringsBackAnEntryThatIsThereWhenTheStatusIsGiven() {
        change(new ServerMove.SetStatus(READER, ServerStatus.OFFLINE_HARD, "gone"));
        change(new ServerMove.Add(READER, null, null, ServerStatus.ONLINE, "found"));
        assertEquals(List.of("10|db1|ONLINE|7", "20|db2|ONLINE|9"), running());
    }

    @Test
    void addsFoundServersWithTheDefaultsOfTheirHostgroup() {
        change(new ServerMove.Add(new ServerKey(30, "new", 3306), null, null, null, "found"),
                new ServerMove.Add(new ServerKey(30, "light", 3306), null, 0, null, "found"),
                new ServerMove.Add(new ServerKey(40, "new", 3306), null, null, null, "found"));
        Server found = directory.servers().in(30).getLast();
        assertEquals(new Server(new ServerKey(30, "new", 3306), 0, ServerStatus.ONLINE, 3, false, 50, 0, true, 0, ""),
                found);
        assertEquals(0, directory.servers().in(30).getFirst().weight());
        assertEquals(new Server(new ServerKey(40, "new", 3306), 0, ServerStatus.ONLINE, 1, false, 1000, 0, false, 0,
                ""), directory.servers().in(40).getFirst());
    }

    @Test
    void addsNothingWhenWhatItCopiesIsGone() {
        assertEquals(List.of(), change(ServerMove.Add.copyOf(new ServerKey(10, "gone", 3306), 20, "read_only=1")));
    }

    @Test
    void keepsShunnedServersShunnedWhileTheyAreShunnedAgainAndBringsThemBackAfterwards() {
        ServerMove shun = new ServerMove.SetStatus(WRITER, ServerStatus.SHUNNED, true, "3 pings missed");
        assertEquals(List.of(shun), change(shun));
        assertTrue(directory.servers().in(10).getFirst().killsConnections());
        clock.advanceSeconds(8);
        assertEquals(List.of(), change(shun), "nothing changes");
        clock.advanceSeconds(8);
        directory.recoverShunned(10);
        assertEquals(ServerStatus.SHUNNED, directory.servers().in(10).getFirst().status());
        clock.advanceSeconds(2);
        directory.recoverShunned(10);
        assertEquals(ServerStatus.ONLINE, directory.servers().in(10).getFirst().status());
    }

    @Test
    void lastingShunEndsWhenSomebodySaysSoAndNotByTime() {
        ServerMove forATime = new ServerMove.SetStatus(WRITER, ServerStatus.SHUNNED, "errors");
        ServerMove forGood = new ServerMove.SetStatus(WRITER, ServerStatus.SHUNNED, false, true, "max_writers=1");
        change(forATime);
        change(forGood);
        assertEquals(List.of(), change(forGood), "said twice");
        assertEquals(List.of(), change(forATime), "it still lasts");
        clock.advanceSeconds(1000);
        directory.recoverShunned(10);
        assertEquals(ServerStatus.SHUNNED, directory.servers().in(10).getFirst().status());
        change(new ServerMove.SetStatus(WRITER, ServerStatus.ONLINE, "wanted"));
        assertEquals(ServerStatus.ONLINE, directory.servers().in(10).getFirst().status());
    }

    @Test
    void aLoadPutsEveryServerWhereItsRowSays() throws Exception {
        change(new ServerMove.Remove(WRITER, "read_only=1"), ServerMove.Add.copyOf(WRITER, 20, "read_only=1"),
                ServerMove.Add.copyOf(READER, 10, "read_only=0"));
        load(module);
        assertEquals(List.of("10|db1|ONLINE|7", "20|db2|ONLINE|9"), running());
    }

    @Test
    void theNextBundleLeavesServersWhereTheyAre() throws Exception {
        change(new ServerMove.Remove(WRITER, "read_only=1"), ServerMove.Add.copyOf(WRITER, 20, "read_only=1"),
                new ServerMove.SetStatus(READER, ServerStatus.OFFLINE_SOFT, "pxc_maint_mode=YES"));
        ServerDirectory old = directory;
        MysqlServersModule next = instance(2);
        next.bindDirectory(old, Map.of(Newest.BUNDLE_ID, 1L));
        load(next);
        assertEquals(old.servers().hostgroups(), directory.servers().hostgroups());
        assertTrue(directory.servers().version() > old.servers().version());
        assertEquals(old.events(), directory.events());
        directory.change("galera", any -> List.of(new ServerMove.SetStatus(READER, ServerStatus.ONLINE, "back")));
        assertEquals(old.events().size() + 1, directory.events().getLast().number(), "numbers go on");
    }

    @Test
    void theNextBundleLoadsRowsThatHaveChangedInMain() throws Exception {
        change(new ServerMove.Remove(WRITER, "read_only=1"));
        ServerDirectory old = directory;
        MysqlServersModule next = instance(2);
        next.bindDirectory(old, Map.of(Newest.BUNDLE_ID, 1L));
        load(next, aServer("db3"));
        assertEquals(2, directory.servers().in(10).size());
    }

    @Test
    void notesEachChangeWithWhoAndWhy() throws Exception {
        clock.advanceSeconds(5);
        change(new ServerMove.Remove(WRITER, "read_only=1"));
        directory.moved(READER, ServerStatus.SHUNNED, "by hand");
        load(module);
        long at = clock.instant().getEpochSecond() * 1_000_000;
        assertEquals(List.of(
                new ServerEvent(1, at, WRITER, ServerStatus.ONLINE, null, "test", "read_only=1"),
                new ServerEvent(2, at, READER, ServerStatus.ONLINE, ServerStatus.SHUNNED, "mysql-servers", "by hand"),
                new ServerEvent(3, at, WRITER, null, ServerStatus.ONLINE, "mysql-servers", "LOAD MYSQL SERVERS")),
                directory.events());
    }

    @Test
    void keepsTheLastEventsOnly() {
        for (int i = 0; i < 5000; i++) {
            change(new ServerMove.SetStatus(WRITER, i % 2 == 0 ? ServerStatus.OFFLINE_SOFT : ServerStatus.ONLINE,
                    "change " + i));
        }
        List<ServerEvent> events = directory.events();
        assertEquals(4096, events.size());
        assertEquals("change 4999", events.getLast().reason());
        assertEquals("change 904", events.getFirst().reason());
    }

    @Test
    void knowsSettingsOfHostgroups() {
        assertEquals(5, directory.hostgroupSetting(30, "monitor_slave_lag_when_null").getAsLong());
        assertTrue(directory.hostgroupSetting(10, "monitor_slave_lag_when_null").isEmpty());
    }

    @Test
    void plansAgainWhenSomethingElseHasChangedMeanwhile() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int part = i;
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    start.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    return;
                }
                for (int at = 0; at < 50; at++) {
                    int number = at;
                    directory.change("t" + part, now -> List.of(new ServerMove.Add(
                            new ServerKey(50, "s" + part + "-" + number, 1 + now.in(50).size()), null, null, null,
                            "")));
                }
            }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join(10_000);
        }
        assertEquals(200, directory.servers().in(50).size());
        assertEquals(200, directory.servers().in(50).stream().map(server -> server.key().port()).distinct().count(),
                "each plan saw all changes before it");
    }
}
