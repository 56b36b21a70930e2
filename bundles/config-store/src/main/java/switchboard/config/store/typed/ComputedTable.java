package switchboard.config.store.typed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.table.AdminDatabase.Role;
import switchboard.api.table.RowFilter;
import switchboard.api.table.TableDefinition;
import switchboard.config.store.database.MemoryDatabase;
import switchboard.config.store.shape.Column;
import switchboard.config.store.shape.H2Ddl;
import switchboard.config.store.shape.TableShape;

/**
 * A table whose rows are written when a statement names it, and hold still until the statement is done. It has the
 * definition's columns without its keys and CHECKs: what runs is shown even where the definition would refuse it.
 */
final class ComputedTable {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.config.store.ConfigStore");

    private final MemoryDatabase memory;
    private final String schema;
    private final String name;
    private final Semaphore turn = new Semaphore(1, true); // not a lock: whoever closes may be another thread
    private TableDefinition made; // this, columns and last: guarded by turn
    private List<Column> columns = List.of();
    private Content last;

    ComputedTable(MemoryDatabase memory, String schema, String name) {
        this.memory = memory;
        this.schema = schema;
        this.name = name;
    }

    /** Waits for the statement before; {@link #release} ends it. */
    void acquire() {
        turn.acquireUninterruptibly();
    }

    void release() {
        turn.release();
    }

    /**
     * Between acquire and release: writes the rows that the filter needs, or more; null content means that the table is
     * gone.
     */
    void show(Content content, RowFilter filter) throws SQLException {
        if (content == null) {
            drop();
        } else if (!content.isSameAs(last)) {
            last = null;
            make(content.definition());
            fill(content, filter);
            last = content instanceof Content.Running && filter.equals(RowFilter.NONE) ? content : null;
        }
    }

    private void make(TableDefinition definition) throws SQLException {
        if (definition.equals(made)) {
            return;
        }
        drop();
        TableShape shape = TableShape.of(definition);
        memory.execute(H2Ddl.createPlain(schema, name, shape));
        grant(Role.ADMIN);
        if (!schema.equals("main")) {
            grant(Role.STATS);
        }
        made = definition;
        columns = shape.columns();
    }

    private void grant(Role role) throws SQLException {
        memory.execute(
                "GRANT SELECT ON " + H2Ddl.qualified(schema, name) + " TO \"" + MemoryDatabase.user(role) + '"');
    }

    private void drop() throws SQLException {
        if (made != null) {
            memory.execute("DROP TABLE " + H2Ddl.qualified(schema, name));
            made = null;
            last = null;
        }
    }

    private void fill(Content content, RowFilter filter) throws SQLException {
        String table = H2Ddl.qualified(schema, name);
        memory.write(connection -> {
            try (Statement delete = connection.createStatement()) {
                delete.executeUpdate("DELETE FROM " + table);
            }
            insert(connection, table, content, filter);
            return null;
        });
    }

    private void insert(Connection connection, String table, Content content, RowFilter filter) throws SQLException {
        String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
        try (PreparedStatement insert = connection
                .prepareStatement("INSERT INTO " + table + " VALUES (" + marks + ')')) {
            BatchSink sink = new BatchSink(insert, columns.size());
            content.read(new FilteredSink(sink, columns, filter), filter);
            sink.finish();
        } catch (BatchSink.FailedException e) {
            throw e.cause();
        } catch (RuntimeException | LinkageError e) { // LinkageError: a class of a bundle that is being taken out
            LOG.error("Rows not computed table={}.{}", schema, name, e);
            throw new SQLException(schema + '.' + name + ": its module failed (" + e + "); see the log", e);
        }
    }
}
