package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.proxy.route.KnownQuery;

/**
 * Whether a command may be sent a second time when the connection broke after it was sent once (ProxySQL 2.7 manual,
 * mysql-query_retries_on_failure). Narrower than ProxySQL: only what reads, because a write may have been done.
 */
final class Repetition {
    private Repetition() {
    }

    /** Borrows the packet, whose command begins at {@code start}. */
    static boolean isHarmless(KnownQuery known, int command, ByteBuf packet, int start, long capabilities) {
        if (command == Command.COM_STMT_PREPARE) {
            return known != null;
        }
        if (known == null || !known.traits().reads()) {
            return false;
        }
        boolean single = command != Command.COM_QUERY
                || !Capability.has(capabilities, Capability.CLIENT_MULTI_STATEMENTS);
        return single || !hasSecondStatement(packet, start);
    }

    /** A semicolon with something behind it, wherever: a digest may be cut before it. */
    private static boolean hasSecondStatement(ByteBuf packet, int start) {
        int from = start + Packets.HEADER_BYTES + 1;
        int end = packet.writerIndex();
        while (end > from && (packet.getByte(end - 1) == ';' || packet.getByte(end - 1) <= ' ')) {
            end--;
        }
        return packet.indexOf(from, end, (byte) ';') >= 0;
    }
}
