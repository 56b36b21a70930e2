/** The telnet listeners of admin-telnet_admin_ifaces and admin-telnet_stats_ifaces (ProxySQL 2.7, admin commands 9). */
package switchboard.admin.telnet;
