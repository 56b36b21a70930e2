package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.query.Decision;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.packet.ToldChanges;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.PoolKey;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.route.StatementKind;

/** Finds out which command a client sends, and who runs it. One line for each (MySQL protocol reference, commands). */
final class CommandDispatch {
    private static final Logger LOG = LoggerFactory.getLogger(CommandDispatch.class);
    private static final int ARGUMENT = Packets.HEADER_BYTES + 1;

    private final ClientSession session;

    CommandDispatch(ClientSession session) {
        this.session = session;
    }

    /**
     * Takes the packet over.
     *
     * @throws MalformedPacketException if it is cut off: the session has to end
     */
    void run(ByteBuf packet) {
        session.replies().answerFrom(lastSequenceId(packet) + 1);
        if (packet.readableBytes() < ARGUMENT) {
            packet.release();
            throw new MalformedPacketException("an empty packet where a command was expected");
        }
        session.loop().counters().add(Counter.QUESTIONS, 1);
        int command = packet.getUnsignedByte(packet.readerIndex() + Packets.HEADER_BYTES);
        session.asked().is(command);
        switch (command) {
            case Command.COM_QUERY -> query(packet);
            case Command.COM_STMT_PREPARE -> session.statements().prepare(packet);
            case Command.COM_STMT_EXECUTE -> session.statements().execute(packet);
            case Command.COM_STMT_BULK_EXECUTE -> session.statements().executeBulk(packet);
            case Command.COM_STMT_CLOSE -> session.statements().close(packet);
            case Command.COM_STMT_RESET, Command.COM_STMT_FETCH ->
                session.statements().onStatementState(command, packet);
            case Command.COM_STMT_SEND_LONG_DATA -> session.statements().sendLongData(packet);
            case Command.COM_BINLOG_DUMP, Command.COM_BINLOG_DUMP_GTID, Command.COM_REGISTER_SLAVE ->
                new FastForward(session).runReplication(command, packet);
            case Command.COM_FIELD_LIST, Command.COM_DEBUG -> {
                need(packet, command == Command.COM_DEBUG || packet.indexOf(packet.readerIndex() + ARGUMENT,
                        packet.writerIndex(), (byte) 0) >= 0);
                session.execution().run(session.account().defaultHostgroup(), command, packet,
                        null, Decision.NONE, null);
            }
            case Command.COM_CHANGE_USER -> session.sessions().changeUser(session, packet);
            case Command.COM_SET_OPTION -> setOption(packet);
            case Command.COM_RESET_CONNECTION -> {
                packet.release();
                new SessionRestart(session).reset();
            }
            default -> {
                need(packet, command != Command.COM_PROCESS_KILL || packet.readableBytes() >= ARGUMENT + 4);
                try {
                    local(command, packet);
                } finally {
                    packet.release();
                }
            }
        }
    }

    /** Takes the packet over. */
    private void query(ByteBuf packet) {
        if (!session.context().sendsAttributes()) {
            session.queries().run(packet);
            return;
        }
        StatementAttributes.Plain plain;
        try {
            plain = StatementAttributes.ofQuery(session.channel().alloc(), packet);
        } catch (MalformedPacketException broken) {
            packet.release();
            throw broken;
        }
        session.context().attributes(plain.attributes());
        session.queries().run(plain.packet());
    }

    /** Commands that need no server. Borrows the packet. */
    private void local(int command, ByteBuf packet) {
        switch (command) {
            case Command.COM_PING -> {
                session.context().last().pinged();
                session.replies().ok();
            }
            case Command.COM_INIT_DB -> initDb(packet);
            case Command.COM_STATISTICS -> session.replies().text(session.sessions().statistics());
            case Command.COM_PROCESS_KILL -> {
                KillStatement.run(session, packet.getUnsignedIntLE(packet.readerIndex() + ARGUMENT), false,
                        session::commandDone);
                return;
            }
            case Command.COM_QUIT -> {
                session.commandDone();
                session.close("the client said goodbye");
                return;
            }
            default -> {
                LOG.warn("Command refused thread_id={} command={}: not supported", session.id(), command);
                session.replies().error(1047, "08S01", "Unknown command");
            }
        }
        session.commandDone();
    }

    private void initDb(ByteBuf packet) {
        session.loop().counters().add(Counter.COM_FRONTEND_INIT_DB, 1);
        String schema = packet.toString(packet.readerIndex() + ARGUMENT, packet.readableBytes() - ARGUMENT,
                StandardCharsets.UTF_8);
        session.schema(schema);
        session.replies().ok(new ToldChanges(schema, List.of()));
        session.answeredHere(StatementKind.USE);
    }

    /**
     * COM_SET_OPTION: connections are shared among sessions with the same option; one that is bound to this session is told.
     * Takes the packet over.
     */
    private void setOption(ByteBuf packet) {
        need(packet, packet.readableBytes() >= ARGUMENT + 2);
        int option = packet.getUnsignedShortLE(packet.readerIndex() + ARGUMENT);
        if (option != 0 && option != 1) {
            packet.release();
            session.answerError(1047, "08S01", "Unknown command");
            return;
        }
        PoolKey key = session.context().multiStatements(option == 0);
        if (session.backends().isEmpty()) {
            packet.release();
            session.replies().eof();
            session.commandDone();
        } else {
            BackendConnection bound = session.backends().first();
            bound.key(key);
            session.execution().run(SessionBackends.hostgroup(bound), Command.COM_SET_OPTION, packet, null,
                    Decision.NONE, null);
        }
    }

    /** Releases the packet if it is cut off. */
    private static void need(ByteBuf packet, boolean whole) {
        if (!whole) {
            packet.release();
            throw new MalformedPacketException("a command is cut off");
        }
    }

    private static int lastSequenceId(ByteBuf packet) {
        int at = packet.readerIndex();
        while (Packets.payloadLength(packet, at) == Packets.CONTINUED
                && at + Packets.HEADER_BYTES + Packets.CONTINUED < packet.writerIndex()) {
            at += Packets.HEADER_BYTES + Packets.CONTINUED;
        }
        return Packets.sequenceId(packet, at);
    }
}
