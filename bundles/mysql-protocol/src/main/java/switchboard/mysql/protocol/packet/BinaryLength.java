package switchboard.mysql.protocol.packet;

import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_DATE;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_DATETIME;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_DOUBLE;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_FLOAT;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_INT24;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_LONG;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_LONGLONG;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_NULL;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_SHORT;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_TIME;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_TIMESTAMP;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_TINY;
import static switchboard.mysql.protocol.ColumnType.MYSQL_TYPE_YEAR;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.MalformedPacketException;

/** How many bytes a value takes by its type (MySQL protocol reference, "Binary Protocol Value"). */
final class BinaryLength {
    private BinaryLength() {
    }

    /**
     * Of the value that begins at the reader index, its own length included. Borrows; moves no index.
     *
     * @throws MalformedPacketException if the buffer has less
     */
    static int of(ByteBuf in, int type) {
        int length = switch (type & 0xFF) {
            case MYSQL_TYPE_NULL -> 0;
            case MYSQL_TYPE_TINY -> 1;
            case MYSQL_TYPE_SHORT, MYSQL_TYPE_YEAR -> 2;
            case MYSQL_TYPE_LONG, MYSQL_TYPE_INT24, MYSQL_TYPE_FLOAT -> 4;
            case MYSQL_TYPE_LONGLONG, MYSQL_TYPE_DOUBLE -> 8;
            case MYSQL_TYPE_DATE, MYSQL_TYPE_DATETIME, MYSQL_TYPE_TIMESTAMP, MYSQL_TYPE_TIME -> {
                Lenenc.need(in, 1);
                yield 1 + in.getUnsignedByte(in.readerIndex());
            }
            default -> text(in);
        };
        Lenenc.need(in, length);
        return length;
    }

    private static int text(ByteBuf in) {
        int start = in.readerIndex();
        try {
            int length = Lenenc.readLength(in); // not more than is readable
            return in.readerIndex() - start + length;
        } finally {
            in.readerIndex(start);
        }
    }
}
