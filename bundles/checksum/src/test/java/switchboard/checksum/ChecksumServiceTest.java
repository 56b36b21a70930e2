package switchboard.checksum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import switchboard.api.checksum.Checksums.Announced;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.checksum.Checksums;
import switchboard.api.variables.VariableValues;
import switchboard.api.config.ClusterSync;
import switchboard.api.config.LoadedTable;
import switchboard.api.server.ServersSnapshot;
import switchboard.api.table.Rows;

class ChecksumServiceTest {
    private static final String PEERS = "PROXYSQL SERVERS";
    private static final String NAME = "proxysql_servers";

    private final FakeStore store = new FakeStore();
    private long now = 1000;
    private final ChecksumService checksums = service();

    private ChecksumService service() {
        ChecksumService service = new ChecksumService(null, () -> Instant.ofEpochSecond(now));
        service.bindModules(store, Map.of());
        service.bindLedger(store, Map.of());
        return service;
    }

    private ModuleChecksum peers() {
        return checksums.find(NAME).orElseThrow();
    }

    private void load(long loads, long at, String... rows) {
        store.load(PEERS, loads, at, FakeStore.table(NAME, rows));
        checksums.loaded(PEERS);
    }

    @Test
    void firstRowsAreVersionOne() {
        load(0, 500, "a|x");
        assertEquals(List.of(1L, 500L), List.of(peers().version(), peers().epochSeconds()));
    }

    @Test
    void eachLoadMovesVersionAndEpochAlsoWithTheSameRows() {
        load(0, 500, "a|x");
        String before = peers().checksum();
        load(1, 600, "a|x");
        assertEquals(new ModuleChecksum(NAME, 2, 600, before), peers());
        load(2, 700, "b|x");
        assertEquals(List.of(3L, 700L), List.of(peers().version(), peers().epochSeconds()));
        assertNotEquals(before, peers().checksum());
    }

    @Test
    @SuppressWarnings("try") // the handle is held, not used
    void peersEpochIsTakenForTheVeryRowsThatItAnnounced() {
        load(0, 500, "a|x");
        String announced = checksums.of(NAME, Map.of(NAME, FakeStore.rows("b|x")));
        try (Announced peer = checksums.announce(NAME, announced, 77)) {
            load(1, 600, "b|x");
            assertEquals(77, peers().epochSeconds());
            load(2, 700, "c|x");
            assertEquals(700, peers().epochSeconds(), "other rows than announced");
        }
        load(3, 800, "b|x");
        assertEquals(800, peers().epochSeconds(), "the peer was left");
    }

    @Test
    void loadsThatNobodyCountedAreMadeUpFor() {
        load(0, 500, "a|x");
        store.load(PEERS, 3, 900, FakeStore.table(NAME, "b|x"));
        assertEquals(List.of(4L, 900L), List.of(peers().version(), peers().epochSeconds()));
    }

    @Test
    void nextInstanceGoesOnAndTwoAtOnceCountALoadOnce() {
        load(1, 600, "a|x");
        ChecksumService next = service();
        assertEquals(checksums.values(), next.values());
        store.load(PEERS, 2, 700, FakeStore.table(NAME, "b|x"));
        next.loaded(PEERS);
        checksums.loaded(PEERS);
        assertEquals(3, peers().version());
        assertEquals(checksums.values(), next.values());
        assertEquals(checksums.globalChecksum(), next.globalChecksum());
    }

    @Test
    void bundleThatComesOrGoesMovesTheChecksumAndNothingElse() {
        LoadedTable servers = FakeStore.table("mysql_servers", "db|ONLINE");
        store.load("MYSQL SERVERS", 4, 600, servers);
        ModuleChecksum before = checksums.find("mysql_servers_v2").orElseThrow();
        store.load("MYSQL SERVERS", 4, 900, servers, FakeStore.table("mysql_galera_hostgroups", "40|41"));
        ModuleChecksum with = checksums.find("mysql_servers_v2").orElseThrow();
        assertEquals(List.of(5L, 600L), List.of(with.version(), with.epochSeconds()));
        assertNotEquals(before.checksum(), with.checksum());
        store.load("MYSQL SERVERS", 4, 900, servers);
        assertEquals(before, checksums.find("mysql_servers_v2").orElseThrow());
    }

    @Test
    void moduleThatIsStoppedHasNoRowAndItsVersionGoesOnWhenItIsBack() {
        load(3, 600, "a|x");
        ModuleChecksum before = peers();
        long global = checksums.globalChecksum();
        store.remove(PEERS);
        assertEquals(List.of(), checksums.values());
        assertNotEquals(global, checksums.globalChecksum());
        load(3, 950, "a|x");
        assertEquals(before, peers());
        assertEquals(global, checksums.globalChecksum());
    }

    @Test
    void rowsThatAReplacedModuleFirstLoadsAreAChangeIfTheyAreOthers() {
        load(1, 600, "a|x");
        load(1, 900, "b|x");
        assertEquals(List.of(3L, 900L), List.of(peers().version(), peers().epochSeconds()));
    }

    @Test
    void serverThatAMonitorMovesIsAChangeOfWhatRunsNotOfWhatWasLoaded() {
        Rows loaded = FakeStore.rows("db|ONLINE");
        Rows[] running = {loaded};
        store.load("MYSQL SERVERS", 1, 600, FakeStore.table("mysql_servers", loaded, () -> running[0]));
        ModuleChecksum v2 = checksums.find("mysql_servers_v2").orElseThrow();
        ModuleChecksum before = checksums.find("mysql_servers").orElseThrow();
        now = 1234;
        running[0] = FakeStore.rows("db|SHUNNED");
        checksums.serversChanged(ServersSnapshot.NONE);
        assertEquals(before, checksums.find("mysql_servers").orElseThrow(), "shunned counts as online");
        running[0] = FakeStore.rows("db|OFFLINE_SOFT");
        ModuleChecksum after = checksums.find("mysql_servers").orElseThrow();
        assertEquals(List.of(3L, 1234L), List.of(after.version(), after.epochSeconds()));
        assertEquals(v2, checksums.find("mysql_servers_v2").orElseThrow());
    }

    @Test
    void whileALoadIsUnderWayTheLastValuesAreTold() {
        load(1, 600, "a|x");
        ModuleChecksum before = peers();
        store.settled = false;
        store.load(PEERS, 2, 700, FakeStore.table(NAME, "b|x"));
        assertEquals(before, peers());
        store.settled = true;
        assertEquals(3, peers().version());
    }

    @Test
    void moduleOfOthersHasAChecksumOverItsRunningRowsComputedOnceForALoad() {
        AtomicInteger asked = new AtomicInteger();
        store.load("MY OWN THING", 0, 600, FakeStore.table("my_rows", FakeStore.rows("a|b"), () -> {
            asked.incrementAndGet();
            return FakeStore.rows("c|d");
        }));
        ModuleChecksum value = checksums.find("my_own_thing").orElseThrow();
        assertEquals(checksums.of("my_own_thing", Map.of("my_rows", FakeStore.rows("c|d"))), value.checksum());
        checksums.values();
        assertEquals(1, asked.get());
    }

    @Test
    void modulesThatProxySqlNeverSyncsHaveOneOnlyIfTheyAreNamed() {
        store.load("SCHEDULER", ClusterSync.IF_NAMED, FakeStore.table("rows", "a|b"));
        store.load("MYSQL FIREWALL", ClusterSync.IF_NAMED, FakeStore.table("rows", "a|b"));
        store.load("SWITCHBOARD VARIABLES", ClusterSync.NEVER, FakeStore.table("rows", "a|b"));
        assertEquals(List.of(), checksums.values());
        checksums.variablesChanged(variables("mysql_firewall, switchboard_variables"));
        assertEquals(List.of("mysql_firewall"), checksums.values().stream().map(ModuleChecksum::name).toList());
    }

    private static VariableValues variables(String named) {
        return new VariableValues() {
            @Override
            public String text(String name) {
                return named;
            }

            @Override
            public long number(String name) {
                throw new AssertionError(name);
            }

            @Override
            public boolean flag(String name) {
                throw new AssertionError(name);
            }
        };
    }

    @Test
    @SuppressWarnings("try") // the handle is held, not used
    void peersEpochIsTakenForRowsThatRunWithoutALoadToo() {
        AtomicReference<Rows> running = new AtomicReference<>(FakeStore.rows("a|ONLINE"));
        store.load("MYSQL SERVERS", 0, 600, FakeStore.table("mysql_servers", running.get(), running::get));
        checksums.values();
        Rows peers = FakeStore.rows("b|ONLINE");
        try (Checksums.Announced announced = checksums.announce("mysql_servers",
                checksums.of("mysql_servers", Map.of("mysql_servers", peers)), 777)) {
            running.set(peers);
            ModuleChecksum now = checksums.find("mysql_servers").orElseThrow();
            assertEquals(List.of(2L, 777L), List.of(now.version(), now.epochSeconds()));
        }
    }

    @Test
    void withoutTheStoreThereIsNothingAndNoError() {
        checksums.unbindLedger(store);
        load(0, 500, "a|x");
        assertEquals(List.of(), checksums.values());
        checksums.unbindModules(store);
        assertEquals(List.of(), checksums.values());
    }
}
