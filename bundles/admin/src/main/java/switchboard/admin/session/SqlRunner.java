package switchboard.admin.session;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import switchboard.admin.command.Stopped;
import switchboard.admin.sql.Dialect;
import switchboard.admin.sql.ErrorText;
import switchboard.admin.sql.RowWriter;
import switchboard.admin.sql.Translation;
import switchboard.admin.sql.ValueText;
import switchboard.admin.sql.h2.Catalog;
import switchboard.admin.sql.h2.H2Statement;
import switchboard.admin.sql.h2.NoTableException;
import switchboard.admin.sql.syntax.SqliteException;
import switchboard.admin.sql.syntax.TableText;
import switchboard.api.table.AdminDatabase;
import switchboard.api.table.AdminDatabase.Role;
import switchboard.mysql.protocol.server.AnswerWriter;

/** Runs the SQL of one session on its own database connection. One thread at a time. */
final class SqlRunner implements Catalog, AutoCloseable {
    private static final String PREFIX = "ProxySQL Admin Error: ";
    private static final int MAX_TEXTS = 500;

    private final Supplier<AdminDatabase> databases;
    private final Role role;
    private final Dialect dialect;
    private final Map<String, TableText> texts = new HashMap<>(); // by CREATE TABLE: a session names the same few again
    private AdminDatabase connectedTo;
    private Connection connection;
    private volatile Statement running;

    SqlRunner(Supplier<AdminDatabase> databases, Role role) {
        this.databases = databases;
        this.role = role;
        this.dialect = new Dialect(this);
    }

    /** Runs one statement and answers the client. */
    @SuppressWarnings("try") // the handle is held, not used
    void run(String text, boolean readOnly, AnswerWriter reply) throws IOException {
        Translation translation = null;
        try {
            AdminDatabase database = connect();
            translation = dialect.translate(text);
            if (translation.writes() && (readOnly || role == Role.STATS)) {
                throw new SqliteException("attempt to write a readonly database");
            }
            try (AdminDatabase.Filled filled = fill(database, translation)) {
                answer(translation.statement(), reply);
            }
        } catch (SQLException failed) {
            reply.error(1045, "28000", PREFIX + message(failed, translation));
        }
    }

    private void answer(H2Statement statement, AnswerWriter reply) throws SQLException, IOException {
        switch (statement) {
            case H2Statement.Read read -> query(read, reply);
            case H2Statement.Change change -> reply.ok(change(change.sql()), "");
            case H2Statement.Rows rows -> reply.ok(new RowWriter(connection, rows).run(), "");
            case H2Statement.Fixed fixed -> fixed(fixed, reply);
            case H2Statement.Nothing nothing -> reply.ok(0, "");
        }
    }

    private static void fixed(H2Statement.Fixed fixed, AnswerWriter reply) throws IOException {
        AnswerWriter.Rows rows = reply.rows(fixed.labels());
        try {
            for (Object[] row : fixed.rows()) {
                rows.row(row);
            }
            rows.end();
        } finally {
            rows.drop();
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
    private AdminDatabase.Filled fill(AdminDatabase database, Translation translation) throws SQLException {
        return translation.writes()
                ? database.fill(translation.tables())
                : database.fill(translation.tables(), connection, translation.filter());
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

    private void query(H2Statement.Read read, AnswerWriter reply) throws SQLException, IOException {
        try (Statement query = connection.createStatement()) {
            running = query;
            try (ResultSet found = query.executeQuery(read.sql())) {
                send(found, read.labels(), reply);
            }
        } finally {
            running = null;
        }
    }

    private static void send(ResultSet found, List<String> labels, AnswerWriter reply)
            throws SQLException, IOException {
        int[] types = new int[labels.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = found.getMetaData().getColumnType(i + 1);
        }
        AnswerWriter.Rows rows = reply.rows(labels);
        try {
            while (found.next()) {
                Object[] values = new Object[types.length];
                for (int i = 0; i < types.length; i++) {
                    values[i] = ValueText.of(found, i + 1, types[i]);
                }
                rows.row(values);
            }
            rows.end();
        } catch (SQLException failed) {
            rows.fail(PREFIX + ErrorText.of(failed, false, null));
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

    private String message(SQLException failed, Translation translation) {
        AdminDatabase database = connectedTo;
        if (failed instanceof NoTableException missing && database != null) {
            return missing.getMessage()
                    + database.stoppedModule(missing.table()).map(module -> ": " + Stopped.message(module)).orElse("");
        }
        return ErrorText.of(failed, role == Role.STATS, translation == null ? null : translation.target());
    }

    @Override
    public List<String> schemas() {
        return connectedTo.schemas(role);
    }

    @Override
    public List<String> tables(String schema) {
        return connectedTo.tables(schema);
    }

    @Override
    public TableText table(String schema, String name) {
        return connectedTo.table(schema, name).map(definition -> text(definition.createSql())).orElse(null);
    }

    private TableText text(String createSql) {
        if (texts.size() >= MAX_TEXTS) {
            texts.clear();
        }
        return texts.computeIfAbsent(createSql, TableText::of);
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
