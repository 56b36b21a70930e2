/**
 * The serving side: what a peer, ours or a ProxySQL, asks this node's admin port and nobody else does.
 */
package switchboard.cluster.serve;
