/**
 * How rows become a checksum: pure functions of rows, as ProxySQL 2.7 computes them, so that its nodes and ours agree.
 */
package switchboard.checksum.algorithm;
