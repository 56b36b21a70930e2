package switchboard.config.store.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.api.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.table.TableDefinition;
import switchboard.config.store.rows.TableShare;

/**
 * The tables of disk, and what the file must remember of them in its schema {@code store}: by which definition each was
 * made, and whose rows have ever been saved (an empty table that was saved is not a table that was never saved).
 */
public final class DiskTables {
    private static final String TABLES = "\"store\".\"tables\"";
    private static final String SAVED = "\"store\".\"saved\"";

    private static final Logger LOG = LoggerFactory.getLogger("switchboard.config.store.ConfigStore");

    private final FileDatabase file;
    private final Map<String, TableDefinition> ensured = new ConcurrentHashMap<>();
    private final Set<String> saved = ConcurrentHashMap.newKeySet();
    private boolean read;

    public DiskTables(FileDatabase file) {
        this.file = file;
    }

    /** Makes the tables that aren't there, and brings those with another definition to this one. */
    public synchronized void ensure(String task, List<TableShare> shares) throws ConfigRefusedException {
        boolean asDefined = shares.stream().allMatch(share -> share.definition().equals(ensured.get(share.name())));
        if (asDefined && read) {
            return;
        }
        try {
            file.maintain(task, connection -> {
                if (!read) {
                    readMemory(connection);
                }
                for (TableShare share : shares) {
                    ensure(connection, share);
                }
                return null;
            });
        } catch (ConfigRefusedException notOnTheDisk) {
            shares.forEach(share -> ensured.remove(share.name()));
            throw notOnTheDisk;
        }
    }

    /** Whether rows of this share were ever saved; known after {@link #ensure}. */
    public boolean isSaved(TableShare share) {
        return saved.contains(share.id());
    }

    /** Notes in the transaction of a SAVE that the share's rows are saved by it. */
    public void markSaved(Connection connection, TableShare share) throws SQLException {
        if (!isSaved(share)) {
            put(connection, SAVED + "(\"share\") KEY(\"share\") VALUES (?)", share.id());
        }
    }

    /** To be called when the transaction is through. */
    public void saved(List<TableShare> shares) {
        shares.forEach(share -> saved.add(share.id()));
    }

    /** A copy from or to disk. */
    @FunctionalInterface
    public interface DiskCopy<T> {
        T run() throws ConfigRefusedException;
    }

    /**
     * Runs a copy, and once more with the tables built anew from their rows when H2 finds an index of them damaged: seen
     * once among some hundred SAVEs that were broken off by a full disk (H2 2.5.252).
     */
    public <T> T repairing(String task, List<TableShare> shares, DiskCopy<T> copy) throws ConfigRefusedException {
        try {
            return copy.run();
        } catch (ConfigRefusedException e) {
            if (!Causes.has(e, ErrorCode.ROW_NOT_FOUND_IN_PRIMARY_INDEX)) {
                throw e;
            }
            LOG.error("Index of disk damaged, tables are built anew: {}", e.getMessage());
            rebuild(task, shares);
            return copy.run();
        }
    }

    /** Makes the tables anew with the rows that they have. */
    synchronized void rebuild(String task, List<TableShare> shares) throws ConfigRefusedException {
        file.maintain(task, connection -> {
            TableKeeper keeper = new TableKeeper(connection, "disk", List.of());
            for (TableShare share : shares) {
                keeper.recover(share.name());
                keeper.migrate(share);
            }
            return null;
        });
    }

    private void ensure(Connection connection, TableShare share) throws SQLException {
        if (share.definition().equals(ensured.get(share.name()))) {
            return;
        }
        TableKeeper keeper = new TableKeeper(connection, "disk", List.of());
        if (keeper.recover(share.name())) {
            keeper.migrate(share);
        } else {
            keeper.create(share);
        }
        put(connection, TABLES + "(\"name\", \"definition\") KEY(\"name\") VALUES (?, ?)", share.name(),
                share.definition().createSql());
        ensured.put(share.name(), share.definition());
    }

    private void readMemory(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS " + TABLES
                    + "(\"name\" VARCHAR PRIMARY KEY, \"definition\" VARCHAR NOT NULL)");
            statement.execute("CREATE TABLE IF NOT EXISTS " + SAVED + "(\"share\" VARCHAR PRIMARY KEY)");
            try (ResultSet result = statement.executeQuery("SELECT \"name\", \"definition\" FROM " + TABLES)) {
                while (result.next()) {
                    ensured.put(result.getString(1), new TableDefinition(result.getString(1), result.getString(2)));
                }
            }
            try (ResultSet result = statement.executeQuery("SELECT \"share\" FROM " + SAVED)) {
                while (result.next()) {
                    saved.add(result.getString(1));
                }
            }
        }
        read = true;
    }

    private static void put(Connection connection, String into, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("MERGE INTO " + into)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
