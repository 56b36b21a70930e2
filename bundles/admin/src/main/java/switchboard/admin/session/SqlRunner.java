package switchboard.admin.session;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import switchboard.admin.command.Stopped;
import switchboard.admin.sql.Catalog;
import switchboard.admin.sql.Dialect;
import switchboard.admin.sql.ErrorText;
import switchboard.admin.sql.TableText;
import switchboard.admin.sql.Translation;
import switchboard.api.table.AdminDatabase;
import switchboard.api.table.AdminDatabase.Role;
import switchboard.api.table.TableDefinition;
import switchboard.mysql.protocol.server.AnswerWriter;

/** Runs the SQL of one session on its own database connection. One thread at a time. */
final class SqlRunner implements Catalog, AutoCloseable {
    private static final String PREFIX = "ProxySQL Admin Error: ";
    private static final Set<String> SCHEMAS = Set.of("main", "disk", "stats", "monitor", "stats_history");

    private final Supplier<AdminDatabase> databases;
    private final Role role;
    private final Dialect dialect;
    private AdminDatabase connectedTo;
    private Connection connection;
    private volatile Statement running;

    SqlRunner(Supplier<AdminDatabase> databases, Role role) {
        this.databases = databases;
        this.role = role;
        this.dialect = new Dialect(this, role == Role.STATS ? "stats" : "main");
    }

    /** Runs one statement and answers the client. */
    @SuppressWarnings("try") // the handle is held, not used
    void run(String text, boolean readOnly, AnswerWriter reply) throws IOException {
        Translation statement = dialect.translate(text);
        if (statement.kind() == Translation.Kind.REFUSED) {
            reply.error(1045, "28000", PREFIX + "near \"" + statement.sql() + "\": syntax error");
            return;
        }
        boolean writes = statement.kind() != Translation.Kind.QUERY;
        if (writes && (readOnly || role == Role.STATS)) {
            reply.error(1045, "28000", PREFIX + "attempt to write a readonly database");
            return;
        }
        try (AdminDatabase.Filled filled = fill(statement, writes)) {
            switch (statement.kind()) {
                case QUERY -> query(statement, reply);
                case CHANGE -> reply.ok(change(statement.sql()), "");
                case REPLACE -> reply.ok(new Replacement(connection, this::table).run(statement), "");
                case REFUSED -> throw new IllegalStateException("answered above");
            }
        } catch (SQLException failed) {
            reply.error(1045, "28000", PREFIX + message(failed, statement));
        }
    }

    /** Ends the statement under way, if there is one. Any thread. */
    void cancel() {
        Statement now = running;
        if (now != null) {
            try {
                now.cancel();
            } catch (SQLException over) {
                running = null; // it ended by itself
            }
        }
    }

    /** A query gets a snapshot, so that it holds up nobody, and neither does a client that reads slowly. */
    private AdminDatabase.Filled fill(Translation statement, boolean writes) throws SQLException {
        AdminDatabase database = connect();
        return writes ? database.fill(statement.tables()) : database.fill(statement.tables(), connection);
    }

    private AdminDatabase connect() throws SQLException {
        AdminDatabase now = databases.get();
        if (now == null) {
            throw new SQLException("the module config-store is stopped");
        }
        if (now != connectedTo || connection.isClosed()) {
            close();
            connection = now.connect(role);
            connectedTo = now;
        }
        return now;
    }

    private void query(Translation statement, AnswerWriter reply) throws SQLException, IOException {
        try (Statement query = connection.createStatement()) {
            running = query;
            try (ResultSet found = query.executeQuery(statement.sql())) {
                send(found, statement.labels(), reply);
            }
        } finally {
            running = null;
        }
    }

    private static void send(ResultSet found, List<String> labels, AnswerWriter reply)
            throws SQLException, IOException {
        ResultSetMetaData meta = found.getMetaData();
        int count = meta.getColumnCount();
        List<String> columns = new ArrayList<>();
        boolean[] truth = new boolean[count];
        for (int i = 0; i < count; i++) {
            String label = labels.size() == count ? labels.get(i) : null;
            columns.add(label == null ? meta.getColumnLabel(i + 1) : label);
            truth[i] = meta.getColumnType(i + 1) == Types.BOOLEAN;
        }
        AnswerWriter.Rows rows = reply.rows(columns);
        try {
            while (found.next()) {
                Object[] values = new Object[count];
                for (int i = 0; i < count; i++) {
                    String value = found.getString(i + 1);
                    values[i] = truth[i] && value != null ? found.getBoolean(i + 1) ? "1" : "0" : value;
                }
                rows.row(values);
            }
            rows.end();
        } catch (SQLException failed) {
            rows.fail(PREFIX + failed.getMessage());
        } finally {
            rows.drop();
        }
    }

    private long change(String sql) throws SQLException {
        try (Statement change = connection.createStatement()) {
            running = change;
            return change.executeLargeUpdate(sql);
        } finally {
            running = null;
        }
    }

    private String message(SQLException failed, Translation statement) {
        for (String name : statement.tables()) {
            String table = name.substring(name.indexOf('.') + 1);
            Optional<String> module = connectedTo == null ? Optional.empty() : connectedTo.stoppedModule(table);
            if (module.isPresent()) {
                return "no such table: " + table + ": " + Stopped.message(module.get());
            }
        }
        return ErrorText.of(failed, role == Role.STATS, this::table);
    }

    private TableText table(String name) {
        AdminDatabase database = connectedTo;
        if (database == null) {
            return null;
        }
        int dot = name.indexOf('.');
        if (dot >= 0) {
            return database.table(name.substring(0, dot), name.substring(dot + 1)).map(SqlRunner::text).orElse(null);
        }
        for (String schema : database.schemas(role)) {
            Optional<TableDefinition> found = database.table(schema, name);
            if (found.isPresent()) {
                return text(found.get());
            }
        }
        return null;
    }

    private static TableText text(TableDefinition definition) {
        return TableText.of(definition.createSql());
    }

    @Override
    public boolean isSchema(String name) {
        return SCHEMAS.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public Set<String> columns(String table) {
        try {
            connect();
        } catch (SQLException notThere) {
            return Set.of();
        }
        TableText text = table(table);
        return text == null ? Set.of() : new HashSet<>(text.defaults().keySet());
    }

    @Override
    public void close() throws SQLException {
        if (connection != null) {
            connection.close();
            connection = null;
            connectedTo = null;
        }
    }
}
