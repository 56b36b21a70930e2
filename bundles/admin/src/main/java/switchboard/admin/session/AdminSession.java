package switchboard.admin.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Commands;
import switchboard.admin.command.Reply;
import switchboard.api.table.AdminDatabase;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;

/**
 * An administrator's session. Packets come on the event loop and wait, at most {@value #MAX_WAITING} of them; one at a time
 * is run on a thread of administration.
 */
public final class AdminSession extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(AdminSession.class);
    private static final int MAX_WAITING = 64;

    private final Channel channel;
    private final Caller caller;
    private final Supplier<Commands> commands;
    private final BooleanSupplier readOnly;
    private final Executor threads;
    private final ReplyWriter replies;
    private final SqlRunner sql;
    private final Queue<ByteBuf> waiting = new ArrayDeque<>();
    private boolean running;
    private volatile boolean over;

    /** @param readOnly admin-read_only as it is now */
    public AdminSession(Channel channel, long capabilities, Caller caller, Supplier<Commands> commands,
            Supplier<AdminDatabase> database, BooleanSupplier readOnly, Executor threads) {
        this.channel = channel;
        this.caller = caller;
        this.commands = commands;
        this.readOnly = readOnly;
        this.threads = threads;
        this.replies = new ReplyWriter(channel, capabilities);
        this.sql = new SqlRunner(database,
                caller.statistics() ? AdminDatabase.Role.STATS : AdminDatabase.Role.ADMIN);
    }

    /** Whether a command is being run. On the event loop. */
    public boolean isBusy() {
        return running;
    }

    public Channel channel() {
        return channel;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf packet = (ByteBuf) message;
        if (over || waiting.size() >= MAX_WAITING) {
            packet.release();
            ctx.close();
            return;
        }
        waiting.add(packet);
        next();
    }

    private void next() {
        if (running || over) {
            return;
        }
        ByteBuf packet = waiting.poll();
        if (packet != null) {
            running = true;
            threads.execute(() -> runAndGoOn(packet));
        }
    }

    private void runAndGoOn(ByteBuf packet) {
        try {
            run(packet);
        } catch (IOException gone) {
            LOG.debug("Admin session ended user={} client={}: {}", caller.username(), caller.clientHost(),
                    gone.getMessage());
            channel.close();
        } catch (RuntimeException | LinkageError fault) { // ours: the session and the others go on
            LOG.error("Admin command failed user={} client={}", caller.username(), caller.clientHost(), fault);
            replies.error(1105, "HY000", "ProxySQL Admin Error: internal error, see the log: " + fault);
        } finally {
            packet.release();
            channel.eventLoop().execute(() -> {
                running = false;
                if (over) {
                    closeSql();
                } else {
                    next();
                }
            });
        }
    }

    private void run(ByteBuf packet) throws IOException {
        int command = packet.readableBytes() > Packets.HEADER_BYTES
                ? packet.getUnsignedByte(packet.readerIndex() + Packets.HEADER_BYTES)
                : -1;
        switch (command) {
            case Command.COM_QUERY -> statement(packet.toString(packet.readerIndex() + Packets.HEADER_BYTES + 1,
                    packet.readableBytes() - Packets.HEADER_BYTES - 1, StandardCharsets.UTF_8));
            case Command.COM_PING, Command.COM_INIT_DB -> replies.ok(0, "");
            case Command.COM_QUIT -> channel.close();
            case Command.COM_STATISTICS -> {
                byte[] text = "Administration of Switchboard".getBytes(StandardCharsets.UTF_8);
                replies.raw(channel.alloc().buffer().writeMediumLE(text.length).writeByte(1).writeBytes(text));
            }
            case Command.COM_SET_OPTION ->
                replies.raw(channel.alloc().buffer().writeMediumLE(5).writeByte(1).writeByte(0xFE).writeInt(0x0200));
            case Command.COM_PROCESS_KILL -> replies.error(9003, "28000", "Command not supported");
            case Command.COM_RESET_CONNECTION -> replies.error(1047, "28000",
                    "Received unsupported 'COM_RESET_CONNECTION' for session type 'PROXYSQL_SESSION_ADMIN'");
            default -> replies.error(1045, "28000", "Command not supported");
        }
    }

    private void statement(String text) throws IOException {
        Reply reply = commands.get().run(text, caller);
        switch (reply) {
            case null -> sql.run(text, readOnly.getAsBoolean(), replies);
            case Reply.Sql rewritten -> sql.run(rewritten.statement(), readOnly.getAsBoolean(), replies);
            case Reply.Ok ok -> replies.ok(ok.affectedRows(), ok.message());
            case Reply.Err error -> replies.error(error.code(), error.sqlState(), error.message());
            case Reply.Table table -> {
                ReplyWriter.Rows rows = replies.rows(table.columns());
                try {
                    for (Object[] row : table.rows()) {
                        rows.row(row);
                    }
                    rows.end();
                } finally {
                    rows.drop();
                }
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        replies.wake();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.info("Admin session closed user={} client={}: {}", caller.username(), caller.clientHost(),
                String.valueOf(cause.getMessage()));
        ctx.close();
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        replies.wake();
        if (running) {
            sql.cancel();
        } else {
            closeSql();
        }
    }

    /** Closing waits for the database: not on the event loop. */
    private void closeSql() {
        threads.execute(() -> {
            try {
                sql.close();
            } catch (SQLException failed) {
                LOG.warn("Admin session's database connection not closed: {}", failed.getMessage());
            }
        });
    }
}
