package switchboard.config.store.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.h2.api.ErrorCode;
import org.h2.engine.Constants;
import switchboard.api.table.AdminDatabase.Role;

/** The database in memory: main, stats, monitor, and in disk and stats_history the links to the file's tables. */
public final class MemoryDatabase implements AutoCloseable {
    /** All schemas, in the order in which unqualified names are looked up. */
    public static final List<String> SCHEMAS = List.of("main", "disk", "stats", "monitor", "stats_history");
    /** What a statistics login sees, in that order. */
    public static final List<String> STATS_SCHEMAS = List.of("stats", "monitor", "stats_history");
    private static final String OWNER = "owner";
    private static final Map<Role, String> USERS = Map.of(Role.ADMIN, "administrator", Role.STATS, "statistics");
    /** Lost to another transaction: a deadlock, a wait too long, or a row that came in between. */
    private static final Set<Integer> LOST_RACE = Set.of(ErrorCode.DEADLOCK_1, ErrorCode.LOCK_TIMEOUT_1,
            ErrorCode.CONCURRENT_UPDATE_1, ErrorCode.DUPLICATE_KEY_1);
    private static final int TRIES = 3;

    private final String name;
    private final String ownerPassword;
    private final String typedPassword;
    private final Connection keepsOpen; // H2 drops a database in memory with its last connection

    /** @param secrets gives a new unguessable text with each call */
    public MemoryDatabase(Supplier<String> secrets) throws SQLException {
        name = "switchboard-" + secrets.get();
        ownerPassword = secrets.get();
        typedPassword = secrets.get();
        keepsOpen = connect();
        for (String schema : SCHEMAS) {
            execute("CREATE SCHEMA \"" + schema + '"');
        }
        for (String user : USERS.values()) {
            execute("CREATE USER \"" + user + "\" PASSWORD '" + typedPassword + '\'');
        }
    }

    /** The H2 user behind a role, for grants. */
    public static String user(Role role) {
        return USERS.get(role);
    }

    /** A connection with all rights, closed by its user; opening one takes about 0.3 ms. */
    public Connection connect() throws SQLException {
        return H2Url.connect(H2Url.memory(name), OWNER, ownerPassword);
    }

    /** A connection for typed statements: no rights but those granted. */
    public Connection connect(Role role) throws SQLException {
        String schemas = String.join(",", role == Role.ADMIN ? SCHEMAS : STATS_SCHEMAS);
        return H2Url.connect(H2Url.memory(name, schemas), USERS.get(role), typedPassword);
    }

    /** Executes DDL, one at a time. */
    public void execute(Collection<String> statements) throws SQLException {
        synchronized (keepsOpen) {
            try (Statement statement = keepsOpen.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }
    }

    /** Executes one DDL statement. */
    public void execute(String sql) throws SQLException {
        execute(List.of(sql));
    }

    /** Reads several tables as they stood at one moment, whatever others commit meanwhile. */
    public <T> T read(SqlWork<T> work) throws SQLException {
        try (Connection connection = connect()) {
            connection.setTransactionIsolation(Constants.TRANSACTION_SNAPSHOT); // weaker ones begin with each table
            return run(connection, work);
        }
    }

    /** Works in one transaction, again from the start when a typed statement got in its way. */
    public <T> T write(SqlWork<T> work) throws SQLException {
        for (int attempt = 1;; attempt++) {
            try (Connection connection = connect()) {
                return run(connection, work);
            } catch (SQLException e) {
                if (attempt == TRIES || !LOST_RACE.contains(e.getErrorCode())) {
                    throw e;
                }
            }
        }
    }

    /** Runs work and commits, or rolls back and passes on what went wrong. */
    static <T> T run(Connection connection, SqlWork<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.run(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection, e);
            throw e;
        }
    }

    /** A connection that can't even roll back is closed, and with it goes the transaction. */
    private static void rollBack(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException broken) {
            reason.addSuppressed(broken);
            closeQuietly(connection);
        }
    }

    static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException alreadyBroken) {
            // what the connection held is lost with it, and its user has been told why
        }
    }

    @Override
    public void close() {
        try {
            execute("SHUTDOWN IMMEDIATELY");
        } catch (SQLException closed) {
            closeQuietly(keepsOpen);
        }
    }
}
