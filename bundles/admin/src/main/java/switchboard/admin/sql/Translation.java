package switchboard.admin.sql;

import java.util.List;
import java.util.Set;

/**
 * A statement in H2's words.
 *
 * @param kind what it does
 * @param sql to execute; of a REPLACE the query or VALUES that gives its rows
 * @param tables that it names, {@code table} or {@code schema.table}
 * @param labels of the result's columns, null where H2's own is right; empty if H2's own are
 * @param target of a REPLACE: the table, else null
 * @param columns of a REPLACE: those named, empty for all
 */
public record Translation(Kind kind, String sql, Set<String> tables, List<String> labels, String target,
        List<String> columns) {
    /** What a statement does. */
    public enum Kind {
        QUERY, CHANGE, REPLACE, REFUSED
    }
}
