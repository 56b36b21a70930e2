/**
 * Taking a module from a peer: fetch by its queries, compare with the checksum it has announced, put into memory and
 * runtime, save. Everything or nothing.
 */
package switchboard.cluster.pull;
