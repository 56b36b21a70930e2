package switchboard.admin.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import switchboard.admin.sql.h2.Catalog;
import switchboard.admin.sql.h2.H2Statement;

/** Runs a statement as a session does and writes its answer on one line. */
final class TypedStatement {
    private final Dialect dialect;
    private final Connection connection;

    TypedStatement(Catalog catalog, Connection connection) {
        this.dialect = new Dialect(catalog);
        this.connection = connection;
    }

    /** {@code label|label ; value|value ; ...}, {@code OK rows}, or {@code ERROR text}. */
    String answer(String text) {
        Translation translation = null;
        try {
            translation = dialect.translate(text);
            return switch (translation.statement()) {
                case H2Statement.Read read -> query(read);
                case H2Statement.Change change -> "OK " + change(change.sql());
                case H2Statement.Rows rows -> "OK " + new RowWriter(connection, rows).run();
                case H2Statement.Fixed fixed -> lines(fixed.labels(), fixed.rows());
                case H2Statement.Nothing nothing -> "OK 0";
            };
        } catch (SQLException failed) {
            return "ERROR " + ErrorText.of(failed, false, translation == null ? null : translation.target());
        }
    }

    private long change(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }

    private String query(H2Statement.Read read) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet found = statement.executeQuery(read.sql())) {
            List<Object[]> rows = new ArrayList<>();
            while (found.next()) {
                Object[] row = new Object[read.labels().size()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = ValueText.of(found, i + 1, found.getMetaData().getColumnType(i + 1));
                }
                rows.add(row);
            }
            return lines(read.labels(), rows);
        }
    }

    private static String lines(List<String> labels, List<Object[]> rows) {
        List<String> lines = new ArrayList<>(List.of(String.join("|", labels)));
        for (Object[] row : rows) {
            lines.add(Arrays.stream(row).map(value -> value == null ? "NULL" : value.toString())
                    .collect(Collectors.joining("|")));
        }
        return String.join(" ; ", lines);
    }
}
