package switchboard.api.config;

import java.util.Objects;

/**
 * A row that LOAD TO RUNTIME did not take.
 *
 * @param table the table's name
 * @param row the row as it stands in main
 * @param replacement what stands in main afterwards: the same array to leave the row, null to delete it, other values to
 *            rewrite it
 * @param reason what is wrong and what to do, one sentence
 */
public record Rejection(String table, String[] row, String[] replacement, String reason) {
    public Rejection {
        Objects.requireNonNull(table);
        Objects.requireNonNull(row);
        Objects.requireNonNull(reason);
    }
}
