package switchboard.api.table;

import java.util.Map;
import java.util.Set;

/**
 * What a statement needs of one table: a row that does not fit may be left out, none has to be. The statement itself
 * decides on the rows that are left.
 *
 * @param values by column, in lower case: the column has to be one of these. Whole numbers in their shortest decimal form.
 * @param limit so many rows are enough
 */
public record RowFilter(Map<String, Set<String>> values, long limit) {
    /** Every row is needed. */
    public static final RowFilter NONE = new RowFilter(Map.of(), Long.MAX_VALUE);

    public RowFilter {
        values = Map.copyOf(values);
    }
}
