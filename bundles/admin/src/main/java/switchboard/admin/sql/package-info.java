/** What administrators type, SQLite's and MySQL's habits, made into H2's SQL by tokens; and H2's errors in their words. */
package switchboard.admin.sql;
