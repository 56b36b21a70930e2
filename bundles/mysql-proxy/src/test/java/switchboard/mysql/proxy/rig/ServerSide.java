package switchboard.mysql.proxy.rig;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.packet.BinaryResult;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.packet.Greeting;
import switchboard.mysql.protocol.packet.HandshakeResponse;
import switchboard.mysql.protocol.packet.OkPacket;
import switchboard.mysql.protocol.packet.StmtPrepareOk;
import switchboard.mysql.protocol.packet.TextResult;

/** One connection of a scripted server: a thread that takes commands and answers them. */
public final class ServerSide implements Runnable {
    /** Answers one command. */
    @FunctionalInterface
    public interface Script {
        void run(ServerSide side, byte[] command) throws IOException;
    }

    private final ScriptedServer server;
    private final int id;
    private final Wire wire;
    private final Map<Integer, String> statements = new ConcurrentHashMap<>();
    private final Semaphore hanging = new Semaphore(0);
    private volatile int status = StatusFlag.SERVER_STATUS_AUTOCOMMIT;
    private volatile long capabilities;
    private long offered;
    private int lastStatement;

    ServerSide(ScriptedServer server, int id, Socket socket) throws IOException {
        this.server = server;
        this.id = id;
        this.wire = new Wire(socket);
    }

    @Override
    public void run() {
        try {
            server.greeting().run(this, new byte[0]);
            for (byte[] command = wire.read(); command != null; command = wire.read()) {
                String text = describe(command);
                server.note(id + ":" + text);
                if (command[0] == Command.COM_QUIT) {
                    break;
                }
                Script script = server.script(text);
                if (script != null) {
                    script.run(this, command);
                } else {
                    usual(text, command);
                }
            }
        } catch (IOException gone) {
            server.note(id + ":gone");
        } finally {
            die();
        }
    }

    /** Greets and lets everybody in. */
    public void logIn() throws IOException {
        ScriptedLogin.atOnce(this, new byte[0]);
    }

    /** The first packet. */
    public void greet(String plugin, long further) throws IOException {
        ByteBuf greeting = Unpooled.buffer();
        byte[] nonce = new byte[Greeting.NONCE_BYTES];
        java.util.Arrays.fill(nonce, (byte) 'n');
        offered = server.capabilities() | further;
        new Greeting(server.version(), id, offered, 45, StatusFlag.SERVER_STATUS_AUTOCOMMIT, nonce, plugin)
                .encode(greeting, 0);
        wire.write(greeting);
    }

    /** The login, whoever it is. */
    public void readLogin() throws IOException {
        HandshakeResponse response = HandshakeResponse.decode(Unpooled.wrappedBuffer(readAnswer()), offered);
        capabilities = response.capabilities() & offered;
        server.note(id + ":LOGIN " + response.username());
    }

    /** The login is over: frames from here on, if both ends can. */
    public void startFrames() {
        if (Capability.has(capabilities, Capability.CLIENT_COMPRESS)) {
            wire.startFrames();
        }
    }

    /** What the other end says amid a login. */
    public byte[] readAnswer() throws IOException {
        byte[] answer = wire.read();
        if (answer == null) {
            throw new IOException("closed instead of a login");
        }
        return answer;
    }

    /** Data of the password's plugin. */
    public void moreData(int... data) throws IOException {
        byte[] bytes = new byte[data.length];
        for (int i = 0; i < data.length; i++) {
            bytes[i] = (byte) data[i];
        }
        moreData(bytes);
    }

    /** Data of the password's plugin. */
    public void moreData(byte[] data) throws IOException {
        packetAfter(0, ByteBufUtil.getBytes(Unpooled.buffer().writeByte(1).writeBytes(data)));
    }

    /** @param before packets that were sent since the other end's last one */
    public void packetAfter(int before, byte[] payload) throws IOException {
        wire.write(nextSequenceId() + before, payload);
    }

    int nextSequenceId() {
        return wire.sequenceId() + 1;
    }

    /** After a request for it. */
    public void startTls(SSLContext context) throws IOException {
        wire.startTls(context);
    }

    private String describe(byte[] command) {
        String text = new String(command, 1, Math.min(command.length - 1, 200), StandardCharsets.UTF_8);
        return switch (command[0]) {
            case Command.COM_QUERY -> text;
            case Command.COM_INIT_DB -> "COM_INIT_DB " + text;
            case Command.COM_STMT_PREPARE -> "COM_STMT_PREPARE " + text;
            case Command.COM_STMT_EXECUTE -> "COM_STMT_EXECUTE " + statementOf(command);
            case Command.COM_STMT_SEND_LONG_DATA -> "COM_STMT_SEND_LONG_DATA " + statementOf(command);
            case Command.COM_STMT_CLOSE -> "COM_STMT_CLOSE " + statementOf(command);
            case Command.COM_STMT_RESET -> "COM_STMT_RESET " + statementOf(command);
            case Command.COM_STMT_FETCH -> "COM_STMT_FETCH " + statementOf(command);
            case Command.COM_PING -> "COM_PING";
            case Command.COM_QUIT -> "COM_QUIT";
            case Command.COM_RESET_CONNECTION -> "COM_RESET_CONNECTION";
            case Command.COM_SET_OPTION -> "COM_SET_OPTION " + command[1];
            default -> "command " + command[0];
        };
    }

    /** The text of the statement that a command names by id; "unknown" if this connection never prepared it. */
    private String statementOf(byte[] command) {
        return statements.getOrDefault(Unpooled.wrappedBuffer(command).getIntLE(1), "unknown");
    }

    /** Answers as if there were no script. */
    public void asUsual(byte[] command) throws IOException {
        usual(describe(command), command);
    }

    private void usual(String text, byte[] command) throws IOException {
        switch (command[0]) {
            case Command.COM_QUERY -> usualStatement(text);
            case Command.COM_STMT_PREPARE -> prepared(text.substring("COM_STMT_PREPARE ".length()));
            case Command.COM_STMT_CLOSE -> statements.remove(Unpooled.wrappedBuffer(command).getIntLE(1));
            case Command.COM_STMT_SEND_LONG_DATA -> {
                // has no answer
            }
            case Command.COM_STMT_EXECUTE, Command.COM_STMT_RESET -> {
                if (statementOf(command).equals("unknown")) {
                    error(1243, "HY000", "Unknown prepared statement handler given to EXECUTE");
                } else {
                    ok(1, 0);
                }
            }
            case Command.COM_SET_OPTION -> eof();
            case Command.COM_RESET_CONNECTION -> {
                status = StatusFlag.SERVER_STATUS_AUTOCOMMIT;
                statements.clear();
                ok(0, 0);
            }
            default -> ok(0, 0);
        }
    }

    private void usualStatement(String text) throws IOException {
        if (text.startsWith("SELECT") || text.startsWith("SHOW")) {
            rows(List.of("connection"), new Object[]{Integer.toString(id)});
            return;
        }
        if (text.startsWith("BEGIN")) {
            inTransaction(true);
        } else if (text.startsWith("COMMIT") || text.startsWith("ROLLBACK")) {
            inTransaction(false);
        }
        ok(text.startsWith("INSERT") || text.startsWith("UPDATE") ? 1 : 0, 0);
    }

    /** Whether further answers tell of an open transaction. */
    public void inTransaction(boolean open) {
        status = open
                ? status | StatusFlag.SERVER_STATUS_IN_TRANS
                : status & ~StatusFlag.SERVER_STATUS_IN_TRANS;
    }

    /** Whether further answers say that autocommit is on. */
    public void autocommit(boolean on) {
        status = on ? status | StatusFlag.SERVER_STATUS_AUTOCOMMIT : status & ~StatusFlag.SERVER_STATUS_AUTOCOMMIT;
    }

    public void ok(long affectedRows, long lastInsertId) throws IOException {
        ByteBuf out = Unpooled.buffer();
        OkPacket.of(affectedRows, lastInsertId, status).encode(out, wire.sequenceId() + 1);
        wire.write(out);
    }

    /** OK of one of several statements. */
    public void okWithMore(boolean more) throws IOException {
        ByteBuf out = Unpooled.buffer();
        int flags = more ? status | StatusFlag.SERVER_MORE_RESULTS_EXISTS : status;
        OkPacket.of(flags).encode(out, wire.sequenceId() + 1);
        wire.write(out);
    }

    /** OK that reports a change without a name. */
    public void okWithOtherChanges() throws IOException {
        okWithReport(Unpooled.buffer().writeByte(2).writeByte(2).writeByte(1).writeByte('1'));
    }

    /** OK that names the schema of the server's session. */
    public void okWithSchema(String schema) throws IOException {
        ByteBuf report = Unpooled.buffer().writeByte(1).writeByte(schema.length() + 1);
        Lenenc.writeUtf8(report, schema);
        okWithReport(report);
    }

    /** OK that reports new values of variables: name, value, name, value... */
    public void okWithChanges(String... changes) throws IOException {
        okWithReport(variables(changes));
    }

    /** The same, as servers report it: that anything has changed, too. */
    public void okWithChangesAndMore(String... changes) throws IOException {
        okWithReport(variables(changes).writeByte(2).writeByte(2).writeByte(1).writeByte('1'));
    }

    private static ByteBuf variables(String... changes) {
        ByteBuf report = Unpooled.buffer();
        for (int i = 0; i < changes.length; i += 2) {
            ByteBuf pair = Unpooled.buffer();
            Lenenc.writeUtf8(pair, changes[i]);
            Lenenc.writeUtf8(pair, changes[i + 1]);
            report.writeByte(0); // SESSION_TRACK_SYSTEM_VARIABLES
            Lenenc.writeInt(report, pair.readableBytes());
            report.writeBytes(pair);
        }
        return report;
    }

    /** OK that reports what was committed. */
    public void okWithGtids(String gtids) throws IOException {
        ByteBuf text = Unpooled.buffer().writeByte(0); // as text
        Lenenc.writeUtf8(text, gtids);
        ByteBuf report = Unpooled.buffer().writeByte(3); // SESSION_TRACK_GTIDS
        Lenenc.writeInt(report, text.readableBytes());
        okWithReport(report.writeBytes(text));
    }

    private void okWithReport(ByteBuf report) throws IOException {
        ByteBuf out = Unpooled.buffer();
        final int start = Packets.begin(out);
        out.writeZero(3).writeShortLE(status | StatusFlag.SERVER_SESSION_STATE_CHANGED).writeShortLE(0);
        Lenenc.writeUtf8(out, "");
        Lenenc.writeInt(out, report.readableBytes());
        out.writeBytes(report);
        Packets.end(out, start, wire.sequenceId() + 1);
        wire.write(out);
    }

    /** OK of a statement that left warnings. */
    public void okWithWarnings(int warnings) throws IOException {
        ByteBuf out = Unpooled.buffer();
        new OkPacket(OkPacket.OK, 0, 0, status, warnings, "").encode(out, wire.sequenceId() + 1);
        wire.write(out);
    }

    /** One row of a statement that left warnings. */
    public void rowsWithWarnings(int warnings) throws IOException {
        ByteBuf out = Unpooled.buffer();
        TextResult result = new TextResult(wire.sequenceId() + 1, capabilities, status);
        result.columns(out, List.of(ColumnDefinition.text("c")));
        result.row(out, "x");
        result.end(out, status, warnings);
        wire.write(out);
    }

    private void eof() throws IOException {
        ByteBuf out = Unpooled.buffer();
        new switchboard.mysql.protocol.packet.EofPacket(0, status).encode(out, wire.sequenceId() + 1);
        wire.write(out);
    }

    public void error(int code, String sqlState, String message) throws IOException {
        ByteBuf out = Unpooled.buffer();
        new ErrPacket(code, sqlState, message).encode(out, wire.sequenceId() + 1);
        wire.write(out);
    }

    /** A whole result set. */
    public void rows(List<String> columns, Object[]... rows) throws IOException {
        ByteBuf out = Unpooled.buffer();
        TextResult.encode(out, wire.sequenceId() + 1, capabilities,
                columns.stream().map(ColumnDefinition::text).toList(), List.of(rows), status);
        wire.write(out);
    }

    /** The beginning of a result set, as bytes to cut: columns and rows without an end. */
    public ByteBuf unfinishedRows(int rows, int bytesPerRow) {
        ByteBuf out = Unpooled.buffer();
        TextResult result = new TextResult(wire.sequenceId() + 1, capabilities, status);
        result.columns(out, List.of(ColumnDefinition.text("c")));
        for (int i = 0; i < rows; i++) {
            result.row(out, new byte[bytesPerRow]);
        }
        return out;
    }

    /** A result set of many rows, sent row by row; returns when the last one has gone out. */
    public void manyRows(int rows, int bytesPerRow) throws IOException {
        TextResult result = new TextResult(wire.sequenceId() + 1, capabilities, status);
        ByteBuf out = Unpooled.buffer();
        result.columns(out, List.of(ColumnDefinition.text("c")));
        byte[] row = new byte[bytesPerRow];
        for (int i = 0; i < rows; i++) {
            result.row(out, row);
            wire.write(out);
            out.clear();
        }
        result.end(out, status, 0);
        wire.write(out);
    }

    /** Answers COM_STMT_EXECUTE with an open cursor: a column and no rows yet. */
    public void cursor() throws IOException {
        ByteBuf out = Unpooled.buffer();
        new TextResult(wire.sequenceId() + 1, capabilities, status | StatusFlag.SERVER_STATUS_CURSOR_EXISTS)
                .columns(out, List.of(ColumnDefinition.text("c")));
        wire.write(out);
    }

    /** Answers COM_STMT_FETCH with one row. */
    public void fetched(boolean last) throws IOException {
        ByteBuf out = Unpooled.buffer();
        TextResult result = new TextResult(wire.sequenceId() + 1, capabilities, status);
        result.row(out, "row");
        result.end(out, status | StatusFlag.SERVER_STATUS_CURSOR_EXISTS
                | (last ? StatusFlag.SERVER_STATUS_LAST_ROW_SENT : 0), 0);
        wire.write(out);
    }

    /** Answers COM_STMT_PREPARE: ids are unlike those of other connections. */
    public void prepared(String sql, String... columns) throws IOException {
        int statement = id * 1000 + ++lastStatement;
        statements.put(statement, sql);
        int parameters = (int) sql.chars().filter(c -> c == '?').count();
        ByteBuf out = Unpooled.buffer();
        int next = new StmtPrepareOk(statement, columns.length, parameters, 0).encode(out, wire.sequenceId() + 1);
        TextResult definitions = new TextResult(next, capabilities, status);
        definitions.definitions(out, java.util.Collections.nCopies(parameters, ColumnDefinition.text("?")));
        definitions.definitions(out, Stream.of(columns).map(ColumnDefinition::text).toList());
        wire.write(out);
    }

    /** As after PREPARE in SQL: the next id is another one. */
    public void skipStatementId() {
        lastStatement++;
    }

    /** Refuses COM_STMT_PREPARE; servers count its id all the same. */
    public void notPrepared(int code, String sqlState, String message) throws IOException {
        lastStatement++;
        error(code, sqlState, message);
    }

    /** A whole result of COM_STMT_EXECUTE. */
    public void binaryRows(List<String> columns, Object[]... rows) throws IOException {
        ByteBuf out = Unpooled.buffer();
        BinaryResult result = new BinaryResult(wire.sequenceId() + 1, capabilities, status);
        result.columns(out, columns.stream().map(ColumnDefinition::text).toList());
        for (Object[] row : rows) {
            result.row(out, row);
        }
        result.end(out, status, 0);
        wire.write(out);
    }

    /** What may be said in pieces. */
    @FunctionalInterface
    public interface Answers {
        void run() throws IOException;
    }

    /** Sends answers in writes of so many bytes. */
    public void inPieces(int bytes, Answers answers) throws IOException {
        wire.cutAfter(bytes);
        answers.run();
        wire.cutAfter(Integer.MAX_VALUE);
    }

    /** Bytes as they are. */
    public void raw(ByteBuf bytes) throws IOException {
        wire.write(bytes);
    }

    /** Asks for a file and gives its content. */
    public byte[] askForFile(String name) throws IOException {
        return askForFile(name, 0);
    }

    /** @param before packets that were sent since the client's last one */
    public byte[] askForFile(String name, int before) throws IOException {
        byte[] request = ("\u00FB" + name).getBytes(StandardCharsets.ISO_8859_1);
        wire.write(wire.sequenceId() + 1 + before, request);
        ByteBuf content = Unpooled.buffer();
        for (byte[] part = wire.read(); part != null && part.length > 0; part = wire.read()) {
            content.writeBytes(part);
        }
        return ByteBufUtil.getBytes(content);
    }

    /** Does nothing until the connection is broken off: the server hangs. */
    public void hang() {
        try {
            hanging.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets {@link #hang} go on. */
    public void wake() {
        hanging.release();
    }

    /** Reads what comes and answers nothing, until the other end closes; then notes that. */
    public void ignoreAll() throws IOException {
        while (wire.read() != null) {
            // neither answered nor noted
        }
        server.note(id + ":closed by the other end");
    }

    /** Closes at once, without a word. */
    public void die() {
        server.closed(id);
        hanging.release();
        try {
            wire.socket().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int id() {
        return id;
    }

    public boolean deprecatesEof() {
        return has(Capability.CLIENT_DEPRECATE_EOF);
    }

    /** What both ends can. */
    public boolean has(long capability) {
        return Capability.has(capabilities, capability);
    }
}
