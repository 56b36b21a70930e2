package switchboard.config.store.typed;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.table.AdminDatabase.Role;
import switchboard.api.table.TableDefinition;
import switchboard.config.store.database.DiskTables;
import switchboard.config.store.database.FileDatabase;
import switchboard.config.store.database.HistoryFile;
import switchboard.config.store.database.MemoryDatabase;
import switchboard.config.store.rows.TableShare;
import switchboard.config.store.shape.H2Ddl;

/** The file's tables in the schemas disk and stats_history of the database in memory. */
final class DiskLinks {
    private static final String DISK = "disk";
    private static final String HISTORY = "stats_history";

    private final MemoryDatabase memory;
    private final FileDatabase file;
    private final DiskTables disk;
    private final HistoryFile history;
    private final Map<String, TableDefinition> linked = new HashMap<>(); // by schema.name

    DiskLinks(MemoryDatabase memory, FileDatabase file, DiskTables disk, HistoryFile history) {
        this.memory = memory;
        this.file = file;
        this.disk = disk;
        this.history = history;
    }

    /** What makes a table in the file. */
    @FunctionalInterface
    private interface Making {
        void run() throws ConfigRefusedException;
    }

    /** Makes the link to a table of disk, anew when the table has another definition now. */
    synchronized void ensure(TableShare share) throws SQLException {
        ensure(DISK, share.definition(), "SELECT, INSERT, UPDATE, DELETE",
                () -> disk.ensure("disk." + share.name(), List.of(share)));
    }

    /** Makes the link to a table of stats_history; administrators may delete rows there. */
    synchronized void ensure(TableDefinition table) throws SQLException {
        if (ensure(HISTORY, table, "SELECT, DELETE", () -> history.ensure(List.of(table)))) {
            memory.execute("GRANT SELECT ON " + H2Ddl.qualified(HISTORY, table.name()) + " TO \""
                    + MemoryDatabase.user(Role.STATS) + '"');
        }
    }

    private boolean ensure(String schema, TableDefinition table, String rights, Making making) throws SQLException {
        String id = schema + '.' + table.name();
        if (table.equals(linked.get(id))) {
            return false;
        }
        try {
            making.run();
        } catch (ConfigRefusedException e) {
            throw new SQLException(e.getMessage(), e);
        }
        remove(schema, table.name());
        memory.execute(List.of(file.link(schema, table.name()), "GRANT " + rights + " ON "
                + H2Ddl.qualified(schema, table.name()) + " TO \"" + MemoryDatabase.user(Role.ADMIN) + '"'));
        linked.put(id, table);
        return true;
    }

    /** Takes the link away; the rows in the file stay. */
    synchronized void remove(String schema, String table) throws SQLException {
        if (linked.remove(schema + '.' + table) != null) {
            memory.execute("DROP TABLE " + H2Ddl.qualified(schema, table));
        }
    }
}
