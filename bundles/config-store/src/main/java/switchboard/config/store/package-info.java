/**
 * Keeps the configuration: two H2 databases (main, stats, monitor in memory; disk, stats_history in the file {@code
 * switchboard.mv.db} of the data folder) and the one engine behind every LOAD and SAVE.
 *
 * <p>Tables: those of the modules, as {@code main.NAME}, {@code main.runtime_NAME} and {@code disk.NAME}; computed
 * ones of whoever provides a {@code VirtualTable}; those of stats_history of whoever provides {@code HistoryTables};
 * {@code main.runtime_checksums_values}. Services out: {@code ConfigEngine}, {@code LoadedModules},
 * {@code AdminDatabase}, {@code HistoryDatabase}, {@code ChecksumLedger}, {@code AdminAction} "PROXYSQL FLUSH
 * CONFIGDB". Services in: {@code ConfigModule}, {@code ConfigExtension}, {@code VirtualTable}, {@code HistoryTables},
 * {@code ConfigListener}, {@code ConfigFile}, {@code Checksums}; each may come and go at any time.
 *
 * <p>Framework properties: {@code switchboard.datadir}, {@code switchboard.config} (a path, may be absent), {@code
 * switchboard.start} ({@code normal}, {@code initial}: the old database is renamed to {@code .bak}, {@code reload}: the
 * config file's rows go over those of disk), {@code switchboard.keyfile} (a path: the database is encrypted with AES by
 * the key in it).
 *
 * <p>What outlives a replacement: of a module's bundle everything, its rows in main stay while it is stopped, and
 * where its version and epoch stand: this bundle keeps the ledger in which {@code checksum} writes them. Of this
 * bundle what was saved; main is filled from disk again. Replacing this bundle itself closes its database before the
 * next one can open it, so there is a moment without configuration, and unsaved rows of main are lost.
 */
package switchboard.config.store;
