package switchboard.mysql.protocol.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.protocol.packet.OkPacket;

class ResultReaderTest {
    private static final int NULL = 0xFB;

    private final ResultReader reader = new ResultReader(ResultLimits.SMALL, Capability.CLIENT_DEPRECATE_EOF);

    private boolean read(ByteBuf payload) throws CommandFailedException {
        try {
            return reader.read(payload);
        } finally {
            payload.release();
        }
    }

    private void row(String... values) throws CommandFailedException {
        ByteBuf row = Unpooled.buffer();
        for (String value : values) {
            if (value == null) {
                row.writeByte(NULL);
            } else {
                Lenenc.writeUtf8(row, value);
            }
        }
        read(row);
    }

    @Test
    void textsOfTheRowBeforeAreSharedWhenTheyAreTheSameAndOnlyThen() throws Exception {
        List<String[]> rows = List.of(new String[]{"a", "", "Zürich"}, new String[]{"a", "", "Zürich"},
                new String[]{"b", null, "Zurich"}, new String[]{"ab", "", "Z\u00fcric\u00e9"},
                new String[]{"a", "x", ""});
        read(Unpooled.buffer().writeByte(3));
        for (String name : List.of("x", "y", "z")) {
            ByteBuf definition = Unpooled.buffer();
            ColumnDefinition.text(name).encode(definition, 0);
            read(definition.skipBytes(Packets.HEADER_BYTES));
        }
        for (String[] row : rows) {
            row(row);
        }
        ByteBuf end = Unpooled.buffer();
        new OkPacket(OkPacket.END_OF_ROWS, 0, 0, 0, 0, "").encode(end, 0);
        assertEquals(true, read(end.skipBytes(Packets.HEADER_BYTES)));
        List<String[]> answer = reader.result().rows();
        assertEquals(rows.stream().map(Arrays::toString).toList(), answer.stream().map(Arrays::toString).toList());
        assertSame(answer.get(0)[0], answer.get(1)[0]);
        assertSame(answer.get(0)[1], answer.get(1)[1]);
        assertNotEquals(answer.get(0)[2], answer.get(2)[2]);
    }
}
