package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import switchboard.api.query.CacheKey;
import switchboard.api.query.ResultCache;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.ScriptedServer;

/** Which statements the cache is asked for, and what it is given to keep. */
class CachedAnswersTest {
    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server();
    private final Map<CacheKey, byte[]> kept = new ConcurrentHashMap<>();
    private final List<Integer> reportedHostgroups = new CopyOnWriteArrayList<>();

    @BeforeEach
    void cache() {
        proxy.cache = new ResultCache() {
            @Override
            public byte[] find(CacheKey key, long ttlMs) {
                return kept.get(key);
            }

            @Override
            public boolean storesEmpty() {
                return false;
            }

            @Override
            public int maxBytes() {
                return 1000;
            }

            @Override
            public void store(CacheKey key, byte[] answer, long ttlMs) {
                kept.put(key, answer);
            }
        };
        proxy.rules.cache("SELECT", 1000, null);
        proxy.observers.add(() -> report -> reportedHostgroups.add(report.hostgroup()));
    }

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    @Test
    void aSecondClientGetsTheSameAnswerWithoutAServer() {
        assertEquals(List.of(List.of("1")), proxy.client().query("SELECT 1").rows());
        RawClient other = proxy.client();
        assertEquals(List.of(List.of("1")), other.query("SELECT 1").rows());
        assertEquals(List.of(List.of("1")), other.query("SELECT 1").rows());
        assertEquals(1, server.count(":SELECT 1"));
        assertEquals("3", proxy.row("stats_mysql_commands_counters", "SELECT").get(2));
        proxy.settle();
        assertEquals(List.of(0, -1, -1), reportedHostgroups);
        other.query("SELECT 2");
        assertEquals(1, server.count(":SELECT 2"));
    }

    @Test
    void otherUsersAndSettingsHaveTheirOwn() {
        RawClient client = proxy.client();
        client.query("SELECT 1");
        proxy.client("other", RawClient.USUAL).query("SELECT 1");
        client.query("SET sql_mode='ANSI'");
        client.query("SELECT 1");
        assertEquals(3, server.count(":SELECT 1"));
    }

    @Test
    void aSessionInATransactionSeesItsServer() {
        RawClient client = proxy.client();
        client.query("SELECT 1");
        client.query("BEGIN");
        client.query("SELECT 1");
        client.query("SELECT 2");
        client.query("COMMIT");
        assertEquals(2, server.count(":SELECT 1"));
        proxy.settle();
        assertEquals(1, kept.size(), "nor is what it sees for others");
    }

    @Test
    void errorsAndLongAndEmptyAnswersAreNotKept() {
        server.on("SELECT wrong", (side, command) -> side.error(1054, "42S22", "Unknown column"));
        server.on("SELECT long", (side, command) -> side.manyRows(10, 100));
        server.on("SELECT nothing", (side, command) -> side.rows(List.of("c")));
        server.on("SHOW nothing", (side, command) -> side.rows(List.of("c")));
        RawClient client = proxy.client();
        client.query("SELECT wrong");
        client.query("SELECT long");
        client.query("SELECT nothing");
        assertEquals(Map.of(), kept);
        proxy.rules.cache("SHOW", 1000, 1); // cache_empty_result
        proxy.client().query("SHOW nothing");
        proxy.settle();
        assertEquals(1, kept.size());
    }

    @Test
    void whatOnlyItsSessionKnowsIsNotKept() {
        RawClient client = proxy.client();
        client.query("SELECT LAST_INSERT_ID(), 1");
        client.query("SELECT 1; DELETE FROM t");
        client.query("SELECT 1 FOR UPDATE");
        client.query("INSERT INTO t VALUES (1)");
        client.query("SELECT @a"); // the last: it binds the connection
        proxy.settle();
        assertEquals(Map.of(), kept);
    }

    @Test
    void withoutTheModuleEverythingGoesToServers() {
        proxy.client().query("SELECT 1");
        proxy.cache = ResultCache.OFF;
        RawClient client = proxy.client();
        assertEquals(List.of(List.of("1")), client.query("SELECT 1").rows());
        assertNull(client.query("SELECT 1").error());
        assertEquals(3, server.count(":SELECT 1"));
    }
}
