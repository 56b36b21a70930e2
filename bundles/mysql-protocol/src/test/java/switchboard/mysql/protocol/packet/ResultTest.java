package switchboard.mysql.protocol.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.ColumnType;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.Packets;

class ResultTest {
    private final ByteBuf out = Unpooled.buffer();

    private List<String> packets() {
        List<String> found = new ArrayList<>();
        while (out.isReadable()) {
            int length = Packets.payloadLength(out, out.readerIndex());
            String id = Packets.sequenceId(out, out.readerIndex()) + ":";
            found.add(id + ByteBufUtil.hexDump(out.skipBytes(Packets.HEADER_BYTES).readSlice(length)));
        }
        return found;
    }

    @Test
    void textRowsHoldNullTextAndBytes() {
        TextResult result = new TextResult(1, 0);
        result.columns(out, List.of(ColumnDefinition.text("a"), ColumnDefinition.text("b")));
        result.row(out, "x", null);
        result.row(out, new byte[]{(byte) 0xFF}, 12L);
        assertEquals(8, result.end(out, 2, 1));
        List<String> found = packets();
        assertEquals("1:02", found.get(0));
        assertEquals("4:fe00000200", found.get(3));
        assertEquals(List.of("5:0178fb", "6:01ff023132", "7:fe01000200"), found.subList(4, 7));
    }

    @Test
    void withoutEofTheRowsFollowTheDefinitionsAndAnOkEndsThem() {
        int next = TextResult.encode(out, 1, Capability.CLIENT_DEPRECATE_EOF, List.of(ColumnDefinition.text("a")),
                List.of(new Object[]{"x"}, new Object[]{"y"}), 2);
        assertEquals(6, next);
        assertEquals(List.of("3:0178", "4:0179", "5:fe000002000000"), packets().subList(2, 5));
    }

    @Test
    void resultMayBeWrittenInPieces() {
        TextResult result = new TextResult(1, Capability.CLIENT_DEPRECATE_EOF);
        ByteBuf second = Unpooled.buffer();
        result.columns(out, List.of(ColumnDefinition.text("a")));
        result.row(second, "x");
        assertEquals(3, Packets.sequenceId(second, 0));
        assertEquals(5, result.fail(second, new ErrPacket(1317, "70100", "interrupted")));
    }

    @Test
    void binaryRowHoldsEachValueAsItsColumnSays() {
        List<ColumnDefinition> columns = columns(ColumnType.MYSQL_TYPE_TINY, ColumnType.MYSQL_TYPE_SHORT,
                ColumnType.MYSQL_TYPE_LONG, ColumnType.MYSQL_TYPE_LONGLONG, ColumnType.MYSQL_TYPE_FLOAT,
                ColumnType.MYSQL_TYPE_DOUBLE, ColumnType.MYSQL_TYPE_DATE, ColumnType.MYSQL_TYPE_DATETIME,
                ColumnType.MYSQL_TYPE_TIME, ColumnType.MYSQL_TYPE_VAR_STRING, ColumnType.MYSQL_TYPE_BLOB,
                ColumnType.MYSQL_TYPE_NEWDECIMAL);
        BinaryResult result = new BinaryResult(9, 0, 2, columns);
        result.row(out, true, 513, "-2", new BigInteger("18446744073709551615"), 1.5f, 2.5, LocalDate.of(2026, 11, 20),
                LocalDateTime.of(2026, 11, 20, 10, 20, 30, 7000), Duration.ofHours(-25), "é", new byte[]{9},
                new BigDecimal("1.50"));
        assertEquals("9:00" + "0000" + "01" + "0102" + "feffffff" + "ffffffffffffffff" + "0000c03f"
                + "0000000000000440" + "04ea070b14" + "0bea070b140a141e07000000" + "080101000000010000" + "02c3a9"
                + "0109" + "04312e3530", packets().getFirst());
    }

    @Test
    void binaryRowMarksItsNulls() {
        BinaryResult result = new BinaryResult(1, 0, 2, columns(1, 1, 1, 1, 1, 1, 1));
        result.row(out, null, 1, null, 1, null, 1, null);
        assertEquals("1:00" + "5401" + "010101", packets().getFirst());
        assertThrows(IllegalArgumentException.class, () -> result.row(out, 1));
    }

    @Test
    void textsOfTimesAreParsed() {
        BinaryResult result = new BinaryResult(1, 0, 2,
                columns(ColumnType.MYSQL_TYPE_TIMESTAMP, ColumnType.MYSQL_TYPE_DATE, ColumnType.MYSQL_TYPE_TIME));
        result.row(out, "2026-11-20 10:20:30", "2026-11-20", LocalTime.of(1, 2, 3, 4000));
        assertEquals("1:00" + "00" + "07ea070b140a141e" + "04ea070b14" + "0c000000000001020304000000",
                packets().getFirst());
    }

    private static List<ColumnDefinition> columns(int... types) {
        return Arrays.stream(types).mapToObj(type -> ColumnDefinition.of("c", type, 0)).toList();
    }

    @Test
    void parametersAreReadAsTheirTypesSay() {
        ByteBuf in = execute(0x05, 1);
        int[] types = {ColumnType.MYSQL_TYPE_NULL, ColumnType.MYSQL_TYPE_LONGLONG | StmtExecute.UNSIGNED,
                ColumnType.MYSQL_TYPE_LONG, ColumnType.MYSQL_TYPE_LONG, ColumnType.MYSQL_TYPE_DOUBLE,
                ColumnType.MYSQL_TYPE_VAR_STRING, ColumnType.MYSQL_TYPE_BLOB};
        for (int type : types) {
            in.writeShortLE(type);
        }
        in.writeLongLE(-1).writeIntLE(-7).writeLongLE(Double.doubleToLongBits(2.5));
        Lenenc.writeUtf8(in, "é");
        Lenenc.writeBytes(in, new byte[]{3});
        StmtExecute execute = StmtExecute.decode(in, 7, List.of(), List.of(), StandardCharsets.UTF_8);
        assertEquals(77, execute.statementId());
        assertNull(execute.values().get(0));
        assertEquals(new BigInteger("18446744073709551615"), execute.values().get(1));
        assertNull(execute.values().get(2), "by its bit");
        assertEquals(-7L, execute.values().get(3));
        assertEquals(2.5, execute.values().get(4));
        assertEquals("é", execute.values().get(5));
        assertArrayEquals(new byte[]{3}, (byte[]) execute.values().get(6));
    }

    @Test
    void typesOfTheExecutionBeforeHoldAndLongDataStandsInForItsParameter() {
        ByteBuf in = execute(0, 0);
        in.writeByte(5);
        List<Integer> known = List.of(ColumnType.MYSQL_TYPE_BLOB, ColumnType.MYSQL_TYPE_TINY);
        StmtExecute execute = StmtExecute.decode(in, 2, known, Arrays.asList(new byte[]{1, 2}, null),
                StandardCharsets.UTF_8);
        assertArrayEquals(new byte[]{1, 2}, (byte[]) execute.values().get(0));
        assertEquals(5L, execute.values().get(1));
        assertThrows(MalformedPacketException.class,
                () -> StmtExecute.decode(execute(0, 0), 2, List.of(), List.of(), StandardCharsets.UTF_8));
    }

    @Test
    void statementWithoutParametersNeedsNoTypes() {
        ByteBuf in = Unpooled.buffer().writeByte(Command.COM_STMT_EXECUTE).writeIntLE(77).writeByte(1).writeIntLE(1);
        assertEquals(77, StmtExecute.statementId(in));
        StmtExecute execute = StmtExecute.decode(in, 0, List.of(), List.of(), StandardCharsets.UTF_8);
        assertEquals(StmtExecute.CURSOR_TYPE_READ_ONLY, execute.cursorFlags());
    }

    @ParameterizedTest // length, year, month, day, hour, minute, second
    @ValueSource(strings = {"00", "04ea070000", "04ea070d01", "07ea070b1418000000"})
    void datesThatJavaHasNotAreTextOrRefused(String hex) {
        ByteBuf in = execute(0, 1).writeShortLE(ColumnType.MYSQL_TYPE_DATETIME)
                .writeBytes(ByteBufUtil.decodeHexDump(hex));
        if (hex.equals("00") || hex.endsWith("0000") && hex.startsWith("04")) {
            StmtExecute read = StmtExecute.decode(in, 1, List.of(), List.of(), StandardCharsets.UTF_8);
            assertEquals(hex.equals("00") ? "0000-00-00 00:00:00" : "2026-00-00 00:00:00", read.values().getFirst());
        } else {
            assertThrows(MalformedPacketException.class,
                    () -> StmtExecute.decode(in, 1, List.of(), List.of(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void timesAreDurations() {
        ByteBuf in = execute(0, 1).writeShortLE(ColumnType.MYSQL_TYPE_TIME)
                .writeBytes(ByteBufUtil.decodeHexDump("080101000000010000"));
        StmtExecute read = StmtExecute.decode(in, 1, List.of(), List.of(), StandardCharsets.UTF_8);
        assertEquals(Duration.ofHours(-25), read.values().getFirst());
    }

    private static ByteBuf execute(int nulls, int typesFollow) {
        return Unpooled.buffer().writeByte(Command.COM_STMT_EXECUTE).writeIntLE(77).writeByte(0).writeIntLE(1)
                .writeByte(nulls).writeByte(typesFollow);
    }
}
