package switchboard.mysql.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.Charset;
import java.util.HexFormat;

/**
 * Length-encoded integers and strings, and strings that end with 0 (MySQL protocol reference, "Basic Data Types").
 * Integers are unsigned 64 bit. Every method borrows its buffer; what is read never goes past the readable bytes.
 */
public final class Lenenc {
    /** First byte of NULL in a row of text. */
    public static final int NULL = 0xFB;

    private static final int TWO_BYTES = 0xFC;
    private static final int THREE_BYTES = 0xFD;
    private static final int EIGHT_BYTES = 0xFE;

    private Lenenc() {
    }

    /**
     * Reads an integer, unsigned 64 bit in a {@code long}.
     *
     * @throws MalformedPacketException if it is cut or is NULL
     */
    public static long readInt(ByteBuf in) {
        need(in, 1);
        int first = in.readUnsignedByte();
        return switch (first) {
            case NULL, 0xFF -> throw new MalformedPacketException(
                    "length-encoded integer begins with 0x" + HexFormat.of().toHexDigits((byte) first));
            case TWO_BYTES -> {
                need(in, 2);
                yield in.readUnsignedShortLE();
            }
            case THREE_BYTES -> {
                need(in, 3);
                yield in.readUnsignedMediumLE();
            }
            case EIGHT_BYTES -> {
                need(in, 8);
                yield in.readLongLE();
            }
            default -> first;
        };
    }

    /** Reads an integer that announces bytes which are readable: 0 to {@code in.readableBytes()}. */
    public static int readLength(ByteBuf in) {
        long length = readInt(in);
        if (Long.compareUnsigned(length, in.readableBytes()) > 0) {
            throw new MalformedPacketException("string of " + Long.toUnsignedString(length) + " bytes announced, "
                    + in.readableBytes() + " are there");
        }
        return (int) length;
    }

    /** Reads a string as bytes. */
    public static byte[] readBytes(ByteBuf in) {
        return readBytes(in, readLength(in));
    }

    /** Reads exactly {@code length} bytes. */
    public static byte[] readBytes(ByteBuf in, int length) {
        need(in, length);
        byte[] bytes = new byte[length];
        in.readBytes(bytes);
        return bytes;
    }

    /** Reads all that is left. */
    public static byte[] readRest(ByteBuf in) {
        return readBytes(in, in.readableBytes());
    }

    /** Reads a string. */
    public static String readString(ByteBuf in, Charset charset) {
        return in.readCharSequence(readLength(in), charset).toString();
    }

    /** Reads a value of a text row: null for NULL. */
    public static byte[] readNullable(ByteBuf in) {
        need(in, 1);
        if (in.getUnsignedByte(in.readerIndex()) == NULL) {
            in.skipBytes(1);
            return null;
        }
        return readBytes(in);
    }

    /** Reads up to the byte 0, which must be there. */
    public static String readUntilZero(ByteBuf in, Charset charset) {
        int length = in.bytesBefore((byte) 0);
        if (length < 0) {
            throw new MalformedPacketException("string without its final 0");
        }
        String text = in.readCharSequence(length, charset).toString();
        in.skipBytes(1);
        return text;
    }

    /** Reads up to the byte 0, or to the end where the peer forgot it. */
    public static String readUntilZeroOrEnd(ByteBuf in, Charset charset) {
        return in.bytesBefore((byte) 0) >= 0
                ? readUntilZero(in, charset)
                : in.readCharSequence(in.readableBytes(), charset).toString();
    }

    /** Bytes that {@link #writeInt} takes for a value: 1, 3, 4 or 9. */
    public static int sizeOf(long value) {
        if (value < 0 || value > 0xFFFFFF) {
            return 9;
        }
        if (value > 0xFFFF) {
            return 4;
        }
        return value < NULL ? 1 : 3;
    }

    /** Writes an unsigned 64-bit integer. */
    public static void writeInt(ByteBuf out, long value) {
        switch (sizeOf(value)) {
            case 1 -> out.writeByte((int) value);
            case 3 -> out.writeByte(TWO_BYTES).writeShortLE((int) value);
            case 4 -> out.writeByte(THREE_BYTES).writeMediumLE((int) value);
            default -> out.writeByte(EIGHT_BYTES).writeLongLE(value);
        }
    }

    /** Writes a string, NULL for null. */
    public static void writeBytes(ByteBuf out, byte[] value) {
        if (value == null) {
            out.writeByte(NULL);
            return;
        }
        writeInt(out, value.length);
        out.writeBytes(value);
    }

    /** Writes a string in UTF-8, NULL for null. */
    public static void writeUtf8(ByteBuf out, String value) {
        if (value == null) {
            out.writeByte(NULL);
            return;
        }
        writeInt(out, ByteBufUtil.utf8Bytes(value));
        ByteBufUtil.writeUtf8(out, value);
    }

    /** Writes a string in UTF-8 and a final 0. */
    public static void writeUtf8UntilZero(ByteBuf out, String value) {
        ByteBufUtil.writeUtf8(out, value);
        out.writeByte(0);
    }

    /**
     * Refuses a packet that is shorter than its fields.
     *
     * @throws MalformedPacketException if fewer than {@code bytes} are readable
     */
    public static void need(ByteBuf in, int bytes) {
        if (in.readableBytes() < bytes) {
            throw new MalformedPacketException(
                    "packet is cut: " + bytes + " bytes expected, " + in.readableBytes() + " are there");
        }
    }
}
