package switchboard.h2.server;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import switchboard.mysql.protocol.ColumnType;
import switchboard.mysql.protocol.packet.BinaryResult;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.protocol.packet.ResultWriter;
import switchboard.mysql.protocol.packet.TextResult;
import switchboard.mysql.protocol.server.AnswerWriter;

/** What H2 answered to a statement, as MySQL would say it. */
final class H2Result {
    private H2Result() {
    }

    /** An OK with counts, or the rows as they are read. */
    static void write(Statement statement, boolean rows, boolean binary, AnswerWriter answers,
            H2Transaction transaction,
            long capabilities) throws SQLException, IOException {
        if (!rows) {
            answers.ok(Math.max(0, statement.getUpdateCount()), generatedKey(statement), "");
            return;
        }
        try (ResultSet found = statement.getResultSet()) {
            List<ColumnDefinition> columns = columns(found.getMetaData());
            ResultWriter result = binary
                    ? new BinaryResult(1, capabilities, transaction.statusFlags())
                    : new TextResult(1, capabilities, transaction.statusFlags());
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

    private static long generatedKey(Statement statement) throws SQLException {
        try (ResultSet keys = statement.getGeneratedKeys()) {
            return keys.next() ? keys.getLong(1) : 0;
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

    static List<ColumnDefinition> columns(ResultSetMetaData meta) throws SQLException {
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
}
