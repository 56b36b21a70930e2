package switchboard.mysql.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LenencTest {
    @ParameterizedTest
    @CsvSource({"0,00", "250,fa", "251,fcfb00", "65535,fcffff", "65536,fd000001", "16777215,fdffffff",
            "16777216,fe0000000100000000", "9223372036854775807,feffffffffffffff7f", "-1,feffffffffffffffff"})
    void integersAreUnsignedAndTakeOneThreeFourOrNineBytes(long value, String hex) {
        ByteBuf out = Unpooled.buffer();
        Lenenc.writeInt(out, value);
        assertEquals(hex, ByteBufUtil.hexDump(out));
        assertEquals(out.readableBytes(), Lenenc.sizeOf(value));
        assertEquals(value, Lenenc.readInt(out));
        assertEquals(0, out.readableBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fb", "ff", "fc", "fcff", "fd0000", "fe00000000000000"})
    void integerThatIsCutOrNoneIsRefused(String hex) {
        ByteBuf in = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
        assertThrows(MalformedPacketException.class, () -> Lenenc.readInt(in));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0261", "feffffffffffffffff61", "fe000000008000000061", "fdffffff61"})
    void stringLongerThanWhatIsThereIsRefusedBeforeAnythingIsAllocated(String hex) {
        ByteBuf in = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
        assertThrows(MalformedPacketException.class, () -> Lenenc.readBytes(in.duplicate()));
        assertThrows(MalformedPacketException.class, () -> Lenenc.readString(in, StandardCharsets.UTF_8));
    }

    @Test
    void nullIsNoEmptyString() {
        ByteBuf out = Unpooled.buffer();
        Lenenc.writeUtf8(out, null);
        Lenenc.writeBytes(out, null);
        Lenenc.writeUtf8(out, "");
        assertNull(Lenenc.readNullable(out));
        assertNull(Lenenc.readNullable(out));
        assertArrayEquals(new byte[0], Lenenc.readNullable(out));
    }

    @Test
    void lengthOfATextIsThatOfItsBytes() {
        ByteBuf out = Unpooled.buffer();
        Lenenc.writeUtf8(out, "Grüße 🙂");
        assertEquals("Grüße 🙂", Lenenc.readString(out, StandardCharsets.UTF_8));
    }

    @Test
    void textUntilZeroNeedsItsZeroUnlessToldOtherwise() {
        ByteBuf in = Unpooled.copiedBuffer("a\0b", StandardCharsets.UTF_8);
        assertEquals("a", Lenenc.readUntilZero(in, StandardCharsets.UTF_8));
        assertThrows(MalformedPacketException.class, () -> Lenenc.readUntilZero(in, StandardCharsets.UTF_8));
        assertEquals("b", Lenenc.readUntilZeroOrEnd(in, StandardCharsets.UTF_8));
    }
}
