package switchboard.api.query;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps whole answers of statements whose rule has a cache_ttl (ProxySQL manual, query cache). Event loops call it: it
 * neither blocks nor waits.
 */
@ProviderType
public interface ResultCache {
    /** Keeps nothing: while no module is there. */
    ResultCache OFF = new ResultCache() {
        @Override
        public byte[] find(CacheKey key, long ttlMs) {
            return null;
        }

        @Override
        public boolean storesEmpty() {
            return false;
        }

        @Override
        public int maxBytes() {
            return 0;
        }

        @Override
        public void store(CacheKey key, byte[] answer, long ttlMs) {
            // nobody keeps it
        }
    };

    /**
     * The packets of an answer that is not older than {@code ttlMs} nor than the time it was stored for; else null. They
     * are shared: nobody changes them.
     */
    byte[] find(CacheKey key, long ttlMs);

    /** Whether results without rows are kept where the rule doesn't say: mysql-query_cache_stores_empty_result. */
    boolean storesEmpty();

    /** The longest answer that is kept. */
    int maxBytes();

    /**
     * Keeps an answer.
     *
     * @param answer all its packets, the first with sequence id 1; the cache's from now on
     */
    void store(CacheKey key, byte[] answer, long ttlMs);
}
