package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.util.collection.IntObjectHashMap;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import switchboard.api.query.Decision;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.BackendStatement;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.route.KnownQuery;
import switchboard.mysql.proxy.route.StatementKind;
import switchboard.mysql.proxy.statement.SharedStatement;
import switchboard.mysql.proxy.statement.SharedStatements;
import switchboard.mysql.proxy.statement.PreparedText;

/** COM_STMT_...: a client's statement ids are its own; each backend connection has ids of its own for them. */
final class StatementCommands {
    /** Statements of one client at once; MySQL's max_prepared_stmt_count by default. */
    private static final int MAX_STATEMENTS = 16_382;
    /** MariaDB's clients name so the statement whose PREPARE they have just sent, and perhaps not yet seen answered. */
    private static final int LAST_PREPARED = -1;

    private static final int WITH_ID = Packets.HEADER_BYTES + 5;
    private static final int PARAMETER = 2;
    private static final int FETCH_ROWS = 4;

    private final ClientSession session;
    private final IntObjectHashMap<ClientStatement> statements = new IntObjectHashMap<>();
    private int lastId;
    private int lastPrepared; // 0 if the last PREPARE failed

    StatementCommands(ClientSession session) {
        this.session = session;
    }

    /** COM_STMT_PREPARE. Takes the packet over. */
    void prepare(ByteBuf packet) {
        session.loop().counters().add(Counter.COM_FRONTEND_STMT_PREPARE, 1);
        lastPrepared = 0;
        if (statements.size() >= MAX_STATEMENTS) {
            packet.release();
            session.answerError(1461, "42000", "Can't create more than max_prepared_stmt_count statements (current "
                    + "value: " + MAX_STATEMENTS + ")");
            return;
        }
        QueryCommand.Routed routed = session.queries().route(packet, false);
        if (routed == null) {
            return; // answered by a rule
        }
        byte[] sql = new byte[routed.packet().readableBytes() - Packets.HEADER_BYTES - 1];
        routed.packet().getBytes(routed.packet().readerIndex() + Packets.HEADER_BYTES + 1, sql);
        var text = new PreparedText(session.account().username(), session.context().schema(), ByteBuffer.wrap(sql));
        session.execution().run(routed.hostgroup(), Command.COM_STMT_PREPARE, routed.packet(), routed.known(),
                routed.decision(), new PrepareScript(session, text, routed));
    }

    /** COM_STMT_EXECUTE. Takes the packet over. */
    void execute(ByteBuf sent) {
        session.loop().counters().add(Counter.COM_FRONTEND_STMT_EXECUTE, 1);
        ClientStatement statement = find(sent);
        if (statement == null) {
            return;
        }
        session.asked().executes(Command.COM_STMT_EXECUTE, statement);
        ErrPacket failed = statement.takeFailure();
        if (failed != null) {
            statement.takeLongData();
            sent.release();
            session.answerError(failed.code(), failed.sqlState(), failed.message());
            return;
        }
        ByteBuf packet = whole(sent, statement);
        if (statement.known().traits().kind() != StatementKind.OTHER && PreparedAnswer.answers(session, statement)) {
            packet.release();
            session.commandDone();
            return;
        }
        session.loop().counters().add(Counter.COM_BACKEND_STMT_EXECUTE, 1);
        int hostgroup = session.queries().hostgroup(statement.decision(), statement.known());
        if (hostgroup >= 0) {
            session.execution().run(hostgroup, Command.COM_STMT_EXECUTE, packet, statement.known(),
                    statement.decision(), new ExecuteScript(session, statement, Command.COM_STMT_EXECUTE));
        } else {
            packet.release();
        }
    }

    /** COM_STMT_BULK_EXECUTE. Takes the packet over. */
    void executeBulk(ByteBuf packet) {
        if (!Capability.has(session.context().capabilities(), Capability.MARIADB_CLIENT_STMT_BULK_OPERATIONS)) {
            packet.release();
            session.answerError(1047, "08S01", "Unknown command");
            return;
        }
        session.loop().counters().add(Counter.COM_FRONTEND_STMT_EXECUTE, 1);
        ClientStatement statement = find(packet);
        if (statement == null) {
            return;
        }
        session.asked().executes(Command.COM_STMT_BULK_EXECUTE, statement);
        int parameters = statement.parameters();
        if (parameters == 0) {
            packet.release();
            session.answerError(1045, "28000", "Error in prepared statement execution");
            return;
        }
        if (!BulkPacket.isWhole(packet, parameters)) {
            throw malformed(packet, "COM_STMT_BULK_EXECUTE");
        }
        if (BulkPacket.hasTypes(packet)) {
            statement.types(BulkPacket.types(packet, parameters));
        }
        if (!BulkPacket.hasRows(packet, statement.types())) {
            throw malformed(packet, "COM_STMT_BULK_EXECUTE");
        }
        session.loop().counters().add(Counter.COM_BACKEND_STMT_EXECUTE, 1);
        int hostgroup = session.queries().hostgroup(statement.decision(), statement.known());
        if (hostgroup >= 0) {
            session.execution().run(hostgroup, Command.COM_STMT_BULK_EXECUTE, packet, statement.known(),
                    statement.decision(), new ExecuteScript(session, statement, Command.COM_STMT_BULK_EXECUTE));
        } else {
            packet.release();
        }
    }

    /** Without attributes, and to its last value there; notes its types. Takes the packet over. */
    private ByteBuf whole(ByteBuf packet, ClientStatement statement) {
        int parameters = statement.parameters();
        BitSet longData = statement.takeLongData();
        ByteBuf plain = packet;
        if (session.context().sendsAttributes() && ExecutePacket.hasFixedPart(packet)) {
            try {
                var taken = StatementAttributes.ofExecute(session.channel().alloc(), packet, parameters, longData);
                session.context().attributes(taken.attributes());
                plain = taken.packet();
            } catch (MalformedPacketException | IndexOutOfBoundsException broken) {
                throw malformed(packet, "COM_STMT_EXECUTE");
            }
        }
        if (!ExecutePacket.isWhole(plain, parameters)) {
            throw malformed(plain, "COM_STMT_EXECUTE");
        }
        if (ExecutePacket.hasTypes(plain, parameters)) {
            statement.types(ExecutePacket.types(plain, parameters));
        }
        if (!ExecutePacket.hasValues(plain, parameters, statement.types(), longData)) {
            throw malformed(plain, "COM_STMT_EXECUTE");
        }
        return plain;
    }

    /** COM_STMT_RESET and COM_STMT_FETCH: on the connection that has the statement's state. Takes the packet over. */
    void onStatementState(int command, ByteBuf packet) {
        if (command == Command.COM_STMT_FETCH && packet.readableBytes() < WITH_ID + FETCH_ROWS) {
            throw malformed(packet, "COM_STMT_FETCH");
        }
        ClientStatement statement = find(packet);
        if (statement == null) {
            return;
        }
        BackendConnection with = session.backends().withStateOf(statement);
        if (command == Command.COM_STMT_RESET) {
            statement.takeFailure();
            statement.takeLongData();
        }
        if (with != null) {
            BackendStatement known = with.state().statements().of(statement.shared());
            ExecutePacket.statementId(packet, known.id());
            boolean fetch = command == Command.COM_STMT_FETCH;
            if (!fetch) {
                with.state().statements().state(known, false);
            }
            session.execution().run(SessionBackends.hostgroup(with), command, packet, null, Decision.NONE,
                    fetch ? new FetchScript(session, known) : null);
            return;
        }
        packet.release();
        if (command == Command.COM_STMT_RESET) {
            session.replies().ok();
            session.answeredHere(StatementKind.OTHER);
            session.commandDone();
        } else {
            session.answerError(1421, "HY000", "The statement (" + statement.id() + ") has no open cursor.");
        }
    }

    /** COM_STMT_SEND_LONG_DATA, which has no answer. Takes the packet over. */
    void sendLongData(ByteBuf packet) {
        if (packet.readableBytes() < WITH_ID + PARAMETER) {
            throw malformed(packet, "COM_STMT_SEND_LONG_DATA");
        }
        ClientStatement statement = statements.get(ExecutePacket.statementId(packet));
        if (statement == null) {
            packet.release();
            session.commandDone();
            return;
        }
        statement.longDataFor(ExecutePacket.parameter(packet));
        int hostgroup = session.queries().wanted(statement.decision(), statement.known());
        if (session.queries().isLockedElsewhere(hostgroup)) { // no answer here: the EXECUTE gets one
            packet.release();
            session.commandDone();
            return;
        }
        session.execution().run(hostgroup, Command.COM_STMT_SEND_LONG_DATA, packet, null, statement.decision(),
                new ExecuteScript(session, statement, Command.COM_STMT_SEND_LONG_DATA));
    }

    /** COM_STMT_CLOSE, which has no answer. Takes the packet over. */
    void close(ByteBuf packet) {
        if (packet.readableBytes() < WITH_ID) {
            throw malformed(packet, "COM_STMT_CLOSE");
        }
        session.loop().counters().add(Counter.COM_FRONTEND_STMT_CLOSE, 1);
        ClientStatement closed = statements.remove(ExecutePacket.statementId(packet));
        packet.release();
        if (closed != null) {
            all().leave(closed.shared());
        }
        BackendConnection with = closed == null ? null : session.backends().withStateOf(closed);
        if (with != null) { // its cursor or long data goes with it
            with.state().statements().close(closed.shared());
            session.backends().release(with);
        }
        session.commandDone();
    }

    private ClientStatement find(ByteBuf packet) {
        if (packet.readableBytes() < WITH_ID) {
            throw malformed(packet, "a command on a prepared statement");
        }
        int id = ExecutePacket.statementId(packet);
        ClientStatement statement = statements.get(id);
        if (statement == null && id == LAST_PREPARED) {
            statement = statements.get(lastPrepared);
        }
        if (statement == null) {
            packet.release();
            session.answerError(1243, "HY000",
                    "Unknown prepared statement handler (" + id + ") given to mysql_stmt_precheck");
        }
        return statement;
    }

    /** Ends the session with an error. Releases the packet. */
    private static MalformedPacketException malformed(ByteBuf packet, String what) {
        packet.release();
        return new MalformedPacketException(what + " is cut off");
    }

    /** A statement was prepared. */
    void add(ClientStatement statement) {
        statements.put(statement.id(), statement);
        lastPrepared = statement.id();
    }

    /** The next id for a client. */
    int nextId() {
        return ++lastId;
    }

    /** Finds or makes what the proxy knows of a statement that a server has just prepared; {@link #add} it. */
    SharedStatement share(PreparedText text, KnownQuery known, Answer answer) {
        return all().enter(text.with(answer.columnCount(), answer.parameterCount()),
                known.digest() == null ? 0 : known.digest().hash(),
                session.loop().settings().statistics().maxCachedStatements());
    }

    /** The session begins anew, or ends. */
    void forgetAll() {
        statements.values().forEach(statement -> all().leave(statement.shared()));
        statements.clear();
    }

    private SharedStatements all() {
        return session.sessions().statements();
    }

    /** The client's ids and ours, as PROXYSQL INTERNAL SESSION tells them. */
    List<Map<String, Object>> globalIds() {
        List<Map<String, Object>> ids = new ArrayList<>();
        statements.values().forEach(statement -> ids.add(new TreeMap<>(
                Map.of("client_stmt_id", statement.id(), "global_stmt_id", statement.shared().id()))));
        return ids;
    }

    int size() {
        return statements.size();
    }
}
