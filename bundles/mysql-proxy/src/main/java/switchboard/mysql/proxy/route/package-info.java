/**
 * What is known of a statement: what kind it is, where the rules send it. Learned once for each digest and origin, on
 * each event loop for itself; forgotten when other rules are in force.
 */
package switchboard.mysql.proxy.route;
