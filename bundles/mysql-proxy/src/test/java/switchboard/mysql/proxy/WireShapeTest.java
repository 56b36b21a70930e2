package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.api.query.CacheKey;
import switchboard.api.query.ResultCache;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.packet.StmtPrepareOk;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.backend.Opening;
import switchboard.mysql.proxy.loop.SessionSettings;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.Reply;
import switchboard.mysql.proxy.rig.ScriptedServer;
import switchboard.mysql.proxy.rig.TestSettings;

/** What both sides agree on, in every mix; and what is asked of servers beside the statement. */
class WireShapeTest {
    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server();

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    private static SessionSettings session(boolean logWarnings, boolean cachesWithWarnings) {
        SessionSettings usual = TestSettings.session(false, false, 1, 0);
        return new SessionSettings(false, false, 1, usual.keepalive(), 0, true, true, logWarnings,
                cachesWithWarnings, true, false);
    }

    @Test
    void clientAndServerAgreeOnTheEndOfRowsInAllFourMixes() {
        List<Boolean> servers = new CopyOnWriteArrayList<>();
        server.on("SELECT 2 rows", (side, command) -> {
            servers.add(side.deprecatesEof());
            side.rows(List.of("a", "b"), new Object[]{"1", null}, new Object[]{"2", "x"});
        });
        for (boolean onServer : new boolean[]{true, false}) {
            Opening usual = proxy.settings.opening;
            proxy.settings.opening = new Opening(false, usual.perSecond(), usual.keepalive(), onServer);
            for (boolean onClient : new boolean[]{true, false}) {
                server.dropAll();
                ProxyRig.await(() -> proxy.count(LoopServer.Count.IDLE) == 0, () -> "still idle");
                RawClient client = proxy.client("app",
                        RawClient.USUAL | (onClient ? Capability.CLIENT_DEPRECATE_EOF : 0));
                Reply reply = client.query("SELECT 2 rows");
                assertEquals(List.of(java.util.Arrays.asList("1", null), List.of("2", "x")), reply.rows());
                assertEquals(onServer && onClient, servers.get(servers.size() - 1));
                StmtPrepareOk prepared = client.prepare("INSERT INTO t VALUES (?, ?)");
                assertTrue(client.execute(prepared, "a", "b").isOk());
                assertEquals(0, client.query("SELECT 1").code());
            }
        }
    }

    @Test
    void changeUserMakesASessionARelay() {
        proxy.users.addFastForward("relay", 0);
        RawClient client = proxy.client();
        assertEquals(0, client.query("SELECT 1").code());
        assertTrue(client.changeUser("relay").reply().isOk());
        proxy.rules.route("SELECT", 7); // rules are not asked any more
        assertEquals("2", client.query("SELECT 1").value());
        assertTrue(client.query("SET NAMES utf8mb4").isOk());
        assertEquals(1, server.count("2:SET NAMES utf8mb4"), "no statement is special");
        assertEquals(1, proxy.count(LoopServer.Count.USED));
    }

    @Test
    void warningsAreAskedForWhenTheyAreLogged() {
        proxy.settings.session = session(true, false);
        server.on("INSERT", (side, command) -> side.okWithWarnings(2));
        server.on("SHOW WARNINGS", (side, command) -> side.rows(List.of("Level", "Code", "Message"),
                new Object[]{"Warning", "1265", "Data truncated"}, new Object[]{"Note", "1051", "Unknown table"}));
        RawClient client = proxy.client();
        assertTrue(client.query("INSERT INTO t VALUES (1)").isOk());
        assertEquals(1, server.count("1:SHOW WARNINGS"));
        assertEquals(2, client.query("SHOW WARNINGS").rows().size());
        assertEquals(2, server.count("1:SHOW WARNINGS"), "a question is not asked about");
        server.on("SHOW WARNINGS", (side, command) -> side.die());
        assertTrue(client.query("INSERT INTO t VALUES (2)").isOk(), "the statement itself was answered");
        assertEquals(0, client.query("SELECT 1").code());
    }

    @Test
    void answersWithWarningsAreCachedWithoutThem() {
        var kept = new ConcurrentHashMap<CacheKey, byte[]>();
        proxy.cache = new ResultCache() {
            @Override
            public byte[] find(CacheKey key, long ttlMs) {
                return kept.get(key);
            }

            @Override
            public boolean storesEmpty() {
                return true;
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
        server.on("SELECT warned", (side, command) -> side.rowsWithWarnings(3));
        for (long shape : new long[]{0, Capability.CLIENT_DEPRECATE_EOF}) {
            RawClient client = proxy.client("app", RawClient.USUAL | shape);
            proxy.settings.session = session(false, false);
            client.query("SELECT warned");
            assertEquals(0, kept.size());
            proxy.settings.session = session(false, true);
            proxy.client("app", RawClient.USUAL | shape).query("SELECT warned");
            assertEquals(1, kept.size());
            byte[] answer = kept.values().iterator().next();
            byte[] end = java.util.Arrays.copyOfRange(answer, answer.length - 5, answer.length);
            assertArrayEquals(shape == 0 ? new byte[]{(byte) 0xFE, 0, 0, 2, 0} : new byte[]{0, 2, 0, 0, 0}, end);
            kept.clear();
        }
    }
}
