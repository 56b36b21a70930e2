/** What is typed on the admin port and isn't SQL: one class for each command, found in a table. */
package switchboard.admin.command;
