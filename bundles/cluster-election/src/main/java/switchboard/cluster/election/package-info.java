/**
 * Who is primary, and the order of changes, by JGroups and its Raft: what {@code switchboard-cluster_mode=primary} needs.
 *
 * <p>Candidates keep one log of two kinds of entries: a change of the configuration, and who is primary from here on. The
 * leader of the log, whoever that is, appends the latter when the candidate with the highest weight among those it sees,
 * with a majority, is another one than before. A change counts only if its author is the primary at its place in the log:
 * so an old primary that does not know yet cannot change anything, whatever it believes.
 *
 * <p>Service out: {@code Election}. Kept in the data folder, {@code cluster-election}: the log and its snapshot, with the
 * configuration that was agreed on, passwords among it, readable for the owner only. Nothing else outlives a replacement
 * of this bundle: its successor reads the log again.
 *
 * <p>What candidates say to each other is sealed by AES-256-GCM with a key made from the cluster's password: see {@code
 * Seal}.
 */
package switchboard.cluster.election;
