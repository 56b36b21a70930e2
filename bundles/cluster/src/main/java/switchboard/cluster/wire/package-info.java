/** Peers over the network: the MySQL protocol by TLS, all of them on one event loop. */
package switchboard.cluster.wire;
