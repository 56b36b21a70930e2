package switchboard.query.cache;

import switchboard.api.variables.VariableValues;

/**
 * The variables of the cache.
 *
 * @param maxBytes mysql-query_cache_size_MB; 0 keeps nothing
 * @param softTtlPercent mysql-query_cache_soft_ttl_pct; 0 and 100 switch it off
 * @param storesEmpty mysql-query_cache_stores_empty_result
 */
record CacheSettings(long maxBytes, int softTtlPercent, boolean storesEmpty) {
    /** Before the variables are known. */
    static final CacheSettings OFF = new CacheSettings(0, 0, false);

    static CacheSettings of(VariableValues now) {
        return new CacheSettings(now.number("mysql-query_cache_size_MB") << 20,
                (int) now.number("mysql-query_cache_soft_ttl_pct"),
                now.flag("mysql-query_cache_stores_empty_result"));
    }
}
