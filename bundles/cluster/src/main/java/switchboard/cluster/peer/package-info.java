/**
 * One peer: the connection to its admin port and the checks on it. All of it runs on the cluster's one thread; clock,
 * timer and transport come from outside, so that a test can move time and a simulation can hold two hundred nodes.
 */
package switchboard.cluster.peer;
