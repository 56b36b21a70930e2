package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.ColumnType;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.CommandPackets;
import switchboard.mysql.proxy.backend.HeldBy;
import switchboard.mysql.proxy.variables.ServerSet;
import switchboard.mysql.proxy.variables.SessionVariables;

/**
 * Runs a SET whose values only the server can tell, asks it for them before the client hears of it, and keeps them for
 * the session's next connections. If that can't be done the SET binds its connection.
 */
final class SetScript implements CommandScript {
    private static final int MAX_BYTES = 65_536;

    private final ClientSession session;
    private final ServerSet set;
    private ByteBuf answer;
    private ByteBuf values;
    private boolean asked;
    private boolean passedOn; // the answer is longer than any to a SET: it goes on as it comes

    SetScript(ClientSession session, ServerSet set) {
        this.session = session;
        this.set = set;
    }

    @Override
    public void ready(BackendConnection connection) {
        connection.send(session.execution(), Command.COM_QUERY, session.execution().command().packet().retain());
    }

    @Override
    public ByteBuf outgoing(ByteBuf bytes) {
        if (passedOn) {
            return bytes;
        }
        if (!asked) {
            answer = joined(answer, bytes);
            passedOn = answer.readableBytes() > MAX_BYTES;
            ByteBuf whole = passedOn ? answer : null;
            answer = passedOn ? null : answer;
            return whole;
        }
        if (values == null || values.readableBytes() + bytes.readableBytes() <= MAX_BYTES) {
            values = joined(values, bytes);
        } else {
            bytes.release();
        }
        return null;
    }

    private ByteBuf joined(ByteBuf before, ByteBuf bytes) {
        ByteBuf all = before == null ? session.channel().alloc().buffer(256) : before;
        all.writeBytes(bytes);
        bytes.release();
        return all;
    }

    @Override
    public boolean continues(BackendConnection connection) {
        boolean telling = connection.answer().errorCode() == 0 && connection.answer().warnings() == 0
                && (connection.state().heldBy() & HeldBy.FOUND_ROWS) == 0;
        if (asked || passedOn || !telling) { // with warnings the question would take them away
            return false;
        }
        asked = true;
        connection.send(session.execution(), Command.COM_QUERY,
                CommandPackets.of(connection.channel().alloc(), Command.COM_QUERY, set.question()));
        return true;
    }

    @Override
    public void complete(BackendConnection connection) {
        if (asked && connection.answer().errorCode() == 0 && values != null && keepValues(connection)) {
            session.context().nextSetIsKnown();
        } else if (asked || passedOn) {
            connection.state().hold(HeldBy.UNKNOWN_SET, 0);
            session.context().onlyKnownTo(connection, set.question());
        }
        if (answer != null && !session.execution().interruption().isTimeout()) {
            session.sent(answer.readableBytes());
            session.channel().write(answer, session.channel().voidPromise());
            answer = null;
        }
        dropped();
    }

    private boolean keepValues(BackendConnection connection) {
        List<String> assignments = assignments(connection);
        if (assignments == null) {
            return false;
        }
        SessionVariables of = session.context().variables();
        SessionVariables on = connection.state().variables();
        for (int i = 0; i < assignments.size(); i++) {
            of = of.with(set.names().get(i), assignments.get(i));
            on = on == null ? null : on.with(set.names().get(i), assignments.get(i));
        }
        session.context().variables(of);
        connection.state().nowIn(connection.state().schema(), on);
        return true;
    }

    /** What sets each variable to what the server said; null if one can't be set so. */
    private List<String> assignments(BackendConnection connection) {
        try {
            int columns = set.names().size();
            packet(); // the number of columns
            boolean extended = Capability.has(connection.login().capabilities(),
                    Capability.MARIADB_CLIENT_EXTENDED_METADATA);
            List<Boolean> numeric = new ArrayList<>();
            for (int i = 0; i < columns; i++) {
                numeric.add(isNumeric(ColumnDefinition.decode(packet(), extended).type()));
            }
            if (!Capability.has(connection.login().capabilities(), Capability.CLIENT_DEPRECATE_EOF)) {
                packet();
            }
            ByteBuf row = packet();
            List<String> assignments = new ArrayList<>();
            for (int i = 0; i < columns; i++) {
                boolean isNull = row.getUnsignedByte(row.readerIndex()) == Lenenc.NULL;
                if (isNull) {
                    row.skipBytes(1);
                }
                String value = isNull ? null : Lenenc.readString(row, StandardCharsets.UTF_8);
                assignments.add(ServerSet.assignment(set.names().get(i), numeric.get(i), value));
            }
            return assignments.contains(null) ? null : assignments;
        } catch (MalformedPacketException | IndexOutOfBoundsException unexpected) {
            return null; // longer than what was kept
        }
    }

    /** The next packet's payload, borrowed. */
    private ByteBuf packet() {
        int length = Packets.payloadLength(values, values.readerIndex());
        values.skipBytes(Packets.HEADER_BYTES);
        return values.readSlice(length);
    }

    private static boolean isNumeric(int type) {
        return switch (type) {
            case ColumnType.MYSQL_TYPE_TINY, ColumnType.MYSQL_TYPE_SHORT, ColumnType.MYSQL_TYPE_INT24,
                    ColumnType.MYSQL_TYPE_LONG, ColumnType.MYSQL_TYPE_LONGLONG, ColumnType.MYSQL_TYPE_FLOAT,
                    ColumnType.MYSQL_TYPE_DOUBLE, ColumnType.MYSQL_TYPE_NEWDECIMAL ->
                true;
            default -> false;
        };
    }

    @Override
    public void dropped() {
        if (answer != null) {
            answer.release();
            answer = null;
        }
        if (values != null) {
            values.release();
            values = null;
        }
        asked = false;
        passedOn = false;
    }
}
