package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.Reply;
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
    void theServerOfARelayHearsNothingBeforeItsClientSpeaks() {
        server.offering(Capability.CLIENT_SESSION_TRACK);
        RawClient shared = proxy.client("app", RawClient.USUAL | Capability.CLIENT_SESSION_TRACK);
        assertEquals("1", shared.query("SELECT 1").value());
        assertTrue(server.log().get(1).startsWith("1:SET session_track_system_variables="), "others are asked");
        RawClient client = proxy.client("relay", RawClient.USUAL | Capability.CLIENT_SESSION_TRACK);
        assertEquals("2", client.query("SELECT 1").value());
        assertEquals(List.of("2:LOGIN relay", "2:SELECT 1"),
                server.log().stream().filter(line -> line.startsWith("2:")).toList());
    }

    @Test
    void aRelayTakesNoConnectionThatServedOthers() {
        proxy.users.add("relay", 0, true, 1000);
        RawClient before = proxy.client("relay", RawClient.USUAL);
        assertEquals("1", before.query("SELECT 1").value());
        ProxyRig.await(() -> proxy.count(LoopServer.Count.IDLE) == 1, () -> server.log().toString());
        proxy.users.addFastForward("relay", 0);
        assertEquals("2", proxy.client("relay", RawClient.USUAL).query("SELECT 1").value());
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
        Reply refused = client.reply();
        assertEquals(9001, refused.code());
        assertTrue(refused.error().message()
                .startsWith(
                        "Max connect timeout reached while reaching hostgroup 9 for 'fast_forward' session after "));
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
