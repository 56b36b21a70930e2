package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import switchboard.api.query.Decision;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.route.KnownQuery;

/** The command that a session runs on servers: what it is and how it is sent, be it again. One object for a session. */
final class RunningCommand {
    private ByteBuf packet; // null while none runs
    private int packetStart; // sending may move the reader index
    private int command;
    private KnownQuery known;
    private Decision decision = Decision.NONE;
    private CommandScript script;
    private int hostgroup;
    private int retriesLeft;
    private long sinceNanos;

    /** Takes the packet over. */
    void begin(int at, int commandByte, ByteBuf commandPacket, KnownQuery query, Decision rules, CommandScript how) {
        hostgroup = at;
        command = commandByte;
        packet = commandPacket;
        packetStart = commandPacket.readerIndex();
        known = query;
        decision = rules;
        script = how;
    }

    /**
     * When it began, and how often it may be repeated.
     *
     * @param usualRetries mysql-query_retries_on_failure, for a rule without its own number
     */
    void limits(long beganNanos, int usualRetries) {
        sinceNanos = beganNanos;
        retriesLeft = decision.retries() != null ? decision.retries() : usualRetries;
    }

    /** Sends it on a connection that is in the session's state. */
    void send(BackendConnection connection, Execution by) {
        if (script != null) {
            script.ready(connection);
        } else {
            connection.send(by, command, packet.retain());
        }
    }

    /** It is to be sent again. */
    void rewind() {
        packet.readerIndex(packetStart);
        if (script != null) {
            script.dropped();
        }
    }

    /** It ends. */
    void drop() {
        if (packet != null) {
            packet.release();
            packet = null;
        }
        if (script != null) {
            script.dropped();
            script = null;
        }
    }

    boolean isRunning() {
        return packet != null;
    }

    /** Whether it may be sent a second time though a server may have run it. */
    boolean isHarmless(long capabilities) {
        return Repetition.isHarmless(known, command, packet, packetStart, capabilities);
    }

    int retriesLeft() {
        return retriesLeft;
    }

    void retried() {
        retriesLeft--;
    }

    /** Digest text of the statement; a dash if there is none. */
    String digestText() {
        return known == null || known.digest() == null ? "-" : known.digest().text();
    }

    /** The statement as text; null if the command has none. */
    String statementText() {
        if (script instanceof ExecuteScript execute) {
            return execute.text();
        }
        int from = packetStart + Packets.HEADER_BYTES + 1;
        return command == Command.COM_QUERY
                ? packet.toString(from, packet.writerIndex() - from, StandardCharsets.UTF_8)
                : null;
    }

    /** The whole command with its headers, or null while none runs; borrowed. */
    ByteBuf packet() {
        return packet;
    }

    /** Where the command begins in {@link #packet}. */
    int packetStart() {
        return packetStart;
    }

    /** Its first byte. */
    int command() {
        return command;
    }

    /** Null for a command without a statement. */
    KnownQuery known() {
        return known;
    }

    /** What the rules say of it. */
    Decision decision() {
        return decision;
    }

    /** How it runs; null where it is only forwarded. */
    CommandScript script() {
        return script;
    }

    int hostgroup() {
        return hostgroup;
    }

    long sinceNanos() {
        return sinceNanos;
    }
}
