/**
 * When to take configuration from a peer, and from which: pure functions of what was seen (ProxySQL 2.7.1, cluster).
 */
package switchboard.cluster.decision;
