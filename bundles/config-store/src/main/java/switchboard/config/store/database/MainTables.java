package switchboard.config.store.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import switchboard.api.table.AdminDatabase.Role;
import switchboard.config.store.rows.TableShare;
import switchboard.config.store.shape.H2Ddl;

/** The tables of main: made when their module first comes, kept while it is stopped. */
public final class MainTables {
    private static final String GRANT = "GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO \""
            + MemoryDatabase.user(Role.ADMIN) + '"';
    private static final String REVOKE = "REVOKE SELECT, INSERT, UPDATE, DELETE ON %s FROM \""
            + MemoryDatabase.user(Role.ADMIN) + '"';

    private final MemoryDatabase memory;
    private final Map<String, TableShare> present = new HashMap<>();
    private final Set<String> reachable = new HashSet<>();

    public MainTables(MemoryDatabase memory) {
        this.memory = memory;
    }

    /** Makes the table, or brings it to this definition. */
    public synchronized void ensure(TableShare share) throws SQLException {
        TableShare known = present.get(share.name());
        try (Connection connection = memory.connect()) {
            List<String> grants = reachable.contains(share.name()) ? List.of(GRANT) : List.of();
            TableKeeper keeper = new TableKeeper(connection, "main", grants);
            if (known == null) {
                keeper.create(share);
            } else if (!known.definition().equals(share.definition())) {
                keeper.recover(share.name());
                keeper.migrate(share);
            }
        }
        present.put(share.name(), share);
    }

    /** Lets administrators reach the table while it is {@code shown}, asked under this object's lock; its rows stay. */
    public synchronized void reflect(String table, BooleanSupplier shown) throws SQLException {
        boolean show = shown.getAsBoolean();
        if (show ? reachable.add(table) : reachable.remove(table)) {
            memory.execute((show ? GRANT : REVOKE).formatted(H2Ddl.qualified("main", table)));
        }
    }
}
