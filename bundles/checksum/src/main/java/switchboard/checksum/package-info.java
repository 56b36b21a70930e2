/**
 * Checksums, versions and epochs of what is loaded: the rows of {@code runtime_checksums_values}, by which the nodes
 * of a cluster compare themselves ({@code algorithm}: how rows become a number).
 *
 * <p>Provides: {@code Checksums}, {@code ConfigListener}, {@code ServersListener}. Needs, each of them may come and go:
 * {@code LoadedModules}, {@code ChecksumLedger}, {@code ConfigFile} ({@code cluster_sync_interfaces}).
 *
 * <p>A module has one name, that of LOAD in lower case with underscores; MYSQL SERVERS has two, and those that
 * ProxySQL never syncs have none. A module of others has a checksum over its running rows with no further code. Sums
 * are computed on the thread of the LOAD or of the administrator who asks, from rows that do not change any more:
 * queries never wait. {@code mysql_servers} is computed whenever somebody asks, for monitors change it without a LOAD.
 *
 * <p>A LOAD adds 1 to the version and sets the epoch, also when the rows are the same. A bundle that comes or goes
 * takes its share of the checksum with it and moves neither: else stopping a module would make this node the newest of
 * its cluster, and the others would follow it.
 *
 * <p>What outlives a replacement of this bundle: versions and epochs. They stand in the {@code ChecksumLedger} of
 * {@code config-store}, which stays, beside the number of LOADs that they stand for: so two instances at once count a
 * LOAD one time, and after a stop the LOADs that were missed are made up for. Not kept: sums, which are computed
 * again, and what a peer was announced to have at that very moment.
 */
package switchboard.checksum;
