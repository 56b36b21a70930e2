package switchboard.api.table;

import java.util.Objects;

/**
 * A table as administrators see it.
 *
 * @param name the table's name, lower case
 * @param createSql the statement of {@code SHOW CREATE TABLE}, in ProxySQL's (SQLite's) spelling; columns, defaults, keys
 *            and CHECKs are taken from it
 */
public record TableDefinition(String name, String createSql) {
    public TableDefinition {
        Objects.requireNonNull(name);
        Objects.requireNonNull(createSql);
    }
}
