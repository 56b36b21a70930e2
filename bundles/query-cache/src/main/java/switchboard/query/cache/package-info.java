/**
 * The query cache: answers of statements whose rule has a cache_ttl, in heap memory, bounded by
 * mysql-query_cache_size_MB.
 *
 * <p>Provides: {@code ResultCache}, {@code StatusVariables} Query_Cache_..., {@code AdminAction} "PROXYSQL FLUSH QUERY
 * CACHE". Needs: variables.
 *
 * <p>What outlives a replacement of this bundle: nothing. The new one begins empty, and statements go to their servers
 * until it has learned; its counters begin anew.
 */
package switchboard.query.cache;
