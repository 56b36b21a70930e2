package switchboard.query.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import switchboard.api.query.CacheKey;
import switchboard.api.query.ResultCache;

/** The kept answers and what is counted of them (ProxySQL 2.7 manual, query cache). */
final class Answers implements ResultCache {
    /** Objects around an answer and its key: arrays, entry, node of the map; rounded. */
    private static final int ENTRY_BYTES = 300;
    /** An answer may take this part of the cache, lest one drive out all others. */
    private static final int MAX_PART = 16;
    /** What a slow client may make the proxy hold at once. */
    private static final long MAX_BYTES = 4 << 20;

    private final Ticker clock;
    private final Cache<CacheKey, Entry> entries;
    private final LongAdder gets = new LongAdder();
    private final LongAdder hits = new LongAdder();
    private final LongAdder sets = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final LongAdder purged = new LongAdder();
    private volatile CacheSettings settings = CacheSettings.OFF;

    /** Housekeeping is done by whoever stores: it is short. @param clock nanoseconds */
    Answers(Ticker clock) {
        this.clock = clock;
        entries = Caffeine.newBuilder().maximumWeight(0).weigher(Answers::weight).ticker(clock).executor(Runnable::run)
                .expireAfter(Expiry.writing((CacheKey key, Entry entry) -> Duration.ofNanos(entry.ttlNanos())))
                .evictionListener(this::evicted).build();
    }

    private static int weight(CacheKey key, Entry entry) {
        return ENTRY_BYTES + key.statement().length + entry.answer().length;
    }

    private void evicted(CacheKey key, Entry entry, RemovalCause cause) {
        purged.increment();
    }

    void follow(CacheSettings now) {
        settings = now;
        entries.policy().eviction().orElseThrow().setMaximum(now.maxBytes());
    }

    @Override
    public byte[] find(CacheKey key, long ttlMs) {
        gets.increment();
        Entry entry = entries.getIfPresent(key);
        long now = clock.read();
        if (entry == null || !entry.isFresh(now, TimeUnit.MILLISECONDS.toNanos(ttlMs))
                || entry.isToBeRefreshed(now, settings.softTtlPercent())) {
            return null;
        }
        hits.increment();
        bytesOut.add(entry.answer().length);
        return entry.answer();
    }

    @Override
    public boolean storesEmpty() {
        return settings.storesEmpty();
    }

    @Override
    public int maxBytes() {
        return (int) Math.min(MAX_BYTES, settings.maxBytes() / MAX_PART);
    }

    @Override
    public void store(CacheKey key, byte[] answer, long ttlMs) {
        sets.increment();
        bytesIn.add(answer.length);
        entries.put(key, new Entry(answer, clock.read(), TimeUnit.MILLISECONDS.toNanos(ttlMs)));
    }

    /** Empties it. */
    void flush() {
        purged.add(entries.estimatedSize());
        entries.invalidateAll();
    }

    /** Under ProxySQL's names. */
    Map<String, Long> status() {
        entries.cleanUp();
        return Map.of("Query_Cache_Memory_bytes", entries.policy().eviction().orElseThrow().weightedSize().orElse(0),
                "Query_Cache_count_GET", gets.sum(), "Query_Cache_count_GET_OK", hits.sum(), "Query_Cache_count_SET",
                sets.sum(), "Query_Cache_bytes_IN", bytesIn.sum(), "Query_Cache_bytes_OUT", bytesOut.sum(),
                "Query_Cache_Purged", purged.sum(), "Query_Cache_Entries", entries.estimatedSize());
    }
}
