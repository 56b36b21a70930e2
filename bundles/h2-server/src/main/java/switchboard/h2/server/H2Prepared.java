package switchboard.h2.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.collection.IntObjectHashMap;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.protocol.packet.StmtExecute;
import switchboard.mysql.protocol.packet.StmtPrepareOk;
import switchboard.mysql.protocol.packet.TextResult;
import switchboard.mysql.protocol.server.AnswerWriter;

/** A session's prepared statements, at most {@value #MAX_STATEMENTS}. */
final class H2Prepared {
    private static final int MAX_STATEMENTS = 1000;

    /** A prepared statement and the types of its last execution. */
    static final class Known {
        private final PreparedStatement statement;
        private final String sql;
        private final int parameters;
        private List<Integer> types = List.of();

        private Known(PreparedStatement statement, String sql, int parameters) {
            this.statement = statement;
            this.sql = sql;
            this.parameters = parameters;
        }

        PreparedStatement statement() {
            return statement;
        }

        String sql() {
            return sql;
        }
    }

    private final Connection database;
    private final Channel channel;
    private final long capabilities;
    private final AnswerWriter answers;
    private final IntObjectHashMap<Known> byId = new IntObjectHashMap<>();
    private int lastId;

    H2Prepared(Connection database, Channel channel, long capabilities, AnswerWriter answers) {
        this.database = database;
        this.channel = channel;
        this.capabilities = capabilities;
        this.answers = answers;
    }

    /** @param translated in H2's words */
    void prepare(String translated, int statusFlags) throws SQLException {
        if (byId.size() >= MAX_STATEMENTS) {
            answers.error(1461, "42000", "Can't create more than max_prepared_stmt_count statements");
            return;
        }
        PreparedStatement statement = database.prepareStatement(translated, Statement.RETURN_GENERATED_KEYS);
        int parameters = statement.getParameterMetaData().getParameterCount();
        ResultSetMetaData meta = statement.getMetaData();
        List<ColumnDefinition> columns = meta == null ? List.of() : H2Result.columns(meta);
        int id = ++lastId;
        byId.put(id, new Known(statement, translated, parameters));
        ByteBuf out = channel.alloc().buffer();
        int sequence = new StmtPrepareOk(id, columns.size(), parameters, 0).encode(out, 1);
        TextResult definitions = new TextResult(sequence, capabilities, statusFlags);
        definitions.definitions(out, Collections.nCopies(parameters, ColumnDefinition.text("?")));
        definitions.definitions(out, columns);
        answers.raw(out);
    }

    /** The statement of a COM_STMT_EXECUTE, its parameters set; null if its id is unknown. Borrows the payload. */
    Known bound(ByteBuf payload) throws SQLException {
        ByteBuf whole = payload.slice(payload.readerIndex() - 1, payload.readableBytes() + 1);
        Known known = byId.get((int) StmtExecute.statementId(whole));
        if (known == null) {
            return null;
        }
        StmtExecute execute = StmtExecute.decode(whole, known.parameters, known.types, List.of(),
                StandardCharsets.UTF_8);
        known.types = execute.types();
        for (int i = 0; i < known.parameters; i++) {
            known.statement.setObject(i + 1, execute.values().get(i));
        }
        return known;
    }

    void close(ByteBuf payload) throws SQLException {
        Known closed = payload.readableBytes() < 4 ? null : byId.remove(payload.readIntLE());
        if (closed != null) {
            closed.statement.close();
        }
    }
}
