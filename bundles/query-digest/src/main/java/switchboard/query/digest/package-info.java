/**
 * Digests of queries, and what was counted for each of them.
 *
 * <p>Provides: {@code QueryDigester}, {@code QueryObserver}; the tables {@code stats_mysql_query_digest} and
 * {@code stats_mysql_query_digest_reset}. Follows the variables {@code mysql-query_digests*}.
 *
 * <p>What outlives a replacement of this bundle:
 * <ul>
 * <li>digests: computed anew, they are a pure function of text and variables;
 * <li>statistics: handed over as rows of JDK types by a {@code java.util.function.Function} service (see
 * {@code statistics.DigestHandover}); the next version stops the previous one from counting with the first query it is
 * told of, takes its rows when the tables are read and when it goes, and the other way round if it fails itself.
 * </ul>
 */
package switchboard.query.digest;
