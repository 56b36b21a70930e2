package switchboard.mysql.protocol.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.packet.OkPacket;
import switchboard.mysql.protocol.packet.ResultWriter;
import switchboard.mysql.protocol.packet.TextResult;

/**
 * Sends answers from a thread that may wait: while the client doesn't take what was written, the writer waits, so that a
 * result of any size needs one buffer.
 */
public final class AnswerWriter {
    private static final int PIECE = 64 * 1024;
    private static final long PATIENCE_SECONDS = 60;

    private final Channel channel;
    private final long capabilities;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition writable = lock.newCondition();
    private int status = StatusFlag.SERVER_STATUS_AUTOCOMMIT;

    /** For one client; {@code capabilities} of both sides. */
    public AnswerWriter(Channel channel, long capabilities) {
        this.channel = channel;
        this.capabilities = capabilities;
    }

    /** The status flags of the answers to come. */
    public void status(int flags) {
        status = flags;
    }

    public void ok(long affectedRows, String message) {
        ok(affectedRows, 0, message);
    }

    public void ok(long affectedRows, long lastInsertId, String message) {
        ByteBuf out = channel.alloc().buffer(32 + message.length());
        new OkPacket(OkPacket.OK, affectedRows, lastInsertId, status, 0, message).encode(out, 1);
        channel.writeAndFlush(out);
    }

    public void error(int code, String sqlState, String message) {
        ByteBuf out = channel.alloc().buffer(64 + message.length());
        new ErrPacket(code, sqlState, message).encode(out, 1);
        channel.writeAndFlush(out);
    }

    /** Sends packets that are encoded already. Takes the buffer over. */
    public void raw(ByteBuf packet) {
        channel.writeAndFlush(packet);
    }

    /** Begins a result of text. */
    public Rows rows(List<String> columns) {
        return rows(new TextResult(1, capabilities, status), columns.stream().map(ColumnDefinition::text).toList());
    }

    /** Begins a result in a form of the caller's. */
    public Rows rows(ResultWriter result, List<ColumnDefinition> columns) {
        return new Rows(result, columns);
    }

    /** The client takes bytes again, or is gone. Any thread. */
    public void wake() {
        lock.lock();
        try {
            writable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitWritable() throws IOException {
        long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        lock.lock();
        try {
            while (channel.isActive() && !channel.isWritable()) {
                if (left <= 0) {
                    throw new IOException("the client takes no more rows for " + PATIENCE_SECONDS + " s");
                }
                left = writable.awaitNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while rows were sent", stopped);
        } finally {
            lock.unlock();
        }
        if (!channel.isActive()) {
            throw new IOException("the client is gone");
        }
    }

    /** The rows of one result. End it with {@link #end} or {@link #fail}, or {@link #drop} it. */
    public final class Rows {
        private final ResultWriter result;
        private ByteBuf out = channel.alloc().buffer(1024);

        private Rows(ResultWriter result, List<ColumnDefinition> columns) {
            this.result = result;
            result.columns(out, columns);
        }

        /** One row; may wait for the client. */
        public void row(Object... values) throws IOException {
            result.row(out, values);
            if (out.readableBytes() >= PIECE) {
                channel.writeAndFlush(out);
                out = channel.alloc().buffer(PIECE);
                awaitWritable();
            }
        }

        public void end() {
            result.end(out, status, 0);
            channel.writeAndFlush(out);
            out = null;
        }

        /** Ends the result with an error. */
        public void fail(String message) {
            result.fail(out, new ErrPacket(1045, "28000", message));
            channel.writeAndFlush(out);
            out = null;
        }

        /** Releases what wasn't sent; nothing after {@link #end}. */
        public void drop() {
            if (out != null) {
                out.release();
                out = null;
            }
        }
    }
}
