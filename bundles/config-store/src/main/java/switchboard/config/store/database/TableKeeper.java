package switchboard.config.store.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.table.Rows;
import switchboard.config.store.rows.TableRows;
import switchboard.config.store.rows.TableShare;
import switchboard.config.store.shape.Column;
import switchboard.config.store.shape.H2Ddl;
import switchboard.config.store.shape.TableShape;

/**
 * Makes tables, and brings a table to another definition with its rows. A half-done change is finished or undone by the
 * next call: the new table is complete before the old one is dropped.
 */
final class TableKeeper {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.config.store.ConfigStore");
    private static final String NEXT = "__next";

    private final Connection connection;
    private final String schema;
    private final List<String> grants;

    /** @param grants statements with {@code %s} for the table's qualified name */
    TableKeeper(Connection connection, String schema, List<String> grants) {
        this.connection = connection;
        this.schema = schema;
        this.grants = grants;
    }

    /** Finishes or undoes what a killed process left, then tells whether the table is there. */
    boolean recover(String table) throws SQLException {
        boolean present = exists(table);
        if (exists(table + NEXT)) {
            execute(present ? "DROP TABLE " + H2Ddl.qualified(schema, table + NEXT) : rename(table));
            return true;
        }
        return present;
    }

    /** Makes the table. */
    void create(TableShare share) throws SQLException {
        make(share.name(), share.shape());
    }

    /** Makes the table anew by its new definition with the rows of the old one; columns of one name are kept. */
    void migrate(TableShare to) throws SQLException {
        String next = to.name() + NEXT;
        Rows old = new TableRows(connection, schema).readAll(to.name());
        make(next, to.shape());
        insertAccepted(next, to, old);
        execute("DROP TABLE " + H2Ddl.qualified(schema, to.name()));
        execute(rename(to.name()));
        for (String statement : H2Ddl.renameConstraints(schema, next, to.name(), to.shape())) {
            execute(statement);
        }
        LOG.info("Table migrated schema={} table={} rows={}", schema, to.name(), old.size());
    }

    private void make(String table, TableShape shape) throws SQLException {
        execute(H2Ddl.create(schema, table, shape));
        for (String grant : grants) {
            execute(grant.formatted(H2Ddl.qualified(schema, table)));
        }
    }

    private void insertAccepted(String table, TableShare to, Rows old) throws SQLException {
        TableRows target = new TableRows(connection, schema);
        List<String[]> rows = converted(old, to.shape());
        try {
            target.insert(table, to.shape(), rows);
        } catch (SQLException someRefused) {
            execute("DELETE FROM " + H2Ddl.qualified(schema, table));
            int refused = 0;
            for (String[] row : rows) {
                refused += accepts(target, table, to.shape(), row) ? 0 : 1;
            }
            LOG.error("Rows lost in migration schema={} table={} rows={}: the new definition refuses them", schema,
                    to.name(), refused);
        }
    }

    private static boolean accepts(TableRows target, String table, TableShape shape, String[] row) {
        try {
            target.insert(table, shape, List.<String[]>of(row));
            return true;
        } catch (SQLException refused) {
            LOG.debug("Row refused table={}", table, refused);
            return false;
        }
    }

    private static List<String[]> converted(Rows old, TableShape shape) {
        List<Column> columns = shape.columns();
        int[] source = columns.stream().mapToInt(column -> position(old.columns(), column.name())).toArray();
        String[] defaults = columns.stream().map(Column::defaultValue).toArray(String[]::new);
        List<String[]> rows = new ArrayList<>(old.size());
        for (String[] row : old.values()) {
            String[] next = Arrays.copyOf(defaults, defaults.length);
            for (int i = 0; i < next.length; i++) {
                next[i] = source[i] < 0 ? next[i] : row[source[i]];
            }
            rows.add(next);
        }
        return rows;
    }

    private static int position(List<String> names, String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    private String rename(String table) {
        return "ALTER TABLE " + H2Ddl.qualified(schema, table + NEXT) + " RENAME TO " + H2Ddl.quote(table);
    }

    private boolean exists(String table) throws SQLException {
        try (var result = connection.getMetaData().getTables(null, schema, table.replace("_", "\\_"), null)) {
            return result.next();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
