package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.backend.Opening;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.ScriptedServer;
import switchboard.mysql.proxy.rig.ServerSide;

/** Every connection reports what changes in its session; who hears of it are the clients with CLIENT_SESSION_TRACK. */
class UntoldReportsTest {
    private static final long TRACK = Capability.CLIENT_SESSION_TRACK;
    private static final String SCHEMA = "07010504" + "74657374";

    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server().offering(TRACK);

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    /** OK, rows and OK, each with a report: payloads in hex. */
    private static List<String> answer(boolean deprecateEof, boolean reports, boolean endReports) {
        List<String> payloads = new ArrayList<>();
        payloads.add("000000" + (reports ? "0a40" : "0a00") + "0000" + (reports ? "00" + SCHEMA : ""));
        payloads.add("01");
        ByteBuf column = Unpooled.buffer();
        ColumnDefinition.text("c").encode(column, 0);
        payloads.add(ByteBufUtil.hexDump(column.skipBytes(Packets.HEADER_BYTES)));
        String eof = endReports ? "fe00000a40" : "fe00000a00";
        if (!deprecateEof) {
            payloads.add(eof);
        }
        payloads.add("0178");
        payloads.add(deprecateEof
                ? endReports ? "fe00000a40000000" + SCHEMA : "fe00000a000000"
                : eof);
        payloads.add("000107" + (reports ? "0240" : "0200") + "0000" + "0474657874" + (reports ? SCHEMA : ""));
        return payloads;
    }

    private static void answers(ServerSide side) throws IOException {
        ByteBuf out = Unpooled.buffer();
        int sequenceId = 1;
        for (String payload : answer(side.deprecatesEof(), true, true)) {
            sequenceId = Packets.write(out, sequenceId, ByteBufUtil.decodeHexDump(payload));
        }
        side.raw(out);
    }

    private static List<String> ask(RawClient client, String statement, int packets) throws IOException {
        client.send(Command.COM_QUERY, statement).sequenceGoesOnFrom(0);
        List<String> payloads = new ArrayList<>();
        for (int i = 0; i < packets; i++) {
            payloads.add(ByteBufUtil.hexDump(client.next()));
        }
        return payloads;
    }

    @Test
    void answersAreThoseThatTheClientHasAgreedUponInAllMixes() throws IOException {
        server.on("CALL whole", (side, command) -> answers(side));
        server.on("CALL pieces", (side, command) -> side.inPieces(1, () -> answers(side)));
        for (boolean onServer : new boolean[]{true, false}) {
            Opening usual = proxy.settings.opening;
            proxy.settings.opening = new Opening(false, usual.perSecond(), usual.keepalive(), onServer);
            server.dropAll();
            ProxyRig.await(() -> proxy.count(LoopServer.Count.IDLE) == 0, () -> "still idle");
            for (int mix = 0; mix < 4; mix++) {
                boolean deprecateEof = (mix & 1) != 0;
                boolean hears = (mix & 2) != 0;
                List<String> expected = answer(deprecateEof, hears, hears && (onServer || !deprecateEof));
                for (String statement : new String[]{"CALL whole()", "CALL pieces()"}) {
                    try (RawClient client = proxy.client("app", RawClient.USUAL
                            | (deprecateEof ? Capability.CLIENT_DEPRECATE_EOF : 0) | (hears ? TRACK : 0))) {
                        assertEquals(expected, ask(client, statement, expected.size()),
                                statement + " server=" + onServer + " client=" + deprecateEof + " hears=" + hears);
                    }
                }
            }
        }
    }

    @Test
    void clientsOfBothKindsShareConnections() {
        RawClient hears = proxy.client("app", RawClient.USUAL | TRACK);
        RawClient other = proxy.client();
        assertEquals("1", hears.query("SELECT 1").value());
        assertEquals("1", other.query("SELECT 1").value());
        assertEquals(1, server.accepted());
    }

    @Test
    void aPreparedStatementAndAFileAreAnsweredSo() throws IOException {
        server.on("COM_STMT_EXECUTE CALL p", (side, command) -> side.okWithChanges("sql_mode", "ANSI"));
        server.on("LOAD DATA LOCAL", (side, command) -> {
            side.askForFile("f");
            side.okWithChanges("sql_mode", "ANSI");
        });
        proxy.settings.localInfile = true;
        RawClient client = proxy.client();
        var call = client.prepare("CALL p(?)");
        client.send(Command.COM_STMT_EXECUTE, RawClient.executeArgument((int) call.statementId(), true, "x"))
                .sequenceGoesOnFrom(0);
        assertEquals("00000002000000", ByteBufUtil.hexDump(client.next()));
        assertEquals(List.of("fb66"), ask(client, "LOAD DATA LOCAL INFILE 'f' INTO TABLE t", 1));
        client.sendRaw(Unpooled.buffer().writeMediumLE(0).writeByte(2)).sequenceGoesOnFrom(2);
        assertEquals("00000002000000", ByteBufUtil.hexDump(client.next()));
    }

    @Test
    void whatAProcedureSetsIsKnownWithoutTheClient() {
        server.on("CALL p", (side, command) -> side.okWithChanges("sql_mode", "ANSI"));
        RawClient client = proxy.client();
        assertTrue(client.query("CALL p()").isOk());
        proxy.client().query("BEGIN"); // takes connection 1
        client.query("SELECT 1");
        assertEquals(1, server.count("2:SET sql_mode='ANSI'"), () -> server.log().toString());
    }

    @Test
    void whatMariaDbDoesNotTellAtTheEndOfRowsBinds() throws IOException {
        server.on("SELECT", (side, command) -> {
            ByteBuf out = Unpooled.buffer();
            ByteBuf column = Unpooled.buffer();
            ColumnDefinition.text("c").encode(column, 0);
            int sequenceId = Packets.write(out, 1, new byte[]{1});
            sequenceId = Packets.write(out, sequenceId, ByteBufUtil.getBytes(column.skipBytes(Packets.HEADER_BYTES)));
            for (String payload : new String[]{"fe00000200", "0178", "fe00000240"}) {
                sequenceId = Packets.write(out, sequenceId, ByteBufUtil.decodeHexDump(payload));
            }
            side.raw(out);
        });
        RawClient client = proxy.client();
        for (String sequence : new String[]{"SELECT NEXTVAL(s)", "SELECT NEXT VALUE FOR s", "SELECT SETVAL(s, 7)"}) {
            assertEquals(2, client.query(sequence).statusFlags());
            assertEquals(0, proxy.count(LoopServer.Count.USED), sequence);
        }
        assertEquals(2, client.query("SELECT f()").statusFlags());
        assertEquals(1, proxy.count(LoopServer.Count.USED));
    }

    @Test
    void aRelayIsToldWhatItsClientWants() {
        proxy.users.addFastForward("relay", 0);
        server.on("CALL p", (side, command) -> side.okWithChanges("sql_mode", "ANSI"));
        proxy.client("relay", RawClient.USUAL).query("CALL p()");
        assertEquals(0, server.log().stream().filter(line -> line.contains("session_track")).count());
    }
}
