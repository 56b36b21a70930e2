/**
 * What stays of checksums while nobody computes them: the ledger of versions and epochs, and the table with them.
 */
package switchboard.config.store.checksum;
