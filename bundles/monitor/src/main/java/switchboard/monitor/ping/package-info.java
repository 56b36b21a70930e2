/**
 * Whether servers are there: the connect check, the ping check, and what follows from missed pings.
 */
package switchboard.monitor.ping;
