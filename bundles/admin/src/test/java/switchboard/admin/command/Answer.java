package switchboard.admin.command;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.packet.OkPacket;

/**
 * What a session wrote, as one line: {@code OK 1 message}, {@code ERR 1045 28000 message}, {@code [column, column] (value,
 * value) (NULL, value)}, {@code EOF}, {@code TEXT ...}, or nothing.
 */
final class Answer {
    private Answer() {
    }

    static String of(EmbeddedChannel channel) {
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.writeBytes(part);
            part.release();
        }
        List<ByteBuf> packets = new ArrayList<>();
        while (all.isReadable()) {
            int length = all.readUnsignedMediumLE();
            all.skipBytes(1);
            packets.add(all.readSlice(length));
        }
        return packets.isEmpty() ? "" : text(packets);
    }

    private static String text(List<ByteBuf> packets) {
        ByteBuf first = packets.get(0);
        switch (first.getUnsignedByte(0)) {
            case 0x00 -> {
                OkPacket ok = OkPacket.decode(first);
                return ("OK " + ok.affectedRows() + " " + ok.info()).strip();
            }
            case 0xFF -> {
                ErrPacket error = ErrPacket.decode(first);
                return "ERR " + error.code() + " " + error.sqlState() + " " + error.message();
            }
            case 0xFE -> {
                return "EOF";
            }
            default -> {
                return packets.size() == 1 ? "TEXT " + first.toString(StandardCharsets.UTF_8) : rows(packets);
            }
        }
    }

    private static String rows(List<ByteBuf> packets) {
        int count = packets.get(0).readUnsignedByte();
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            columns.add(ColumnDefinition.decode(packets.get(i)).name());
        }
        StringBuilder text = new StringBuilder(columns.toString());
        for (ByteBuf row : packets.subList(count + 2, packets.size() - 1)) { // an EOF before the rows and one behind
            List<String> values = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                byte[] value = Lenenc.readNullable(row);
                values.add(value == null ? "NULL" : new String(value, StandardCharsets.UTF_8));
            }
            text.append(" (").append(String.join(", ", values)).append(')');
        }
        return text.toString();
    }
}
