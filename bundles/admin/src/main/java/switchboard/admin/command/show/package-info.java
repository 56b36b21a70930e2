/** The SHOW family (ProxySQL 2.7, admin commands 8), and what client tools ask beside it. */
package switchboard.admin.command.show;
