package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.ScriptedServer;

/** Relays: users with fast_forward, and replication. */
class FastForwardTest {
    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server();

    FastForwardTest() {
        proxy.users.addFastForward("relay", 0);
    }

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    @Test
    void aRelayHasItsConnectionForItselfAndItEndsWithIt() {
        proxy.rules.route("SELECT", 7); // rules are not asked
        RawClient client = proxy.client("relay", RawClient.USUAL);
        assertEquals("1", client.query("SELECT 1").value());
        assertTrue(client.query("SET NAMES utf8mb4").isOk());
        assertEquals(1, server.count("1:SET NAMES utf8mb4"), "no statement is special");
        server.on("SELECT big", (side, command) -> side.manyRows(500, 20_000));
        assertEquals(500, client.query("SELECT big").rows().size());
        assertEquals(1, proxy.count(LoopServer.Count.USED));
        proxy.advance(Duration.ofHours(11));
        assertEquals("1", client.query("SELECT 1").value(), "no time limit is for it");
        client.close();
        ProxyRig.await(() -> server.open() == 0, () -> server.log().toString());
        assertEquals(0, proxy.count(LoopServer.Count.IDLE), "nobody else gets it");
    }

    @Test
    void aRelaysClientIsClosedWithItsServer() {
        RawClient client = proxy.client("relay", RawClient.USUAL);
        assertEquals("1", client.query("SELECT 1").value());
        server.dropAll();
        assertTrue(client.isClosedByProxy());
        assertEquals(List.of(), proxy.servers.errors(), "the client may have brought the server to it");
    }

    @Test
    void aRelayWithoutServerSaysSo() {
        proxy.users.addFastForward("lost", 9);
        proxy.settings.connectTimeoutServer = Duration.ofMillis(50);
        proxy.settings.connectTimeoutServerMax = Duration.ofMillis(50);
        RawClient client = proxy.client("lost", RawClient.USUAL);
        client.send(Command.COM_QUERY, "SELECT 1");
        assertEquals(9001, client.reply().code());
    }

    @Test
    void replicationMakesAnySessionARelay() throws IOException {
        server.on("command 21", (side, command) -> side.ok(0, 0));
        server.on("command 18", (side, command) -> {
            var out = io.netty.buffer.Unpooled.buffer();
            for (int i = 0; i < 3; i++) {
                Packets.write(out, i + 1, ("\0event" + i).getBytes(StandardCharsets.US_ASCII));
            }
            side.raw(out);
        });
        RawClient client = proxy.client();
        assertTrue(client.query("SET @slave_uuid = 'x'").isOk());
        client.send(Command.COM_REGISTER_SLAVE, new byte[20]);
        assertTrue(client.reply().isOk());
        client.send(Command.COM_BINLOG_DUMP, new byte[10]);
        client.sequenceGoesOnFrom(0);
        for (int i = 0; i < 3; i++) {
            assertEquals("\0event" + i, new String(client.next(), StandardCharsets.US_ASCII));
        }
        assertEquals(1, server.count("1:command 18"), "on the connection that knows the session's variables");
    }

    @Test
    void debugGoesToTheServerAndUnknownCommandsLeaveTheSessionUsable() {
        RawClient client = proxy.client();
        server.on("command 13", (side, command) -> side.error(1227, "42000", "Access denied"));
        assertEquals(1227, client.send(Command.COM_DEBUG).reply().code());
        assertEquals(1047, client.send(Command.COM_SHUTDOWN).reply().code());
        assertEquals(1047, client.send(99, new byte[3]).reply().code());
        assertEquals("1", client.query("SELECT 1").value());
    }
}
