package switchboard.mysql.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.packet.StmtPrepareOk;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.Reply;

/** Steps of a client in words of what it sees: {@code ok}, rows, {@code error <code>}. A lost connection is an exception. */
final class FaultSteps {
    private FaultSteps() {
    }

    static Function<RawClient, String> query(String sql) {
        return client -> outcome(client.query(sql));
    }

    static String resets(RawClient client) {
        return outcome(client.send(Command.COM_RESET_CONNECTION).reply());
    }

    static String changesUser(RawClient client) {
        return outcome(client.changeUser("other").reply());
    }

    static String initsDb(RawClient client) {
        return outcome(client.send(Command.COM_INIT_DB, "other").reply());
    }

    static String executesTwice(RawClient client) {
        StmtPrepareOk statement = client.prepare("SELECT ?, ?");
        return outcome(client.execute(statement, "a", "b")) + " " + outcome(client.execute(statement, "c", "d"));
    }

    static String writes(RawClient client) {
        return outcome(client.execute(client.prepare("INSERT INTO t VALUES (?)"), "a"));
    }

    /** Definitions with the PREPARE, and rows in binary. */
    static String readsBinary(RawClient client) {
        StmtPrepareOk statement = client.prepare("SELECT 'binary'");
        client.send(Command.COM_STMT_EXECUTE, RawClient.executeArgument((int) statement.statementId(), false));
        return packets(client, 2);
    }

    static String sendsLongData(RawClient client) {
        StmtPrepareOk statement = client.prepare("INSERT INTO t VALUES (?)");
        client.sendLongData(statement, 0, new byte[100]);
        return outcome(client.execute(statement, "a"));
    }

    static String fetches(RawClient client) {
        int statement = (int) client.prepare("SELECT 'cursor'").statementId();
        client.send(Command.COM_STMT_EXECUTE,
                ByteBufUtil.getBytes(Unpooled.buffer().writeIntLE(statement).writeByte(1).writeIntLE(1)));
        String opened = packets(client, 1);
        client.send(Command.COM_STMT_FETCH,
                ByteBufUtil.getBytes(Unpooled.buffer().writeIntLE(statement).writeIntLE(1)));
        return opened + " " + packets(client, 1);
    }

    /** Three results: an OK, rows, an OK. */
    static String several(RawClient client) {
        client.send(Command.COM_QUERY, "UPDATE several; SELECT more; UPDATE most");
        client.sequenceGoesOnFrom(0);
        StringBuilder seen = new StringBuilder();
        for (int oks = 0; oks < 2;) {
            byte[] packet = next(client);
            if ((packet[0] & 0xFF) == 0xFF) {
                return seen + error(packet);
            }
            seen.append(packet[0] & 0xFF).append('/').append(packet.length).append(' ');
            oks += packet[0] == 0 ? 1 : 0;
        }
        return seen.toString();
    }

    static String loads(RawClient client) {
        client.send(Command.COM_QUERY, "LOAD DATA LOCAL INFILE 'f' INTO TABLE t");
        client.sequenceGoesOnFrom(0);
        byte[] asked = next(client);
        if ((asked[0] & 0xFF) == 0xFF) {
            return error(asked);
        }
        ByteBuf upload = Unpooled.buffer().writeMediumLE(1000).writeByte(2).writeZero(1000).writeMediumLE(0)
                .writeByte(3);
        client.sendRaw(upload);
        client.sequenceGoesOnFrom(3);
        byte[] answer = next(client);
        return answer[0] == 0 ? "ok" : error(answer);
    }

    private static String outcome(Reply reply) {
        return reply.error() != null ? "error " + reply.code() : reply.isOk() ? "ok" : reply.rows().toString();
    }

    /** First bytes and lengths of an answer up to its n-th EOF. */
    private static String packets(RawClient client, int ends) {
        client.sequenceGoesOnFrom(0);
        StringBuilder seen = new StringBuilder();
        int left = ends;
        while (left > 0) {
            byte[] packet = next(client);
            int first = packet[0] & 0xFF;
            if (first == 0xFF) {
                return seen + error(packet);
            }
            seen.append(first).append('/').append(packet.length).append(' ');
            left -= first == 0xFE ? 1 : 0;
        }
        return seen.toString();
    }

    private static byte[] next(RawClient client) {
        try {
            byte[] packet = client.next();
            if (packet == null) {
                throw new IOException("closed");
            }
            return packet;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String error(byte[] packet) {
        return "error " + ((packet[1] & 0xFF) + ((packet[2] & 0xFF) << 8));
    }
}
