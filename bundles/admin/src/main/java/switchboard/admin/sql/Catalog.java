package switchboard.admin.sql;

import java.util.Set;

/** What the dialect has to know of the tables that are there. */
public interface Catalog {
    /** Whether a schema of this name is there, in any case. */
    boolean isSchema(String name);

    /** Names of the columns of a table, lower case; empty if there is no such table. */
    Set<String> columns(String table);
}
