package switchboard.mysql.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.packet.OkPacket;
import switchboard.mysql.protocol.packet.StmtPrepareOk;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.Reply;
import switchboard.mysql.proxy.rig.ScriptedServer;

/** What clients do while faults strike: each step gives what the client saw of it. */
enum FaultScenario {
    QUERY(List.of(query("SELECT 'rows'"))), WRITE(List.of(query("INSERT INTO t VALUES (1)"))), STATE(
            List.of(query("SET sql_mode='ANSI', @a=5"), query("USE other"), query("SELECT 'rows'"),
                    query("UPDATE t SET a=1"))), TRANSACTION(
                            List.of(query("BEGIN"), query("INSERT INTO t VALUES (1)"), query("SELECT 'rows'"),
                                    query("COMMIT"))), SEVERAL(
                                            List.of(FaultScenario::several, query("SELECT 'rows'"))), PREPARED(
                                                    List.of(client -> {
                                                        StmtPrepareOk statement = client.prepare("SELECT ?, ?");
                                                        return outcome(client.execute(statement, "a", "b")) + " "
                                                                + outcome(client.execute(statement, "c", "d"));
                                                    })), PREPARED_WRITE(List.of(client -> outcome(client.execute(
                                                            client.prepare("INSERT INTO t VALUES (?)"), "a")))), CURSOR(
                                                                    List.of(client -> {
                                                                        StmtPrepareOk statement = client
                                                                                .prepare("SELECT 'cursor'");
                                                                        client.send(Command.COM_STMT_EXECUTE, cursorOf(
                                                                                (int) statement.statementId()));
                                                                        return opened(client) + fetched(client,
                                                                                (int) statement.statementId());
                                                                    })), LONG_DATA(List.of(client -> {
                                                                        StmtPrepareOk statement = client
                                                                                .prepare("INSERT INTO t VALUES (?)");
                                                                        client.sendLongData(statement, 0,
                                                                                new byte[100]);
                                                                        return outcome(client.execute(statement, "a"));
                                                                    })), FILE(
                                                                            List.of(FaultScenario::load)), CHANGE_USER(
                                                                                    List.of(query("SELECT 'rows'"),
                                                                                            client -> outcome(client
                                                                                                    .changeUser("other")
                                                                                                    .reply()),
                                                                                            query("SELECT 'rows'"))), RESET(
                                                                                                    List.of(query(
                                                                                                            "BEGIN"),
                                                                                                            client -> outcome(
                                                                                                                    client.send(
                                                                                                                            Command.COM_RESET_CONNECTION)
                                                                                                                            .reply()),
                                                                                                            query("SELECT 'rows'")));

    private final List<Function<RawClient, String>> steps;

    FaultScenario(List<Function<RawClient, String>> steps) {
        this.steps = steps;
    }

    /** How the server answers what a usual one doesn't. */
    static void script(ScriptedServer server) {
        server.on("SELECT 'rows'", (side, command) -> side.rows(List.of("a", "b"), new Object[]{"1", null},
                new Object[]{"two", "x".repeat(100)}));
        server.on("UPDATE several", (side, command) -> {
            ByteBuf answers = Unpooled.buffer();
            for (int i = 1; i <= 3; i++) {
                OkPacket.of(i < 3 ? StatusFlag.SERVER_MORE_RESULTS_EXISTS : 0).encode(answers, i);
            }
            side.raw(answers);
        });
        server.on("COM_STMT_EXECUTE SELECT ?", (side, command) -> side.okWithWarnings(0));
        server.on("COM_STMT_EXECUTE SELECT 'cursor'", (side, command) -> side.cursor());
        server.on("COM_STMT_FETCH", (side, command) -> side.fetched(true));
        server.on("LOAD DATA", (side, command) -> side.ok(side.askForFile("f").length, 0));
    }

    RawClient client(ProxyRig proxy) {
        return proxy.client("app", RawClient.USUAL | Capability.CLIENT_MULTI_STATEMENTS);
    }

    /** What the client sees of each step; the last is {@code closed} if the proxy closes its connection. */
    List<String> play(RawClient client) {
        List<String> seen = new ArrayList<>();
        for (Function<RawClient, String> step : steps) {
            String what;
            try {
                what = step.apply(client);
            } catch (UncheckedIOException | AssertionError end) {
                if (String.valueOf(end.getMessage()).contains("timed out")
                        || String.valueOf(end.getMessage()).contains("sequence id")) {
                    throw end;
                }
                what = closedOr(end);
            }
            seen.add(what);
            if (what.equals("closed")) {
                break;
            }
        }
        return seen;
    }

    /** A refused PREPARE is an assertion's text; everything else is the connection's end. */
    private static String closedOr(Throwable end) {
        String text = String.valueOf(end.getMessage());
        return text.startsWith("not prepared: ErrPacket")
                ? text.replaceFirst(".*code=(\\d+).*", "error $1")
                : "closed";
    }

    private static Function<RawClient, String> query(String sql) {
        return client -> {
            client.send(Command.COM_QUERY, sql);
            return outcome(client.reply());
        };
    }

    private static String several(RawClient client) {
        client.send(Command.COM_QUERY, "UPDATE several; UPDATE more; UPDATE most");
        try {
            String seen = "";
            for (int i = 0; i < 3; i++) {
                byte[] packet = client.next();
                if (packet == null) {
                    throw new IOException("closed");
                }
                if (packet[0] != 0) {
                    return seen + error(packet);
                }
                seen += "ok ";
            }
            return seen;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String outcome(Reply reply) {
        return reply.error() != null ? "error " + reply.code() : reply.isOk() ? "ok" : reply.rows().toString();
    }

    private static String error(byte[] packet) {
        return "error " + ((packet[1] & 0xFF) + ((packet[2] & 0xFF) << 8));
    }

    private static byte[] cursorOf(int statement) {
        return io.netty.buffer.ByteBufUtil
                .getBytes(Unpooled.buffer().writeIntLE(statement).writeByte(1).writeIntLE(1));
    }

    /** Columns, a definition and an EOF: the rows wait. */
    private static String opened(RawClient client) {
        client.sequenceGoesOnFrom(0);
        try {
            for (int i = 0; i < 3; i++) {
                byte[] packet = client.next();
                if (packet == null) {
                    throw new IOException("closed");
                }
                if ((packet[0] & 0xFF) == 0xFF) {
                    return error(packet);
                }
            }
            return "opened";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fetched(RawClient client, int statement) {
        client.send(Command.COM_STMT_FETCH, io.netty.buffer.ByteBufUtil
                .getBytes(Unpooled.buffer().writeIntLE(statement).writeIntLE(1)));
        client.sequenceGoesOnFrom(0);
        try {
            int packets = 0;
            for (byte[] packet = client.next(); packet != null; packet = client.next()) {
                packets++;
                if ((packet[0] & 0xFF) == 0xFE || (packet[0] & 0xFF) == 0xFF) {
                    return " fetched " + packets + ((packet[0] & 0xFF) == 0xFF ? " " + error(packet) : "");
                }
            }
            throw new IOException("closed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String load(RawClient client) {
        client.send(Command.COM_QUERY, "LOAD DATA LOCAL INFILE 'f' INTO TABLE t");
        try {
            byte[] asked = client.next();
            if (asked == null) {
                throw new IOException("closed");
            }
            if ((asked[0] & 0xFF) == 0xFF) {
                return error(asked);
            }
            ByteBuf upload = Unpooled.buffer().writeMediumLE(1000).writeByte(2).writeZero(1000).writeMediumLE(0)
                    .writeByte(3);
            client.sendRaw(upload);
            client.sequenceGoesOnFrom(3);
            byte[] answer = client.next();
            if (answer == null) {
                throw new IOException("closed");
            }
            return answer[0] == 0 ? "ok" : error(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
