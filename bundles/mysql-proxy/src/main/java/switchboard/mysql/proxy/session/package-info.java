/**
 * A client's session: reads commands, finds where they go, runs them on a backend connection and forwards the answer.
 *
 * <p>A session lives on one event loop; nothing here has a lock.
 */
package switchboard.mysql.proxy.session;
