package switchboard.mysql.proxy.rig;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.packet.ChangeUser;
import switchboard.mysql.protocol.packet.EofPacket;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.packet.Greeting;
import switchboard.mysql.protocol.packet.HandshakeResponse;
import switchboard.mysql.protocol.packet.OkPacket;
import switchboard.mysql.protocol.packet.StmtPrepareOk;

/** A client that sees every packet and checks every sequence id. */
public final class RawClient implements AutoCloseable {
    /** As most clients ask for. */
    public static final long USUAL = Capability.CLIENT_LONG_PASSWORD | Capability.CLIENT_PROTOCOL_41
            | Capability.CLIENT_TRANSACTIONS | Capability.CLIENT_SECURE_CONNECTION | Capability.CLIENT_PLUGIN_AUTH
            | Capability.CLIENT_LOCAL_FILES | Capability.CLIENT_CONNECT_WITH_DB;
    private static final int READ_LIMIT_MS = 30_000;

    private final Wire wire;
    private final long capabilities;
    private final boolean deprecateEof;
    private final Greeting greeting;
    private int lastSequenceId;
    private int sentSequenceId;

    public RawClient(int port, String user, long capabilities) {
        this(port, user, capabilities, 45);
    }

    /** With a collation of its own. */
    public RawClient(int port, String user, long capabilities, int collation) {
        this.capabilities = capabilities;
        deprecateEof = Capability.has(capabilities, Capability.CLIENT_DEPRECATE_EOF);
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(READ_LIMIT_MS);
            socket.setTcpNoDelay(true);
            wire = new Wire(socket);
            greeting = Greeting.decode(Unpooled.wrappedBuffer(wire.read()));
            ByteBuf login = Unpooled.buffer();
            new HandshakeResponse(capabilities, 1 << 30, collation, user, new byte[0], "shop", "mysql_native_password",
                    Map.of(), 0).encode(login, wire.sequenceId() + 1);
            wire.write(login);
            byte[] answer = wire.read();
            if (answer == null || answer[0] != 0) {
                throw new IOException("login refused: "
                        + (answer == null ? "closed" : ErrPacket.decode(Unpooled.wrappedBuffer(answer))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a statement and waits for its answer. */
    public Reply query(String sql) {
        send(Command.COM_QUERY, sql);
        return reply();
    }

    /** Sends a statement and doesn't wait. */
    public RawClient send(int command, String text) {
        return send(command, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a command and doesn't wait. */
    public RawClient send(int command, byte... argument) {
        try {
            wire.write(packet(command, argument));
            sentSequenceId = (argument.length + 1) / 0xFFFFFF;
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command as bytes, to send several in one write. */
    public static ByteBuf packet(int command, byte... argument) {
        ByteBuf payload = Unpooled.buffer(argument.length + 1).writeByte(command).writeBytes(argument);
        ByteBuf packet = Unpooled.buffer(argument.length + 16);
        switchboard.mysql.protocol.Packets.write(packet, 0, ByteBufUtil.getBytes(payload));
        return packet;
    }

    /** Sends bytes as they are, in one write. */
    public RawClient sendRaw(ByteBuf bytes) {
        try {
            wire.write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one answer of COM_QUERY or of a command with OK or ERR. */
    public Reply reply() {
        byte[] first = firstPacket();
        if (first == null) {
            throw new AssertionError("the connection was closed instead of an answer");
        }
        return reply(first);
    }

    /** Reads one answer, or null if the connection was closed at its beginning. */
    public Reply replyOrClose() {
        byte[] first = firstPacket();
        return first == null ? null : reply(first);
    }

    private byte[] firstPacket() {
        lastSequenceId = sentSequenceId;
        sentSequenceId = 0;
        try {
            return next();
        } catch (IOException reset) {
            return null;
        }
    }

    private Reply reply(byte[] first) {
        try {
            switch (first[0] & 0xFF) {
                case OkPacket.OK -> {
                    OkPacket ok = OkPacket.decode(Unpooled.wrappedBuffer(first));
                    return new Reply(ok, null, List.of(), ok.statusFlags());
                }
                case ErrPacket.HEADER -> {
                    return new Reply(null, ErrPacket.decode(Unpooled.wrappedBuffer(first)), List.of(), 0);
                }
                case EofPacket.HEADER -> {
                    EofPacket eof = EofPacket.decode(Unpooled.wrappedBuffer(first));
                    return new Reply(OkPacket.of(eof.statusFlags()), null, List.of(), eof.statusFlags());
                }
                default -> {
                    return rows((int) Lenenc.readInt(Unpooled.wrappedBuffer(first)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reply rows(int columns) throws IOException {
        for (int i = 0; i < columns + (deprecateEof ? 0 : 1); i++) {
            must(); // definitions and their end
        }
        List<List<String>> rows = new ArrayList<>();
        while (true) {
            ByteBuf packet = Unpooled.wrappedBuffer(must());
            if (deprecateEof && packet.getUnsignedByte(0) == OkPacket.END_OF_ROWS) {
                return new Reply(null, null, rows, OkPacket.decode(packet).statusFlags());
            }
            if (EofPacket.matches(packet)) {
                return new Reply(null, null, rows, EofPacket.decode(packet).statusFlags());
            }
            if (packet.getUnsignedByte(0) == ErrPacket.HEADER) {
                return new Reply(null, ErrPacket.decode(packet), rows, 0);
            }
            List<String> row = new ArrayList<>();
            for (int i = 0; i < columns; i++) {
                row.add(packet.getUnsignedByte(packet.readerIndex()) == Lenenc.NULL
                        ? null
                        : Lenenc.readString(packet, StandardCharsets.UTF_8));
            }
            rows.add(row);
        }
    }

    /** The next packet of an answer; null at the end of the stream. */
    public byte[] next() throws IOException {
        byte[] packet = wire.read();
        if (packet != null) {
            int continued = packet.length / 0xFFFFFF;
            int expected = lastSequenceId + 1 + continued & 0xFF;
            if (wire.sequenceId() != expected) {
                throw new AssertionError("sequence id " + wire.sequenceId() + " where " + expected + " had to be");
            }
            lastSequenceId = wire.sequenceId();
        }
        return packet;
    }

    /** The next answer begins with this id less one: the client has sent packets of its own amid a command. */
    public void sequenceGoesOnFrom(int sequenceId) {
        lastSequenceId = sequenceId;
    }

    private byte[] must() throws IOException {
        byte[] packet = next();
        if (packet == null) {
            throw new IOException("closed in the middle of a result");
        }
        return packet;
    }

    /** Prepares a statement and gives what the server said of it. */
    public StmtPrepareOk prepare(String sql) {
        send(Command.COM_STMT_PREPARE, sql);
        try {
            byte[] first = firstPacket();
            if (first == null || first[0] != 0) {
                throw new AssertionError("not prepared: "
                        + (first == null ? "closed" : ErrPacket.decode(Unpooled.wrappedBuffer(first))));
            }
            StmtPrepareOk prepared = StmtPrepareOk.decode(Unpooled.wrappedBuffer(first));
            int end = deprecateEof ? 0 : 1;
            int definitions = prepared.parameterCount() == 0 ? 0 : prepared.parameterCount() + end;
            definitions += prepared.columnCount() == 0 ? 0 : prepared.columnCount() + end;
            for (int i = 0; i < definitions; i++) {
                must();
            }
            return prepared;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Executes a statement with one text for each parameter. */
    public Reply execute(StmtPrepareOk statement, String... values) {
        send(Command.COM_STMT_EXECUTE, executeArgument((int) statement.statementId(), true, values));
        return reply();
    }

    /** COM_STMT_EXECUTE without its first byte. */
    public static byte[] executeArgument(int id, boolean withTypes, String... values) {
        ByteBuf out = Unpooled.buffer().writeIntLE(id).writeByte(0).writeIntLE(1);
        if (values.length > 0) {
            out.writeZero((values.length + 7) / 8).writeByte(withTypes ? 1 : 0);
            for (int i = 0; withTypes && i < values.length; i++) {
                out.writeShortLE(253);
            }
            for (String value : values) {
                Lenenc.writeUtf8(out, value);
            }
        }
        return ByteBufUtil.getBytes(out);
    }

    /** COM_STMT_SEND_LONG_DATA: has no answer. */
    public RawClient sendLongData(StmtPrepareOk statement, int parameter, byte[] data) {
        ByteBuf out = Unpooled.buffer().writeIntLE((int) statement.statementId()).writeShortLE(parameter)
                .writeBytes(data);
        return send(Command.COM_STMT_SEND_LONG_DATA, ByteBufUtil.getBytes(out));
    }

    /** COM_CHANGE_USER to a user without a password. */
    public RawClient changeUser(String user) {
        return changeUser(user, "mysql_native_password");
    }

    /** COM_CHANGE_USER that the proxy answers with a question. */
    public RawClient changeUserWithUnknownPlugin(String user) {
        return changeUser(user, "unheard_of");
    }

    private RawClient changeUser(String user, String plugin) {
        ByteBuf out = Unpooled.buffer();
        new ChangeUser(user, plugin.startsWith("mysql") ? new byte[0] : new byte[]{1}, "shop", 45, plugin, Map.of())
                .encode(out, 0, capabilities);
        return sendRaw(out);
    }

    /** A command that names a statement: CLOSE, RESET. */
    public RawClient sendOn(int command, StmtPrepareOk statement) {
        return send(command, ByteBufUtil.getBytes(Unpooled.buffer().writeIntLE((int) statement.statementId())));
    }

    /** Whether the proxy has closed the connection, or closes it now, and sends nothing before. */
    public boolean isClosedByProxy() {
        try {
            return wire.readByte() < 0;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** What the proxy greeted with. */
    public Greeting greeting() {
        return greeting;
    }

    public Socket socket() {
        return wire.socket();
    }

    Wire wire() {
        return wire;
    }

    @Override
    public void close() {
        try {
            wire.socket().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
