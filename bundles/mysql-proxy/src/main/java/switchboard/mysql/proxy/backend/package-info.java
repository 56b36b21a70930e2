/**
 * Connections to servers: one pool for each event loop, last in, first out; limits are counted across loops.
 *
 * <p>Everything but {@link switchboard.mysql.proxy.backend.ServerGate} belongs to one event loop and has no lock.
 */
package switchboard.mysql.proxy.backend;
