/** Statistics tables of the proxy: computed from the event loops' counters when they are read. */
package switchboard.mysql.proxy.stats;
