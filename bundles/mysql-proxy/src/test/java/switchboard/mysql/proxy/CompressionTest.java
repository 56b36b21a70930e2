package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.api.server.ServerKey;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.packet.StmtPrepareOk;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.Reply;
import switchboard.mysql.proxy.rig.ScriptedServer;

/** One proxy asks another one, compressed: both sides of it. */
class CompressionTest {
    private final ProxyRig near = new ProxyRig();
    private final ProxyRig far = new ProxyRig();
    private final ScriptedServer server = far.server();
    private final RawClient client;

    CompressionTest() {
        near.servers.compress(new ServerKey(0, "127.0.0.1", far.port()));
        near.follow();
        client = near.client();
    }

    @AfterEach
    void everythingIsReleased() {
        far.dropClients();
        near.close();
        far.close();
    }

    @Test
    void answersOfAnySizeComeThroughWithNumbersWithoutGap() {
        server.on("SELECT big", (side, command) -> side.manyRows(1000, 20_000));
        server.on("SELECT huge", (side, command) -> side.rows(List.of("c"),
                new Object[]{new String(new byte[17 << 20], java.nio.charset.StandardCharsets.ISO_8859_1)}));
        assertEquals(List.of(List.of("1")), client.query("SELECT 1").rows());
        Reply big = client.query("SELECT big");
        assertEquals(1000, big.rows().size());
        client.query("BEGIN");
        assertEquals("2", near.rows("stats_mysql_processlist").get(0).get(14), "COMPRESSION");
        client.query("COMMIT");
        assertEquals(17 << 20, client.query("SELECT huge").rows().get(0).get(0).length());
        assertEquals(List.of(List.of("1")), client.query("SELECT 1").rows());
    }

    @Test
    void commandsOfManyPacketsComeThrough() {
        byte[] random = new byte[17 << 20];
        new Random(3).nextBytes(random);
        AtomicReference<byte[]> got = new AtomicReference<>();
        server.on("COM_STMT_SEND_LONG_DATA", (side, command) -> got.set(command));
        StmtPrepareOk statement = client.prepare("INSERT INTO t VALUES (?)");
        client.sendLongData(statement, 0, random);
        assertTrue(client.execute(statement, "a").isOk());
        assertArrayEquals(random, java.util.Arrays.copyOfRange(got.get(), 7, got.get().length));
    }

    @Test
    void aFileGoesToTheServer() throws Exception {
        near.settings.localInfile = true;
        far.settings.localInfile = true;
        AtomicReference<byte[]> got = new AtomicReference<>();
        server.on("LOAD DATA LOCAL", (side, command) -> {
            got.set(side.askForFile("f"));
            side.ok(1, 0);
        });
        client.send(Command.COM_QUERY, "LOAD DATA LOCAL INFILE 'f' INTO TABLE t");
        assertEquals(0xFB, client.next()[0] & 0xFF);
        var file = Unpooled.buffer();
        byte[] line = new byte[1000];
        for (int i = 0; i < 300; i++) {
            switchboard.mysql.protocol.Packets.write(file, 2 + i, line);
        }
        switchboard.mysql.protocol.Packets.write(file, 302, new byte[0]);
        client.sendRaw(file);
        client.sequenceGoesOnFrom(302 & 0xFF);
        byte[] ok = client.next();
        assertEquals(0, ok[0]);
        assertEquals(300_000, got.get().length);
        assertEquals(List.of(List.of("1")), client.query("SELECT 1").rows());
    }
}
