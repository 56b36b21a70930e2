/**
 * The log tables of the schema {@code monitor}: every answer for mysql-monitor_history, in little memory.
 */
package switchboard.monitor.log;
