package switchboard.mysql.proxy.statement;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All prepared statements (ProxySQL 2.7 manual, mysql-max_stmts_cache). What nobody uses any more is kept for the next
 * client that prepares it, until there are too many.
 */
public final class SharedStatements {
    /** Longer texts are not kept for nobody. */
    static final int MAX_UNUSED_BYTES = 64 * 1024;

    private final ConcurrentMap<StatementKey, SharedStatement> byKey = new ConcurrentHashMap<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final AtomicInteger purgeAt = new AtomicInteger();

    /**
     * A client has prepared a statement; {@link #leave} undoes it.
     *
     * @param limit mysql-max_stmts_cache
     */
    public SharedStatement enter(StatementKey key, long digest, int limit) {
        while (true) {
            SharedStatement known = byKey.get(key);
            if (known == null) {
                purgeOver(limit);
                known = byKey.computeIfAbsent(key,
                        unknown -> new SharedStatement(lastId.incrementAndGet(), unknown, digest, this));
            }
            if (known.enter()) {
                return known;
            }
            byKey.remove(key, known);
        }
    }

    /** A client has closed a statement, or is gone. */
    public void leave(SharedStatement statement) {
        if (statement.leave()) {
            unused(statement);
        }
    }

    /** Neither a client nor a server has it any more. */
    void unused(SharedStatement statement) {
        if (statement.key().sql().remaining() > MAX_UNUSED_BYTES && statement.forget()) {
            byKey.remove(statement.key(), statement);
        }
    }

    /** All unused ones go at once, so that the way through all of them is rare. */
    private void purgeOver(int limit) {
        int size = byKey.size();
        if (size < Math.max(limit, purgeAt.get())) {
            return;
        }
        byKey.values().removeIf(SharedStatement::forget);
        int left = byKey.size();
        purgeAt.set(left + left / 10);
    }

    public Collection<SharedStatement> all() {
        return byKey.values();
    }

    public int size() {
        return byKey.size();
    }

    /** The highest id ever given, 0 before the first. */
    public int lastId() {
        return lastId.get();
    }
}
