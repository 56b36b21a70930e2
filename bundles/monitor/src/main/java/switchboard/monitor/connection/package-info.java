/**
 * Asking one server one thing: connections that are kept for it, and what becomes of an answer, an error, a timeout.
 */
package switchboard.monitor.connection;
