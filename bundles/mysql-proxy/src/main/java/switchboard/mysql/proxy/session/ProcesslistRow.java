package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;

/** What {@code stats_mysql_processlist} tells of a session's command. On its event loop. */
public final class ProcesslistRow {
    private static final int MAX_TEXT_BYTES = 1024;

    private ProcesslistRow() {
    }

    /** What it does, in the table's words. */
    public static String command(ClientSession session) {
        return !session.isBusy()
                ? "Sleep"
                : session.account().fastForward()
                        ? "Fast forward"
                        : switch (session.asked().command()) {
                            case Command.COM_STMT_PREPARE -> "Prepare";
                            case Command.COM_STMT_EXECUTE, Command.COM_STMT_BULK_EXECUTE -> "Execute";
                            case Command.COM_CHANGE_USER -> "Change user client";
                            default -> "Query";
                        };
    }

    /** The statement that runs, a prepared one by its own text; null while idle. */
    public static String info(ClientSession session) {
        ByteBuf packet = session.isBusy() ? session.execution().command().packet() : null;
        if (packet == null) {
            return null;
        }
        if (session.asked().executed() != null) {
            ByteBuffer sql = session.asked().executed().shared().key().sql().duplicate();
            int length = Math.min(sql.remaining(), MAX_TEXT_BYTES);
            return StandardCharsets.UTF_8.decode(sql.slice(sql.position(), length)).toString();
        }
        int from = session.execution().command().packetStart() + Packets.HEADER_BYTES + 1;
        int length = Math.min(packet.writerIndex() - from, MAX_TEXT_BYTES);
        return length <= 0 ? null : packet.toString(from, length, StandardCharsets.UTF_8);
    }

    /**
     * The whole session as JSON.
     *
     * @param extended mysql-show_processlist_extended: 0 for none, 1 on one line, 2 indented
     */
    public static String extendedInfo(ClientSession session, int extended) {
        return extended == 0 ? null : SessionReport.json(session, extended == 2);
    }
}
