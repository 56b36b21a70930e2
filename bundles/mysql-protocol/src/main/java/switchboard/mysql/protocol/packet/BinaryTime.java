package switchboard.mysql.protocol.packet;

import io.netty.buffer.ByteBuf;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.MalformedPacketException;

/** Dates and times of prepared statements (MySQL protocol reference, "ProtocolBinary::MYSQL_TYPE_DATETIME"). */
final class BinaryTime {
    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE).appendLiteral(' ').append(DateTimeFormatter.ISO_LOCAL_TIME)
            .toFormatter();
    private static final int MICROS = 1000;

    private BinaryTime() {
    }

    static void writeDate(ByteBuf out, Object value) {
        LocalDate date = switch (value) {
            case LocalDate day -> day;
            case LocalDateTime moment -> moment.toLocalDate();
            default -> LocalDate.parse(value.toString());
        };
        out.writeByte(4).writeShortLE(date.getYear()).writeByte(date.getMonthValue()).writeByte(date.getDayOfMonth());
    }

    static void writeDateTime(ByteBuf out, Object value) {
        LocalDateTime moment = switch (value) {
            case LocalDateTime given -> given;
            case LocalDate day -> day.atStartOfDay();
            default -> LocalDateTime.parse(value.toString().replace('T', ' '), DATE_TIME);
        };
        int micros = moment.getNano() / MICROS;
        out.writeByte(micros == 0 ? 7 : 11).writeShortLE(moment.getYear()).writeByte(moment.getMonthValue())
                .writeByte(moment.getDayOfMonth()).writeByte(moment.getHour()).writeByte(moment.getMinute())
                .writeByte(moment.getSecond());
        if (micros != 0) {
            out.writeIntLE(micros);
        }
    }

    static void writeTime(ByteBuf out, Object value) {
        Duration time = switch (value) {
            case Duration given -> given;
            case LocalTime given -> Duration.ofNanos(given.toNanoOfDay());
            default -> Duration.ofNanos(LocalTime.parse(value.toString()).toNanoOfDay());
        };
        Duration length = time.abs();
        int micros = length.toNanosPart() / MICROS;
        out.writeByte(micros == 0 ? 8 : 12).writeBoolean(time.isNegative()).writeIntLE((int) length.toDaysPart())
                .writeByte(length.toHoursPart()).writeByte(length.toMinutesPart()).writeByte(length.toSecondsPart());
        if (micros != 0) {
            out.writeIntLE(micros);
        }
    }

    /** A LocalDateTime, or the text of a date that Java has not: 0000-00-00. */
    static Object readDateTime(ByteBuf in) {
        int length = length(in, 0, 4, 7, 11);
        int year = length == 0 ? 0 : in.readUnsignedShortLE();
        int month = length == 0 ? 0 : in.readUnsignedByte();
        int day = length == 0 ? 0 : in.readUnsignedByte();
        int hour = length < 7 ? 0 : in.readUnsignedByte();
        int minute = length < 7 ? 0 : in.readUnsignedByte();
        int second = length < 7 ? 0 : in.readUnsignedByte();
        long micros = length < 11 ? 0 : in.readUnsignedIntLE();
        if (month == 0 || day == 0) {
            return String.format("%04d-%02d-%02d %02d:%02d:%02d", year, month, day, hour, minute, second);
        }
        try {
            return LocalDateTime.of(year, month, day, hour, minute, second).plus(micros, ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw new MalformedPacketException("no date and time: " + e.getMessage());
        }
    }

    static Duration readTime(ByteBuf in) {
        int length = length(in, 0, 8, 12);
        if (length == 0) {
            return Duration.ZERO;
        }
        final boolean negative = in.readUnsignedByte() != 0;
        Duration time = Duration.ofDays(in.readUnsignedIntLE()).plusHours(in.readUnsignedByte())
                .plusMinutes(in.readUnsignedByte()).plusSeconds(in.readUnsignedByte());
        if (length == 12) {
            time = time.plus(in.readUnsignedIntLE(), ChronoUnit.MICROS);
        }
        return negative ? time.negated() : time;
    }

    private static int length(ByteBuf in, int... allowed) {
        int length = Lenenc.readLength(in);
        for (int one : allowed) {
            if (length == one) {
                return length;
            }
        }
        throw new MalformedPacketException("date or time of " + length + " bytes");
    }
}
