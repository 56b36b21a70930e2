/**
 * Rows of a table: reading and writing them by JDBC, and the pure decisions of a copy (what is merged, what differs).
 *
 * <p>Every copy between layers is the same sentence: read what the target has, decide what it shall have, write the
 * difference. H2's file grows with each row written, so rows that are equal are never touched.
 */
package switchboard.config.store.rows;
