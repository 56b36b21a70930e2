/** One administrator's connection: reads commands on the event loop, runs them on a thread that may wait. */
package switchboard.admin.session;
