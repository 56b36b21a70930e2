/**
 * Writes SQLite's statements for H2: names looked up in the catalog, values converted as SQLite would, functions from a
 * closed list. What isn't known here never reaches the database.
 *
 * <p>Differences that stay: a column of numbers holds no text; bits, functions and formats beyond those listed are
 * refused by name.
 */
package switchboard.admin.sql.h2;
