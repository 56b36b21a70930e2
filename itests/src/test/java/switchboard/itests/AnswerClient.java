package switchboard.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A client that writes down every answer as text, so that two of them can be compared: values, types, counts, flags. */
final class AnswerClient implements AutoCloseable {
    private static final int COM_INIT_DB = 2;
    private static final int COM_STMT_PREPARE = 22;
    private static final int COM_STMT_EXECUTE = 23;
    private static final int COM_STMT_CLOSE = 25;
    /** IN_TRANS, AUTOCOMMIT, MORE_RESULTS: what a client acts upon. */
    private static final int FLAGS = 1 | 2 | 8;
    private static final int MORE_RESULTS = 8;
    private static final int TYPE_STRING = 253;

    private final RawClient wire;

    AnswerClient(Endpoint to) throws IOException {
        wire = to.raw();
    }

    /** Runs a step; {@code null} parameters mean a text statement. */
    String run(SessionStep step) throws IOException {
        return switch (step.kind()) {
            case TEXT -> results(wire.command(RawClient.COM_QUERY, utf8(step.sql())), false);
            case PREPARED -> prepared(step);
            case RESET -> results(wire.command(RawClient.COM_RESET_CONNECTION, new byte[0]), false);
            case SCHEMA -> results(wire.command(COM_INIT_DB, utf8(step.sql())), false);
        };
    }

    private String prepared(SessionStep step) throws IOException {
        byte[] first = wire.command(COM_STMT_PREPARE, utf8(step.sql()));
        if ((first[0] & 0xff) == 0xff) {
            return RawClient.error(first);
        }
        ByteBuffer ok = littleEndian(first);
        int id = ok.getInt(1);
        int columns = ok.getShort(5) & 0xffff;
        int parameters = ok.getShort(7) & 0xffff;
        for (int list : new int[]{parameters, columns}) {
            for (int i = 0; list > 0 && i <= list; i++) {
                wire.read(); // a definition, or the EOF behind them
            }
        }
        String answer = "prepared " + parameters + " " + columns + "\n";
        answer += results(wire.command(COM_STMT_EXECUTE, execute(id, step.parameters())), true);
        wire.send(COM_STMT_CLOSE, ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(id).array());
        return answer;
    }

    private static byte[] execute(int id, List<String> parameters) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(
                ByteBuffer.allocate(9).order(ByteOrder.LITTLE_ENDIAN).putInt(id).put((byte) 0).putInt(1).array());
        if (!parameters.isEmpty()) {
            out.writeBytes(new byte[(parameters.size() + 7) / 8]);
            out.write(1);
            parameters.forEach(each -> out.writeBytes(new byte[]{(byte) TYPE_STRING, 0}));
            for (String value : parameters) {
                out.write(value.length());
                out.writeBytes(utf8(value));
            }
        }
        return out.toByteArray();
    }

    private String results(byte[] firstPacket, boolean binary) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] first = firstPacket;
        int flags;
        do {
            if ((first[0] & 0xff) == 0xff) {
                return text.append(RawClient.error(first)).toString();
            }
            flags = first[0] == 0 ? ok(first, text) : rows(first[0] & 0xff, binary, text);
            first = (flags & MORE_RESULTS) != 0 ? wire.read() : null;
        } while (first != null);
        return text.toString();
    }

    private static int ok(byte[] packet, StringBuilder text) {
        ByteBuffer in = littleEndian(packet);
        in.get();
        long affected = integer(in);
        long insertId = integer(in);
        int flags = in.getShort() & FLAGS;
        text.append("OK affected=").append(affected).append(" id=").append(insertId).append(" flags=").append(flags)
                .append(" warnings=").append(in.getShort()).append('\n');
        return flags;
    }

    private int rows(int columns, boolean binary, StringBuilder text) throws IOException {
        for (int i = 0; i < columns; i++) {
            text.append(column(wire.read())).append(' ');
        }
        wire.read(); // EOF behind the definitions
        text.append('\n');
        for (byte[] packet = wire.read();; packet = wire.read()) {
            int head = packet[0] & 0xff;
            if (head == 0xff) {
                text.append(RawClient.error(packet)).append('\n');
                return 0;
            }
            if (head == 0xfe && packet.length < 9) {
                ByteBuffer end = littleEndian(packet);
                int flags = end.getShort(3) & FLAGS;
                text.append("end flags=").append(flags).append(" warnings=").append(end.getShort(1)).append('\n');
                return flags;
            }
            text.append(binary ? HexFormat.of().formatHex(packet) : values(packet, columns)).append('\n');
        }
    }

    /** Name and type of a column; of a user variable only the name. */
    private static String column(byte[] packet) {
        ByteBuffer in = littleEndian(packet);
        String name = "";
        for (int i = 0; i < 6; i++) {
            byte[] part = new byte[(int) integer(in)];
            in.get(part);
            name = i == 4 ? new String(part, StandardCharsets.UTF_8) : name;
        }
        if (name.matches("@[a-z]")) { // NULL keeps the type that another session's value had: SET can't take it away
            return name;
        }
        return name + ":" + (in.get(in.position() + 7) & 0xff);
    }

    private static String values(byte[] packet, int columns) {
        ByteBuffer in = littleEndian(packet);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            if ((in.get(in.position()) & 0xff) == 0xfb) {
                in.get();
                values.add(null);
            } else {
                byte[] value = new byte[(int) integer(in)];
                in.get(value);
                values.add(new String(value, StandardCharsets.UTF_8));
            }
        }
        return values.toString();
    }

    private static long integer(ByteBuffer in) {
        int head = in.get() & 0xff;
        return switch (head) {
            case 0xfc -> in.getShort() & 0xffff;
            case 0xfd -> in.getShort() & 0xffff | (in.get() & 0xff) << 16;
            case 0xfe -> in.getLong();
            default -> head;
        };
    }

    private static ByteBuffer littleEndian(byte[] packet) {
        return ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
