package switchboard.config.store.rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import switchboard.api.table.Rows;
import switchboard.config.store.shape.Column;
import switchboard.config.store.shape.H2Ddl;
import switchboard.config.store.shape.TableShape;

/** Reads and writes the rows of a table in one schema. Nothing is committed here. */
public final class TableRows {
    private static final int BATCH = 1000;

    private final Connection connection;
    private final String schema;
    private final Progress progress;

    public TableRows(Connection connection, String schema) {
        this(connection, schema, new Progress());
    }

    /** @param progress told of each row that is read or written */
    public TableRows(Connection connection, String schema, Progress progress) {
        this.connection = connection;
        this.schema = schema;
        this.progress = progress;
    }

    /** The share's rows in its order, as text. */
    public Rows read(TableShare share) throws SQLException {
        List<String> names = share.shape().columnNames();
        String sql = "SELECT " + list(names) + " FROM " + H2Ddl.qualified(schema, share.name()) + where(share)
                + " ORDER BY " + share.orderBy();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (share.shared()) {
                statement.setInt(1, share.rowPrefix().length());
                statement.setString(2, share.rowPrefix());
            }
            return new Rows(names, streamed(statement, share.name()));
        }
    }

    /** All rows by the columns that the table has at present. */
    public Rows readAll(String table) throws SQLException {
        try (PreparedStatement statement = connection
                .prepareStatement("SELECT * FROM " + H2Ddl.qualified(schema, table))) {
            ResultSetMetaData about = statement.getMetaData();
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= about.getColumnCount(); i++) {
                names.add(about.getColumnName(i));
            }
            return new Rows(names, streamed(statement, table));
        }
    }

    /** Writes a difference; returns how many rows it touched. */
    public long write(TableShare share, RowDiff diff) throws SQLException {
        delete(share.name(), share.shape(), diff.removed());
        insert(share.name(), share.shape(), diff.added());
        return (long) diff.removed().size() + diff.added().size();
    }

    /** Changes what is there now into what is wanted; returns how many rows were touched. */
    public long change(TableShare share, List<String[]> present, List<String[]> wanted) throws SQLException {
        return write(share, RowDiff.between(present, wanted, share.shape()));
    }

    /** Inserts whole rows; NULL for a counter takes the next number. */
    public void insert(String table, TableShape shape, List<String[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        List<Column> columns = shape.columns();
        String marks = String.join(", ", columns.stream().map(column -> "?").toList());
        String sql = "INSERT INTO " + H2Ddl.qualified(schema, table) + '(' + list(shape.columnNames()) + ") VALUES ("
                + marks + ')';
        Progress.Step step = progress.begin("written into " + schema + '.' + table);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int waiting = 0;
            for (String[] row : highestFirst(rows, shape)) {
                for (int i = 0; i < row.length; i++) {
                    set(statement, i + 1, columns.get(i), row[i]);
                }
                waiting = add(statement, waiting);
                step.row();
            }
            if (waiting > 0) {
                statement.executeBatch();
            }
        }
    }

    /**
     * In MySQL's mode H2 notes each number that is beyond a counter, with a write to the file of its own: 15 KB for each of
     * many rules. So the highest comes first.
     */
    private static List<String[]> highestFirst(List<String[]> rows, TableShape shape) {
        int[] key = shape.key();
        if (key.length != 1 || !shape.columns().get(key[0]).counter()) {
            return rows;
        }
        int at = 0;
        long highest = Long.MIN_VALUE;
        for (int i = 0; i < rows.size(); i++) {
            String number = rows.get(i)[key[0]];
            if (number != null && isNumber(number) && Long.parseLong(number) > highest) {
                highest = Long.parseLong(number);
                at = i;
            }
        }
        List<String[]> ordered = new ArrayList<>(rows);
        ordered.addFirst(ordered.remove(at));
        return ordered;
    }

    private void delete(String table, TableShape shape, List<String[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        int[] key = shape.key();
        List<String> terms = new ArrayList<>();
        for (int index : key) {
            Column column = shape.columns().get(index);
            boolean neverNull = column.notNull() || column.counter();
            terms.add(H2Ddl.quote(column.name()) + (neverNull ? " = ?" : " IS NOT DISTINCT FROM ?"));
        }
        String sql = "DELETE FROM " + H2Ddl.qualified(schema, table) + " WHERE " + String.join(" AND ", terms);
        Progress.Step step = progress.begin("deleted from " + schema + '.' + table);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int waiting = 0;
            for (String[] row : rows) {
                for (int i = 0; i < key.length; i++) {
                    set(statement, i + 1, shape.columns().get(key[i]), row[key[i]]);
                }
                waiting = add(statement, waiting);
                step.row();
            }
            if (waiting > 0) {
                statement.executeBatch();
            }
        }
    }

    private static int add(PreparedStatement statement, int waiting) throws SQLException {
        statement.addBatch();
        if (waiting + 1 < BATCH) {
            return waiting + 1;
        }
        statement.executeBatch();
        return 0;
    }

    /** Numbers as numbers, so that keys are found by their index; what is no number H2 refuses by itself. */
    private static void set(PreparedStatement statement, int index, Column column, String value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.VARCHAR);
        } else if (column.affinity() == Column.Affinity.INTEGER && isNumber(value)) {
            statement.setLong(index, Long.parseLong(value));
        } else {
            statement.setString(index, value);
        }
    }

    private static boolean isNumber(String value) {
        int start = value.startsWith("-") ? 1 : 0;
        if (value.length() == start || value.length() > 18) {
            return false;
        }
        for (int i = start; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** H2 gathers a result before it gives it away, of the file's tables in a file of its own: here it need not. */
    private List<String[]> streamed(PreparedStatement statement, String table) throws SQLException {
        lazily(true);
        try (ResultSet result = statement.executeQuery()) {
            return values(result, table);
        } finally {
            lazily(false);
        }
    }

    private void lazily(boolean lazy) throws SQLException {
        try (Statement setting = connection.createStatement()) {
            setting.execute("SET LAZY_QUERY_EXECUTION " + (lazy ? 1 : 0));
        }
    }

    private List<String[]> values(ResultSet result, String table) throws SQLException {
        Progress.Step step = progress.begin("read from " + schema + '.' + table);
        RowReader reader = new RowReader(result);
        List<String[]> rows = new ArrayList<>();
        while (result.next()) {
            rows.add(reader.read());
            step.row();
        }
        return rows;
    }

    private static String where(TableShare share) {
        if (!share.shared()) {
            return "";
        }
        return " WHERE LEFT(" + H2Ddl.quote(share.shape().columns().getFirst().name()) + ", ?) = ?";
    }

    private static String list(List<String> names) {
        return String.join(", ", names.stream().map(H2Ddl::quote).toList());
    }
}
