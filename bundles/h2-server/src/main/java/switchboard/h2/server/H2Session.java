package switchboard.h2.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.collection.IntObjectHashMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.mysql.protocol.ColumnType;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.packet.BinaryResult;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.protocol.packet.ResultWriter;
import switchboard.mysql.protocol.packet.StmtExecute;
import switchboard.mysql.protocol.packet.StmtPrepareOk;
import switchboard.mysql.protocol.packet.TextResult;
import switchboard.mysql.protocol.server.AnswerWriter;
import switchboard.mysql.protocol.server.WorkerSession;

/** What a client's commands do on one of the demo's databases. */
final class H2Session implements WorkerSession.Worker {
    private static final Logger LOG = LoggerFactory.getLogger(H2Session.class);
    private static final int MAX_STATEMENTS = 1000;

    /** A prepared statement and the types of its last execution. */
    private static final class Prepared {
        private final PreparedStatement statement;
        private final String sql;
        private final int parameters;
        private List<Integer> types = List.of();

        Prepared(PreparedStatement statement, String sql, int parameters) {
            this.statement = statement;
            this.sql = sql;
            this.parameters = parameters;
        }
    }

    private final Channel channel;
    private final long capabilities;
    private final long threadId;
    private final boolean readOnly;
    private final Connection database;
    private final MySqlText text;
    private final AnswerWriter answers;
    private final IntObjectHashMap<Prepared> prepared = new IntObjectHashMap<>();
    private int lastStatementId;
    private boolean inTransaction;
    private volatile Statement running;

    H2Session(Channel channel, long capabilities, long threadId, int serverId, Connection database) {
        this.channel = channel;
        this.capabilities = capabilities;
        this.threadId = threadId;
        this.readOnly = serverId != 1;
        this.database = database;
        this.text = new MySqlText(serverId);
        this.answers = new AnswerWriter(channel, capabilities);
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
                    endTransaction(false);
                    database.setAutoCommit(true);
                    answers.ok(0, "");
                }
                case Command.COM_STMT_PREPARE -> prepare(payload.toString(StandardCharsets.UTF_8));
                case Command.COM_STMT_EXECUTE -> execute(payload);
                case Command.COM_STMT_CLOSE -> closeStatement(payload);
                case Command.COM_STMT_RESET -> answers.ok(0, "");
                default -> answers.error(1047, "08S01", "Unknown command");
            }
        } catch (SQLException failed) {
            error(failed);
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
            answer(statement, rows, false);
        }
    }

    /** Statements about the session, and those that a reader refuses. */
    private boolean answeredAside(String sql) throws SQLException, IOException {
        String plain = MySqlText.plain(sql);
        String upper = plain.toUpperCase(Locale.ROOT);
        Optional<Boolean> autocommit = MySqlText.autocommit(plain);
        if (readOnly && MySqlText.writes(plain)) {
            answers.error(1290, "HY000", "The MySQL server is running with the --read-only option so it cannot execute "
                    + "this statement");
        } else if (autocommit.isPresent()) {
            endTransaction(true);
            database.setAutoCommit(autocommit.get());
            answers.ok(0, "");
        } else if (upper.equals("BEGIN") || upper.startsWith("START TRANSACTION")) {
            endTransaction(true);
            database.setAutoCommit(false);
            inTransaction = true;
            status();
            answers.ok(0, "");
        } else if (upper.equals("COMMIT") || upper.equals("ROLLBACK")) {
            endTransaction(upper.equals("COMMIT"));
            answers.ok(0, "");
        } else if (upper.startsWith("USE ")) {
            use(plain.substring(4).strip().replace("`", ""));
        } else if (upper.equals("SELECT CONNECTION_ID()")) {
            value("CONNECTION_ID()", String.valueOf(threadId));
        } else if (upper.equals("SHOW WARNINGS") || upper.startsWith("SHOW VARIABLES")
                || upper.startsWith("SHOW SESSION VARIABLES")) {
            AnswerWriter.Rows rows = answers.rows(upper.equals("SHOW WARNINGS")
                    ? List.of("Level", "Code", "Message")
                    : List.of("Variable_name", "Value"));
            rows.end();
        } else if (MySqlText.isIgnored(plain)) {
            answers.ok(0, "");
        } else {
            return false;
        }
        return true;
    }

    private void value(String label, String value) throws IOException {
        AnswerWriter.Rows rows = answers.rows(List.of(label));
        rows.row(value);
        rows.end();
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

    private void endTransaction(boolean commit) throws SQLException {
        if (!database.getAutoCommit()) {
            if (commit) {
                database.commit();
            } else {
                database.rollback();
            }
        }
        if (inTransaction) {
            database.setAutoCommit(true);
            inTransaction = false;
        }
        status();
    }

    private void status() {
        answers.status((inTransaction ? StatusFlag.SERVER_STATUS_IN_TRANS : 0) | StatusFlag.SERVER_STATUS_AUTOCOMMIT);
    }

    private int statusFlags() {
        return (inTransaction ? StatusFlag.SERVER_STATUS_IN_TRANS : 0) | StatusFlag.SERVER_STATUS_AUTOCOMMIT;
    }

    private void prepare(String sql) throws SQLException {
        if (prepared.size() >= MAX_STATEMENTS) {
            answers.error(1461, "42000", "Can't create more than max_prepared_stmt_count statements");
            return;
        }
        String translated = text.translate(sql);
        PreparedStatement statement = database.prepareStatement(translated, Statement.RETURN_GENERATED_KEYS);
        int parameters = statement.getParameterMetaData().getParameterCount();
        ResultSetMetaData meta = statement.getMetaData();
        List<ColumnDefinition> columns = meta == null ? List.of() : columns(meta);
        int id = ++lastStatementId;
        prepared.put(id, new Prepared(statement, translated, parameters));
        List<ColumnDefinition> questions = new ArrayList<>();
        for (int i = 0; i < parameters; i++) {
            questions.add(ColumnDefinition.text("?"));
        }
        ByteBuf out = channel.alloc().buffer();
        int sequence = new StmtPrepareOk(id, columns.size(), parameters, 0).encode(out, 1);
        TextResult definitions = new TextResult(sequence, capabilities, statusFlags());
        definitions.definitions(out, questions);
        definitions.definitions(out, columns);
        answers.raw(out);
    }

    private void execute(ByteBuf payload) throws SQLException, IOException {
        ByteBuf whole = payload.slice(payload.readerIndex() - 1, payload.readableBytes() + 1);
        Prepared known = prepared.get((int) StmtExecute.statementId(whole));
        if (known == null) {
            answers.error(1243, "HY000", "Unknown prepared statement handler given to mysql_stmt_precheck");
            return;
        }
        StmtExecute execute = StmtExecute.decode(whole, known.parameters, known.types, List.of(),
                StandardCharsets.UTF_8);
        known.types = execute.types();
        if (readOnly && MySqlText.writes(known.sql)) {
            answers.error(1290, "HY000", "The MySQL server is running with the --read-only option so it cannot execute "
                    + "this statement");
            return;
        }
        for (int i = 0; i < known.parameters; i++) {
            known.statement.setObject(i + 1, execute.values().get(i));
        }
        running = known.statement;
        answer(known.statement, known.statement.execute(), true);
    }

    private void answer(Statement statement, boolean rows, boolean binary) throws SQLException, IOException {
        if (!rows) {
            long key = 0;
            try (ResultSet keys = statement.getGeneratedKeys()) {
                if (keys.next()) {
                    key = keys.getLong(1);
                }
            }
            answers.ok(Math.max(0, statement.getUpdateCount()), key, "");
            return;
        }
        try (ResultSet found = statement.getResultSet()) {
            ResultSetMetaData meta = found.getMetaData();
            List<ColumnDefinition> columns = columns(meta);
            ResultWriter result = binary
                    ? new BinaryResult(1, capabilities, statusFlags())
                    : new TextResult(1, capabilities, statusFlags());
            AnswerWriter.Rows writer = answers.rows(result, columns);
            try {
                while (found.next()) {
                    writer.row(row(found, columns));
                }
                writer.end();
            } finally {
                writer.drop();
            }
        }
    }

    private static Object[] row(ResultSet found, List<ColumnDefinition> columns) throws SQLException {
        Object[] row = new Object[columns.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = switch (columns.get(i).type()) {
                case ColumnType.MYSQL_TYPE_LONGLONG -> found.getObject(i + 1) == null ? null : found.getLong(i + 1);
                case ColumnType.MYSQL_TYPE_DOUBLE -> found.getObject(i + 1) == null ? null : found.getDouble(i + 1);
                case ColumnType.MYSQL_TYPE_BLOB -> found.getBytes(i + 1);
                default -> found.getString(i + 1);
            };
        }
        return row;
    }

    private static List<ColumnDefinition> columns(ResultSetMetaData meta) throws SQLException {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            String label = meta.getColumnLabel(i);
            columns.add(switch (meta.getColumnType(i)) {
                case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.BOOLEAN ->
                    ColumnDefinition.of(label, ColumnType.MYSQL_TYPE_LONGLONG, 0);
                case Types.REAL, Types.FLOAT, Types.DOUBLE ->
                    ColumnDefinition.of(label, ColumnType.MYSQL_TYPE_DOUBLE, 0);
                case Types.BINARY, Types.VARBINARY, Types.BLOB ->
                    ColumnDefinition.of(label, ColumnType.MYSQL_TYPE_BLOB, ColumnType.BINARY_FLAG);
                default -> ColumnDefinition.text(label);
            });
        }
        return columns;
    }

    private void closeStatement(ByteBuf payload) throws SQLException {
        Prepared closed = payload.readableBytes() < 4 ? null : prepared.remove(payload.readIntLE());
        if (closed != null) {
            closed.statement.close();
        }
    }

    private void error(SQLException failed) {
        String message = String.valueOf(failed.getMessage());
        int end = message.indexOf("; SQL statement:");
        String first = (end < 0 ? message : message.substring(0, end)).lines().findFirst().orElse("");
        switch (failed.getErrorCode()) {
            case 42102, 42103, 42104 -> answers.error(1146, "42S02", first);
            case 42122 -> answers.error(1054, "42S22", first);
            case 90079 -> answers.error(1049, "42000", first);
            case 23505 -> answers.error(1062, "23000", first);
            case 42000, 42001 -> answers.error(1064, "42000", first);
            default -> answers.error(1105, "HY000", first);
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
