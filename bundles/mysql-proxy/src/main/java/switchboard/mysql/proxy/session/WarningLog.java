package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.BackendUser;
import switchboard.mysql.proxy.backend.CommandPackets;

/**
 * mysql-log_mysql_warnings_enabled: asks the server after a statement what its warnings say, and logs them. The server goes
 * on knowing them.
 */
final class WarningLog implements BackendUser {
    private static final Logger LOG = LoggerFactory.getLogger(WarningLog.class);
    private static final int MAX_BYTES = 64 * 1024; // max_error_count is 64 by default
    private static final int COLUMNS = 3;
    private static final int END = 0xFE;

    private final ClientSession session;
    private final Execution execution;
    private final String digestText;
    private BackendConnection by;
    private ByteBuf rows;

    WarningLog(ClientSession session, Execution execution, String digestText) {
        this.session = session;
        this.execution = execution;
        this.digestText = digestText;
    }

    /** Ends with {@link Execution#finish} or {@link Execution#lostAfterAnswer}. */
    void ask(BackendConnection connection) {
        by = connection;
        rows = connection.channel().alloc().buffer(1024);
        by.send(this, Command.COM_QUERY,
                CommandPackets.of(connection.channel().alloc(), Command.COM_QUERY, "SHOW WARNINGS"));
    }

    @Override
    public void answered(ByteBuf bytes) {
        int length = Math.min(bytes.readableBytes(), MAX_BYTES - rows.readableBytes());
        rows.writeBytes(bytes, length);
        bytes.release();
    }

    @Override
    public void answerComplete() {
        try {
            log();
        } catch (MalformedPacketException | IndexOutOfBoundsException cut) {
            LOG.debug("Warnings not logged to the last thread_id={}: more than {} bytes", session.id(), MAX_BYTES);
        }
        dropped();
        execution.finish(by);
    }

    private void log() {
        boolean eofs = !Capability.has(by.login().capabilities(), Capability.CLIENT_DEPRECATE_EOF);
        ByteBuf first = packet();
        if (first.getUnsignedByte(first.readerIndex()) != COLUMNS) {
            return; // an error
        }
        for (int i = 0; i < COLUMNS + (eofs ? 1 : 0); i++) {
            packet();
        }
        for (ByteBuf row = packet(); row.getUnsignedByte(row.readerIndex()) < END; row = packet()) {
            LOG.warn("Warning of a server hostgroup={} server={}:{} user={} thread_id={} level={} code={} message={} "
                    + "digest={}", by.server().gate().key().hostgroup(), by.server().gate().key().hostname(),
                    by.server().gate().key().port(), session.account().username(), session.id(),
                    Lenenc.readString(row, StandardCharsets.UTF_8), Lenenc.readString(row, StandardCharsets.UTF_8),
                    Lenenc.readString(row, StandardCharsets.UTF_8), digestText);
        }
    }

    private ByteBuf packet() {
        int length = Packets.payloadLength(rows, rows.readerIndex());
        rows.skipBytes(Packets.HEADER_BYTES);
        return rows.readSlice(length);
    }

    @Override
    public void answerPaused() {
        // it is short
    }

    @Override
    public void connectionLost(String reason) {
        dropped();
        execution.lostAfterAnswer(by, reason);
    }

    /** The session has ended meanwhile, or this is over. */
    void dropped() {
        if (rows != null) {
            rows.release();
            rows = null;
        }
    }

    @Override
    public void backendWritable(boolean writable) {
        // what is asked is short
    }
}
