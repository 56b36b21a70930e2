/**
 * Reads what administrators type, by SQLite's grammar, into trees. Text in, tree out; knows no table and no H2.
 */
package switchboard.admin.sql.syntax;
