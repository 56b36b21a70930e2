/**
 * What administrators type, SQLite's and MySQL's habits, made into H2's SQL; and H2's values and errors in their words.
 *
 * <p>{@code syntax} reads a statement by SQLite's grammar into a tree, {@code h2} writes the tree for H2, this package
 * is what sessions use. A statement reaches H2 only as what was written from the tree, so H2's own words, tables and
 * functions can't be typed.
 */
package switchboard.admin.sql;
