package switchboard.api.table;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The tables behind the admin port, as a database for statements that people type.
 *
 * <p>Constraints of main and disk have names by which an H2 error tells which one it was: {@code CK_table_n} is the n-th
 * CHECK of the table's {@code createSql}, counted from 1 (23513), {@code UQ_table_n} its n-th UNIQUE, {@code PK_table} its
 * key (23505). An error of disk's tables arrives as the cause of a 90111.
 */
@ProviderType
public interface AdminDatabase {
    /** Who types: an administrator edits main and disk, a statistics login only reads stats and monitor. */
    enum Role {
        ADMIN, STATS
    }

    /**
     * A connection for one admin session, in the dialect of H2, without rights to DDL, files or other users. Its user
     * closes it. Auto-commit is on. Queries and changes of rows are meant for it: H2 lets every user execute {@code SET
     * PASSWORD} and other {@code SET}s of the session, so the caller keeps those away.
     */
    Connection connect(Role role) throws SQLException;

    /** Schemas in the order in which unqualified names are looked up: main, disk, stats, monitor, stats_history. */
    List<String> schemas(Role role);

    /** Names of the tables of a schema that are there now, sorted. */
    List<String> tables(String schema);

    /** The definition of a table that is there now; names in any case. */
    Optional<TableDefinition> table(String schema, String name);

    /**
     * The bundle to start again, when a table, or a module by its name in LOAD and SAVE, is known but its bundle is stopped:
     * {@code galera} for {@code mysql_galera_hostgroups}, {@code query-digest} for {@code stats_mysql_query_digest}. Names in
     * any case.
     */
    Optional<String> stoppedModule(String name);

    /**
     * Fills the computed ones ({@code runtime_}, stats, monitor) among the tables that a statement names, and keeps
     * others from filling them again until the returned handle is closed. Unknown names are ignored.
     *
     * <p>Computed tables and those of disk come into being when they are first named here, so every statement's names go
     * through it, disk's with their schema. A session closes what it has before it fills again: two handles that wait for
     * each other wait for ever.
     *
     * @param names {@code table} or {@code schema.table}, any case
     */
    Filled fill(Set<String> names) throws SQLException;

    /**
     * As {@link #fill(Set)}, for a query on {@code reader}: until the handle is closed, that connection sees everything
     * as it is now, and nobody waits for it; the tables are free for others at once. The query may take its time.
     *
     * @param reader one of {@link #connect}, not within a transaction; used by nobody else until the handle is closed
     */
    default Filled fill(Set<String> names, Connection reader) throws SQLException {
        return fill(names);
    }

    /**
     * As {@link #fill(Set, Connection)}, where the statement needs only some rows of the one table that it names.
     *
     * @param filter for that table; with several names it has to be {@link RowFilter#NONE}
     */
    default Filled fill(Set<String> names, Connection reader, RowFilter filter) throws SQLException {
        return fill(names, reader);
    }

    /** Computed tables that hold still for one statement. */
    interface Filled extends AutoCloseable {
        @Override
        void close();
    }
}
