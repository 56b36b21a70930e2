package switchboard.config.store.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import switchboard.api.config.ConfigTable;
import switchboard.api.table.TableDefinition;
import switchboard.config.store.rows.TableShare;

/** Makes the tables of stats_history in the file; {@code store.tables} remembers their definitions beside disk's. */
final class HistoryTableKeeper {
    static final String SCHEMA = "stats_history";
    private static final String MEMORY = "\"store\".\"tables\"";

    private final Connection connection;

    HistoryTableKeeper(Connection connection) {
        this.connection = connection;
    }

    /** Makes the tables that aren't there, and brings those with another definition to this one. */
    void ensure(List<TableDefinition> tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS " + MEMORY
                    + "(\"name\" VARCHAR PRIMARY KEY, \"definition\" VARCHAR NOT NULL)");
        }
        for (TableDefinition table : tables) {
            ensure(table);
        }
    }

    private void ensure(TableDefinition table) throws SQLException {
        TableKeeper keeper = new TableKeeper(connection, SCHEMA, List.of());
        TableShare share = TableShare.of(new ConfigTable(table, "1", null, null));
        boolean present = keeper.recover(table.name());
        if (!present) {
            keeper.create(share);
        } else if (!table.createSql().equals(definition(table.name()))) {
            keeper.migrate(share);
        } else {
            return;
        }
        try (PreparedStatement put = connection
                .prepareStatement("MERGE INTO " + MEMORY + "(\"name\", \"definition\") KEY(\"name\") VALUES (?, ?)")) {
            put.setString(1, key(table.name()));
            put.setString(2, table.createSql());
            put.executeUpdate();
        }
    }

    private String definition(String table) throws SQLException {
        try (PreparedStatement ask = connection
                .prepareStatement("SELECT \"definition\" FROM " + MEMORY + " WHERE \"name\" = ?")) {
            ask.setString(1, key(table));
            try (ResultSet found = ask.executeQuery()) {
                return found.next() ? found.getString(1) : null;
            }
        }
    }

    private static String key(String table) {
        return SCHEMA + '.' + table;
    }
}
