package switchboard.mysql.protocol.packet;

import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_BIT;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_BLOB;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_DATE;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_DATETIME;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_DOUBLE;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_FLOAT;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_GEOMETRY;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_INT24;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_LONG;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_LONGLONG;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_LONG_BLOB;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_MEDIUM_BLOB;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_NULL;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_SHORT;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_TIME;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_TIMESTAMP;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_TINY;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_TINY_BLOB;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_YEAR;

import io.netty.buffer.ByteBuf;
import java.math.BigInteger;
import java.nio.charset.Charset;
import switchboard.mysql.protocol.Lenenc;

/**
 * Values of prepared statements by type (MySQL protocol reference, "Binary Protocol Value").
 *
 * <p>Written: integer types take Number or Boolean; FLOAT and DOUBLE Number; dates LocalDate, LocalDateTime; TIME
 * LocalTime or Duration; all others byte[] as it is or anything's {@code toString} in UTF-8. A String is parsed where
 * the type is a number or a time.
 *
 * <p>Read: Long (BigInteger for an unsigned one beyond it), Float, Double, LocalDateTime, Duration, byte[] for blobs,
 * String for the rest; a date with a zero in it comes as String, because Java has no such date.
 */
final class BinaryValue {
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    private BinaryValue() {
    }

    static void write(ByteBuf out, Object value, int type) {
        switch (type) {
            case MYSQL_TYPE_TINY -> out.writeByte((int) integer(value));
            case MYSQL_TYPE_SHORT, MYSQL_TYPE_YEAR -> out.writeShortLE((int) integer(value));
            case MYSQL_TYPE_LONG, MYSQL_TYPE_INT24 -> out.writeIntLE((int) integer(value));
            case MYSQL_TYPE_LONGLONG -> out.writeLongLE(integer(value));
            case MYSQL_TYPE_FLOAT -> out.writeIntLE(Float.floatToRawIntBits((float) floating(value)));
            case MYSQL_TYPE_DOUBLE -> out.writeLongLE(Double.doubleToRawLongBits(floating(value)));
            case MYSQL_TYPE_DATE -> BinaryTime.writeDate(out, value);
            case MYSQL_TYPE_DATETIME, MYSQL_TYPE_TIMESTAMP -> BinaryTime.writeDateTime(out, value);
            case MYSQL_TYPE_TIME -> BinaryTime.writeTime(out, value);
            default -> {
                if (value instanceof byte[] bytes) {
                    Lenenc.writeBytes(out, bytes);
                } else {
                    Lenenc.writeUtf8(out, value.toString());
                }
            }
        }
    }

    static Object read(ByteBuf in, int type, boolean unsigned, Charset charset) {
        return switch (type) {
            case MYSQL_TYPE_NULL -> null;
            case MYSQL_TYPE_TINY -> {
                Lenenc.need(in, 1);
                yield unsigned ? (long) in.readUnsignedByte() : (long) in.readByte();
            }
            case MYSQL_TYPE_SHORT, MYSQL_TYPE_YEAR -> {
                Lenenc.need(in, 2);
                yield unsigned ? (long) in.readUnsignedShortLE() : (long) in.readShortLE();
            }
            case MYSQL_TYPE_LONG, MYSQL_TYPE_INT24 -> {
                Lenenc.need(in, 4);
                yield unsigned ? in.readUnsignedIntLE() : (long) in.readIntLE();
            }
            case MYSQL_TYPE_LONGLONG -> {
                Lenenc.need(in, 8);
                long value = in.readLongLE();
                yield unsigned && value < 0 ? (Number) BigInteger.valueOf(value).add(TWO_TO_64) : (Number) value;
            }
            case MYSQL_TYPE_FLOAT -> {
                Lenenc.need(in, 4);
                yield Float.intBitsToFloat(in.readIntLE());
            }
            case MYSQL_TYPE_DOUBLE -> {
                Lenenc.need(in, 8);
                yield Double.longBitsToDouble(in.readLongLE());
            }
            case MYSQL_TYPE_DATE, MYSQL_TYPE_DATETIME, MYSQL_TYPE_TIMESTAMP -> BinaryTime.readDateTime(in);
            case MYSQL_TYPE_TIME -> BinaryTime.readTime(in);
            case MYSQL_TYPE_TINY_BLOB, MYSQL_TYPE_BLOB, MYSQL_TYPE_MEDIUM_BLOB, MYSQL_TYPE_LONG_BLOB, MYSQL_TYPE_BIT,
                    MYSQL_TYPE_GEOMETRY ->
                Lenenc.readBytes(in);
            default -> Lenenc.readString(in, charset);
        };
    }

    private static long integer(Object value) {
        return switch (value) {
            case Number number -> number.longValue();
            case Boolean bit -> bit ? 1 : 0;
            default -> new BigInteger(value.toString()).longValue();
        };
    }

    private static double floating(Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.parseDouble(value.toString());
    }
}
