package switchboard.admin.sql;

import java.util.Set;
import switchboard.admin.sql.h2.H2Statement;
import switchboard.admin.sql.syntax.TableText;
import switchboard.api.table.RowFilter;

/**
 * A statement in H2's words.
 *
 * @param tables that it names, {@code schema.table}
 * @param filter the rows that it needs of the one table that it names
 */
public record Translation(H2Statement statement, Set<String> tables, RowFilter filter) {
    /** Whether it changes rows. */
    public boolean writes() {
        return target() != null;
    }

    /** The table that it changes, or null. */
    public TableText target() {
        return switch (statement) {
            case H2Statement.Change change -> change.target();
            case H2Statement.Rows rows -> rows.target();
            case H2Statement.Read read -> null;
            case H2Statement.Fixed fixed -> null;
            case H2Statement.Nothing nothing -> null;
        };
    }
}
