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
import switchboard.config.store.database.MemoryDatabase;
import switchboard.config.store.rows.TableShare;
import switchboard.config.store.shape.H2Ddl;

/** The file's tables in the schema disk of the database in memory. */
final class DiskLinks {
    private final MemoryDatabase memory;
    private final FileDatabase file;
    private final DiskTables disk;
    private final Map<String, TableDefinition> linked = new HashMap<>();

    DiskLinks(MemoryDatabase memory, FileDatabase file, DiskTables disk) {
        this.memory = memory;
        this.file = file;
        this.disk = disk;
    }

    /** Makes the link, anew when the table has another definition now. */
    synchronized void ensure(TableShare share) throws SQLException {
        if (share.definition().equals(linked.get(share.name()))) {
            return;
        }
        try {
            disk.ensure("disk." + share.name(), List.of(share));
        } catch (ConfigRefusedException e) {
            throw new SQLException(e.getMessage(), e);
        }
        remove(share.name());
        String table = H2Ddl.qualified("disk", share.name());
        memory.execute(List.of(file.link("disk", share.name()), "GRANT SELECT, INSERT, UPDATE, DELETE ON " + table
                + " TO \"" + MemoryDatabase.user(Role.ADMIN) + '"'));
        linked.put(share.name(), share.definition());
    }

    /** Takes the link away; the rows in the file stay. */
    synchronized void remove(String table) throws SQLException {
        if (linked.remove(table) != null) {
            memory.execute("DROP TABLE " + H2Ddl.qualified("disk", table));
        }
    }
}
