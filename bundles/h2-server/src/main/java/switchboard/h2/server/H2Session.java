package switchboard.h2.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.server.AnswerWriter;
import switchboard.mysql.protocol.server.WorkerSession;

/** What a client's commands do on one of the demo's databases. */
final class H2Session implements WorkerSession.Worker {
    private static final Logger LOG = LoggerFactory.getLogger(H2Session.class);

    private final Channel channel;
    private final long capabilities;
    private final long threadId;
    private final boolean readOnly;
    private final Connection database;
    private final MySqlText text;
    private final AnswerWriter answers;
    private final H2Transaction transaction;
    private final H2Prepared prepared;
    private volatile Statement running;

    H2Session(Channel channel, long capabilities, long threadId, int serverId, Connection database) {
        this.channel = channel;
        this.capabilities = capabilities;
        this.threadId = threadId;
        this.readOnly = serverId != 1;
        this.database = database;
        this.text = new MySqlText(serverId);
        this.answers = new AnswerWriter(channel, capabilities);
        this.transaction = new H2Transaction(database, answers);
        this.prepared = new H2Prepared(database, channel, capabilities, answers);
    }

    @Override
    public void run(int command, ByteBuf payload) throws IOException {
        try {
            switch (command) {
                case Command.COM_QUERY -> query(payload.toString(StandardCharsets.UTF_8));
                case Command.COM_PING -> answers.ok(0, "");
                case Command.COM_INIT_DB -> use(payload.toString(StandardCharsets.UTF_8));
                case Command.COM_QUIT -> channel.close();
                case Command.COM_RESET_CONNECTION -> {
                    transaction.end(false);
                    database.setAutoCommit(true);
                    answers.ok(0, "");
                }
                case Command.COM_STMT_PREPARE ->
                    prepared.prepare(text.translate(payload.toString(StandardCharsets.UTF_8)),
                            transaction.statusFlags());
                case Command.COM_STMT_EXECUTE -> execute(payload);
                case Command.COM_STMT_CLOSE -> prepared.close(payload);
                case Command.COM_STMT_RESET -> answers.ok(0, "");
                default -> answers.error(1047, "08S01", "Unknown command");
            }
        } catch (SQLException failed) {
            H2Errors.write(failed, answers);
        } finally {
            running = null;
        }
    }

    private void query(String sql) throws SQLException, IOException {
        if (answeredAside(sql)) {
            return;
        }
        try (Statement statement = database.createStatement()) {
            running = statement;
            boolean rows = statement.execute(text.translate(sql), Statement.RETURN_GENERATED_KEYS);
            H2Result.write(statement, rows, false, answers, transaction, capabilities);
        }
    }

    /** Statements about the session, and those that a reader refuses. */
    private boolean answeredAside(String sql) throws SQLException, IOException {
        String plain = MySqlText.plain(sql);
        String upper = plain.toUpperCase(Locale.ROOT);
        Optional<Boolean> autocommit = MySqlText.autocommit(plain);
        if (readOnly && MySqlText.writes(plain)) {
            refuseWrite();
        } else if (autocommit.isPresent()) {
            transaction.autocommit(autocommit.get());
            answers.ok(0, "");
        } else if (upper.equals("BEGIN") || upper.startsWith("START TRANSACTION")) {
            transaction.begin();
            answers.ok(0, "");
        } else if (upper.equals("COMMIT") || upper.equals("ROLLBACK")) {
            transaction.end(upper.equals("COMMIT"));
            answers.ok(0, "");
        } else if (upper.startsWith("USE ")) {
            use(plain.substring(4).strip().replace("`", ""));
        } else if (upper.equals("SELECT CONNECTION_ID()")) {
            AnswerWriter.Rows rows = answers.rows(List.of("CONNECTION_ID()"));
            rows.row(String.valueOf(threadId));
            rows.end();
        } else if (upper.equals("SHOW WARNINGS")) {
            answers.rows(List.of("Level", "Code", "Message")).end();
        } else if (upper.startsWith("SHOW VARIABLES") || upper.startsWith("SHOW SESSION VARIABLES")) {
            answers.rows(List.of("Variable_name", "Value")).end();
        } else if (MySqlText.isIgnored(plain)) {
            answers.ok(0, "");
        } else {
            return false;
        }
        return true;
    }

    private void refuseWrite() {
        answers.error(1290, "HY000", "The MySQL server is running with the --read-only option so it cannot execute "
                + "this statement");
    }

    private void use(String schema) throws SQLException {
        try (Statement statement = database.createStatement()) {
            String name = schema.equalsIgnoreCase("information_schema")
                    ? "INFORMATION_SCHEMA"
                    : schema.toLowerCase(Locale.ROOT).replace("\"", "");
            statement.execute("SET SCHEMA \"" + name + "\"");
            answers.ok(0, "");
        }
    }

    private void execute(ByteBuf payload) throws SQLException, IOException {
        H2Prepared.Known known = prepared.bound(payload);
        if (known == null) {
            answers.error(1243, "HY000", "Unknown prepared statement handler given to mysql_stmt_precheck");
        } else if (readOnly && MySqlText.writes(known.sql())) {
            refuseWrite();
        } else {
            running = known.statement();
            H2Result.write(known.statement(), known.statement().execute(), true, answers, transaction, capabilities);
        }
    }

    @Override
    public void failed(Throwable fault) {
        LOG.error("Demo database: command failed thread_id={}", threadId, fault);
        answers.error(1105, "HY000", "internal error: " + fault);
    }

    @Override
    public void cancel() {
        Statement now = running;
        if (now != null) {
            try {
                now.cancel();
            } catch (SQLException over) {
                LOG.debug("Statement ended by itself thread_id={}", threadId, over);
            }
        }
    }

    @Override
    public void wake() {
        answers.wake();
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException failed) {
            LOG.warn("Demo database: connection not closed thread_id={}: {}", threadId, failed.getMessage());
        }
    }
}
