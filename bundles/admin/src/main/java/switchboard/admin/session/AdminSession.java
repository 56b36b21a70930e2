package switchboard.admin.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Commands;
import switchboard.admin.command.Reply;
import switchboard.api.table.AdminDatabase;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.server.AnswerWriter;
import switchboard.mysql.protocol.server.WorkerSession;

/** What an administrator's commands do (ProxySQL 2.7, admin commands 1). */
public final class AdminSession implements WorkerSession.Worker {
    private static final Logger LOG = LoggerFactory.getLogger(AdminSession.class);

    private final Channel channel;
    private final Caller caller;
    private final Commands commands;
    private final BooleanSupplier readOnly;
    private final AnswerWriter answers;
    private final SqlRunner sql;
    private CompletionStage<Runnable> rest; // of the command that runs

    /** @param readOnly admin-read_only as it is now */
    public AdminSession(Channel channel, long capabilities, Caller caller, Commands commands,
            Supplier<AdminDatabase> database, BooleanSupplier readOnly) {
        this.channel = channel;
        this.caller = caller;
        this.commands = commands;
        this.readOnly = readOnly;
        this.answers = new AnswerWriter(channel, capabilities);
        this.sql = new SqlRunner(database,
                caller.statistics() ? AdminDatabase.Role.STATS : AdminDatabase.Role.ADMIN);
    }

    @Override
    public void run(int command, ByteBuf payload) throws IOException {
        switch (command) {
            case Command.COM_QUERY -> statement(payload.toString(StandardCharsets.UTF_8));
            case Command.COM_PING, Command.COM_INIT_DB -> answers.ok(0, "");
            case Command.COM_QUIT -> channel.close();
            case Command.COM_STATISTICS -> {
                byte[] text = "Administration of Switchboard".getBytes(StandardCharsets.UTF_8);
                answers.raw(channel.alloc().buffer().writeMediumLE(text.length).writeByte(1).writeBytes(text));
            }
            case Command.COM_SET_OPTION ->
                answers.raw(channel.alloc().buffer().writeMediumLE(5).writeByte(1).writeByte(0xFE).writeInt(0x0200));
            case Command.COM_PROCESS_KILL -> answers.error(9003, "28000", "Command not supported");
            case Command.COM_RESET_CONNECTION -> answers.error(1047, "28000",
                    "Received unsupported 'COM_RESET_CONNECTION' for session type 'PROXYSQL_SESSION_ADMIN'");
            case Command.COM_FIELD_LIST, Command.COM_CHANGE_USER, Command.COM_STMT_PREPARE, Command.COM_STMT_EXECUTE,
                    Command.COM_STMT_SEND_LONG_DATA, Command.COM_STMT_CLOSE, Command.COM_STMT_RESET,
                    Command.COM_STMT_FETCH ->
                answers.error(1045, "28000", "Command not supported");
            default -> channel.close(); // as ProxySQL
        }
    }

    private void statement(String text) throws IOException {
        Reply reply = commands.run(text, caller);
        if (reply == null) {
            sql.run(text, readOnly.getAsBoolean(), answers);
        } else {
            answer(reply);
        }
    }

    private void answer(Reply reply) throws IOException {
        switch (reply) {
            case Reply.Later later -> rest = later.reply().thenApply(answer -> () -> answerLate(answer));
            case Reply.Sql rewritten -> sql.run(rewritten.statement(), readOnly.getAsBoolean(), answers);
            case Reply.Ok ok -> answers.ok(ok.affectedRows(), ok.message());
            case Reply.Silence silence -> LOG.info("No answer: the process ends user={}", caller.username());
            case Reply.Farewell farewell -> {
                answers.error(1045, "28000", "ProxySQL Admin Error: " + farewell.message());
                channel.eventLoop().execute(channel::close); // behind the write
            }
            case Reply.Err error -> answers.error(error.code(), error.sqlState(), error.message());
            case Reply.Table table -> {
                AnswerWriter.Rows rows = answers.rows(table.columns());
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
    public CompletionStage<Runnable> rest() {
        CompletionStage<Runnable> left = rest;
        rest = null;
        return left;
    }

    private void answerLate(Reply reply) {
        try {
            answer(reply);
        } catch (IOException gone) {
            channel.close();
        }
    }

    @Override
    public void failed(Throwable fault) {
        LOG.error("Admin command failed user={} client={}", caller.username(), caller.clientHost(), fault);
        answers.error(1105, "HY000", "ProxySQL Admin Error: internal error, see the log: " + fault);
    }

    @Override
    public void cancel() {
        sql.cancel();
    }

    @Override
    public void wake() {
        answers.wake();
    }

    @Override
    public void close() {
        try {
            sql.close();
        } catch (SQLException failed) {
            LOG.warn("Admin session's database connection not closed: {}", failed.getMessage());
        }
    }
}
