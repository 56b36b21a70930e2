/** What clients ask of every server when they connect (ProxySQL 2.7, admin commands 3.13 to 3.18). */
package switchboard.admin.command.probe;
