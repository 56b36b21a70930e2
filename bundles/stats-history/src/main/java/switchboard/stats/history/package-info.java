/**
 * Writes the history of the statistics: what ProxySQL keeps in its schema {@code stats_history}, whence the name of the
 * bundle. Metrics would be another noun: what Prometheus asks for is now, not history.
 *
 * <p>Tables: the 19 of {@code stats_history}, in the file of {@code config-store}; {@code stats_memory_metrics}, to
 * which other bundles add rows ({@code StatusVariables}). Services out: {@code HistoryTables}, {@code DigestHistory},
 * {@code AdminAction} "SAVE MYSQL DIGEST TO DISK", {@code VariablesListener} ({@code admin-stats_*}). Services in:
 * {@code HistoryDatabase}, which writes; {@code AdminDatabase}, from which it reads {@code stats_mysql_global},
 * {@code stats_mysql_connection_pool} and {@code stats_mysql_query_digest_reset} as an administrator would.
 *
 * <p>Samples stand at full multiples of their interval and are kept for 7 days, hours for 365 days, days for ten years;
 * dumps of digests for 7 days. ProxySQL leaves the tables of days empty, here they are folded from the hours. CPU times
 * are counters of ticks of 10 ms since the start, as times(2) gives them.
 *
 * <p>What outlives a replacement of this bundle: rows are in the file; which hours are folded is told by the rows. The
 * new bundle's first sample is at the next multiple, and from its registration the old one writes nothing more.
 */
package switchboard.stats.history;
