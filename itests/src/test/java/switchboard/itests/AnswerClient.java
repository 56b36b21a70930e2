package switchboard.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A client that writes down every answer as text, so that two of them can be compared: values, types, counts, flags. */
final class AnswerClient implements AutoCloseable {
    private static final int COM_INIT_DB = 2;
    private static final int COM_PING = 14;
    private static final int COM_STMT_PREPARE = 22;
    private static final int COM_STMT_EXECUTE = 23;
    private static final int COM_STMT_SEND_LONG_DATA = 24;
    private static final int COM_STMT_CLOSE = 25;
    private static final int COM_STMT_RESET = 26;
    private static final int COM_STMT_FETCH = 28;
    private static final int ONE_SHOT = -1;
    /** IN_TRANS, AUTOCOMMIT, MORE_RESULTS: what a client acts upon. */
    private static final int FLAGS = 1 | 2 | 8;
    private static final int MORE_RESULTS = 8;
    private static final int CURSOR_EXISTS = 64;
    private static final int TYPE_STRING = 253;

    private record Prepared(int id, int parameters) {
    }

    private final Endpoint server;
    private final RawClient wire;
    private final Map<Integer, Prepared> open = new HashMap<>();

    AnswerClient(Endpoint to) throws IOException {
        this(to, true);
    }

    /** @param hearsOfChanges whether its OKs tell what changes in its session: CLIENT_SESSION_TRACK */
    AnswerClient(Endpoint to, boolean hearsOfChanges) throws IOException {
        server = to;
        wire = RawClient.login(to, RawClient.SEVERAL_RESULTS | (hearsOfChanges ? RawClient.SESSION_TRACK : 0));
    }

    /** Runs a step and writes its answer down. */
    String run(SessionStep step) throws IOException {
        return switch (step.kind()) {
            case TEXT -> results(wire.command(RawClient.COM_QUERY, utf8(step.sql())), false);
            case PREPARED -> prepared(step);
            case RESET -> {
                open.clear();
                yield results(wire.command(RawClient.COM_RESET_CONNECTION, new byte[0]), false);
            }
            case CHANGE_USER -> {
                open.clear();
                yield results(wire.changeUser(server.in(step.sql())), false);
            }
            case SCHEMA -> results(wire.command(COM_INIT_DB, utf8(step.sql())), false);
            case PING -> results(wire.command(COM_PING, new byte[0]), false);
            case PREPARE -> {
                close(step.statement());
                yield prepare(step.sql(), step.statement());
            }
            default -> open.containsKey(step.statement())
                    ? onStatement(step, open.get(step.statement()))
                    : "not prepared";
        };
    }

    private String prepared(SessionStep step) throws IOException {
        String answer = prepare(step.sql(), ONE_SHOT);
        if (open.containsKey(ONE_SHOT)) {
            answer += onStatement(SessionStep.on(ONE_SHOT, SessionStep.Kind.EXECUTE, "",
                    step.parameters().toArray(String[]::new)), open.get(ONE_SHOT));
            close(ONE_SHOT);
        }
        return answer;
    }

    private String prepare(String sql, int statement) throws IOException {
        byte[] first = wire.command(COM_STMT_PREPARE, utf8(sql));
        if ((first[0] & 0xff) == 0xff) {
            return RawClient.error(first);
        }
        ByteBuffer ok = littleEndian(first);
        int columns = ok.getShort(5) & 0xffff;
        int parameters = ok.getShort(7) & 0xffff;
        open.put(statement, new Prepared(ok.getInt(1), parameters));
        StringBuilder answer = new StringBuilder("prepared " + parameters + " " + columns + " ");
        for (int list : new int[]{parameters, columns}) {
            for (int i = 0; list > 0 && i <= list; i++) {
                byte[] packet = wire.read(); // a definition, or the EOF behind them
                answer.append(i < list ? column(packet) + " " : "");
            }
        }
        return answer.append('\n').toString();
    }

    private void close(int statement) throws IOException {
        Prepared prepared = open.remove(statement);
        if (prepared != null) {
            wire.send(COM_STMT_CLOSE, id(prepared, 4).array());
        }
    }

    private String onStatement(SessionStep step, Prepared on) throws IOException {
        return switch (step.kind()) {
            case EXECUTE -> results(wire.command(COM_STMT_EXECUTE, execute(on, step, 0, true)), true);
            case EXECUTE_AGAIN -> results(wire.command(COM_STMT_EXECUTE, execute(on, step, 0, false)), true);
            case OPEN_CURSOR -> results(wire.command(COM_STMT_EXECUTE, execute(on, step, 1, true)), true);
            case FETCH -> {
                StringBuilder text = new StringBuilder();
                untilEnd(wire.command(COM_STMT_FETCH, id(on, 8).putInt(4, 2).array()), true, 0, text);
                yield text.toString();
            }
            case LONG_DATA -> {
                byte[] data = utf8(step.sql());
                wire.send(COM_STMT_SEND_LONG_DATA, id(on, 6 + data.length).putShort(4, (short) 0).put(6, data).array());
                yield "sent";
            }
            case RESET_STATEMENT -> results(wire.command(COM_STMT_RESET, id(on, 4).array()), false);
            default -> {
                close(step.statement());
                yield "closed";
            }
        };
    }

    private static ByteBuffer id(Prepared of, int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(0, of.id());
    }

    /** As many parameters as it has: the first one's value for all that the step doesn't give. */
    private static byte[] execute(Prepared on, SessionStep step, int cursor, boolean withTypes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(id(on, 9).put(4, (byte) cursor).putInt(5, 1).array());
        List<String> values = new ArrayList<>();
        for (int i = 0; i < on.parameters(); i++) {
            values.add(step.parameters().get(Math.min(i, step.parameters().size() - 1)));
        }
        if (!values.isEmpty()) {
            byte[] nulls = new byte[(values.size() + 7) / 8];
            for (int i = 0; i < values.size(); i++) {
                nulls[i / 8] |= (byte) (values.get(i) == null ? 1 << i % 8 : 0);
            }
            out.writeBytes(nulls);
            out.write(withTypes ? 1 : 0);
            values.forEach(each -> out.writeBytes(withTypes ? new byte[]{(byte) TYPE_STRING, 0} : new byte[0]));
            for (String value : values) {
                if (value != null) {
                    out.write(value.length());
                    out.writeBytes(utf8(value));
                }
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
        int flags = littleEndian(wire.read()).getShort(3); // EOF behind the definitions
        text.append('\n');
        if ((flags & CURSOR_EXISTS) != 0) {
            text.append("cursor\n");
            return flags & FLAGS;
        }
        return untilEnd(wire.read(), binary, columns, text);
    }

    private int untilEnd(byte[] first, boolean binary, int columns, StringBuilder text) throws IOException {
        for (byte[] packet = first;; packet = wire.read()) {
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
