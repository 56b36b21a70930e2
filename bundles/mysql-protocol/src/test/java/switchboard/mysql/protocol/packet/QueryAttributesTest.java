package switchboard.mysql.protocol.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import switchboard.mysql.protocol.ColumnType;
import switchboard.mysql.protocol.MalformedPacketException;

/** Query attributes as bytes. */
class QueryAttributesTest {
    private static final QueryAttribute TEXT = attribute(ColumnType.MYSQL_TYPE_STRING, "trace", "0561626364" + "65");
    private static final QueryAttribute NULL = attribute(ColumnType.MYSQL_TYPE_STRING, "none", null);
    private static final QueryAttribute NUMBER = attribute(ColumnType.MYSQL_TYPE_LONGLONG, "n", "0100000000000000");
    private static final QueryAttribute TIME = attribute(ColumnType.MYSQL_TYPE_TIME, "t", "080000000000010203");
    private static final QueryAttributes ALL = new QueryAttributes(List.of(TEXT, NULL, NUMBER, TIME));

    private static QueryAttribute attribute(int type, String name, String value) {
        return new QueryAttribute(type, name.getBytes(StandardCharsets.UTF_8),
                value == null ? null : HexFormat.of().parseHex(value));
    }

    private static ByteBuf hex(String bytes) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(bytes.replace(" ", "")));
    }

    private static void assertSame(QueryAttributes expected, QueryAttributes found) {
        assertEquals(expected.list().size(), found.list().size());
        for (int i = 0; i < found.list().size(); i++) {
            assertEquals(expected.list().get(i).type(), found.list().get(i).type());
            assertArrayEquals(expected.list().get(i).name(), found.list().get(i).name());
            assertArrayEquals(expected.list().get(i).value(), found.list().get(i).value());
        }
    }

    @Test
    void readsWhatTheReferenceShows() {
        // MySQL protocol reference, COM_QUERY: two attributes, then the text
        ByteBuf in = hex("02 01 00 01  fe00 04 6e616d65  0300 03 616765  05 48656c6c6f  2a000000  73656c");
        QueryAttributes read = QueryAttributes.readBeforeText(in);
        assertEquals("sel", in.toString(StandardCharsets.UTF_8));
        assertArrayEquals("age".getBytes(StandardCharsets.UTF_8), read.list().get(1).name());
        assertEquals("2a000000", HexFormat.of().formatHex(read.list().get(1).value()));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (QueryAttributes attributes : List.of(QueryAttributes.NONE, ALL)) {
            ByteBuf out = Unpooled.buffer();
            attributes.writeBeforeText(out);
            out.writeByte('x');
            assertSame(attributes, QueryAttributes.readBeforeText(out));
            assertEquals(1, out.readableBytes());
        }
    }

    @Test
    void everyTruncationIsRefused() {
        ByteBuf out = Unpooled.buffer();
        ALL.writeBeforeText(out);
        for (int length = 0; length < out.readableBytes(); length++) {
            ByteBuf cut = out.slice(0, length);
            assertThrows(MalformedPacketException.class, () -> QueryAttributes.readBeforeText(cut), "length " + length);
        }
    }

    @Test
    void moreSetsOrTooManyAttributesAreRefused() {
        assertThrows(MalformedPacketException.class, () -> QueryAttributes.readBeforeText(hex("00 02")));
        assertThrows(MalformedPacketException.class, () -> QueryAttributes.readBeforeText(hex("fd000001 01")));
        assertThrows(MalformedPacketException.class,
                () -> QueryAttributes.readBeforeText(hex("feffffffffffffffff 01")));
    }

    /** Two parameters, a text and a number: bitmap, types follow, types, values. */
    private static final String PLAIN = "00 01 fd00 0300 026869 07000000";

    @Test
    void attributesComeOffAnExecuteAndGoOnAgain() {
        for (int attributes = 0; attributes <= ALL.list().size(); attributes++) {
            QueryAttributes some = new QueryAttributes(ALL.list().subList(0, attributes));
            ByteBuf with = Unpooled.buffer();
            ExecuteParameters.putOn(hex(PLAIN), 2, some, with);
            for (int known : new int[]{2, -1}) {
                ByteBuf plain = Unpooled.buffer();
                assertSame(some, ExecuteParameters.takeOff(with.duplicate(), known, new BitSet(), plain));
                assertEquals(PLAIN.replace(" ", ""), ByteBufUtil.hexDump(plain));
            }
        }
    }

    @Test
    void aStatementWithoutParametersMayHaveAttributes() {
        ByteBuf with = Unpooled.buffer();
        ExecuteParameters.putOn(Unpooled.EMPTY_BUFFER, 0, ALL, with);
        ByteBuf plain = Unpooled.buffer();
        assertSame(ALL, ExecuteParameters.takeOff(with, 0, new BitSet(), plain));
        assertEquals(0, plain.readableBytes());
    }

    @Test
    void aNullAttributeLeavesNoTraceInTheParametersNulls() {
        ByteBuf with = Unpooled.buffer();
        ExecuteParameters.putOn(hex("01 01 fd00 07000000".replace("07000000", "")), 1,
                new QueryAttributes(List.of(NULL)), with);
        ByteBuf plain = Unpooled.buffer();
        ExecuteParameters.takeOff(with, 1, new BitSet(), plain);
        assertEquals("0101fd00", ByteBufUtil.hexDump(plain));
    }

    @Test
    void aParameterThatCameAsLongDataHasNoValue() {
        BitSet first = new BitSet();
        first.set(0);
        ByteBuf with = Unpooled.buffer();
        ExecuteParameters.putOn(hex("00 01 fc00 0300 07000000"), 2, new QueryAttributes(List.of(TEXT)), with);
        ByteBuf plain = Unpooled.buffer();
        assertSame(new QueryAttributes(List.of(TEXT)), ExecuteParameters.takeOff(with, 2, first, plain));
        assertEquals("0001fc00030007000000", ByteBufUtil.hexDump(plain));
    }

    @Test
    void anExecuteMayLeaveTypesOut() {
        ByteBuf plain = Unpooled.buffer();
        QueryAttributes none = ExecuteParameters.takeOff(hex("02 00 00 026869 07000000"), 2, new BitSet(), plain);
        assertTrue(none.isEmpty());
        assertEquals("000002686907000000", ByteBufUtil.hexDump(plain));
        assertThrows(MalformedPacketException.class,
                () -> ExecuteParameters.takeOff(hex("03 00 00 026869 07000000 0161"), 2, new BitSet(), plain));
        assertThrows(MalformedPacketException.class,
                () -> ExecuteParameters.takeOff(hex("01 00 00"), 2, new BitSet(), plain));
    }
}
