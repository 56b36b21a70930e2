/** {@code EXPLAIN ROUTE}: how a statement would be routed now. */
package switchboard.admin.command.route;
