package switchboard.config.store.typed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;
import switchboard.api.table.AdminDatabase.Filled;
import switchboard.config.store.database.FileDatabase;

/** What one statement holds; closing it a second time does nothing. */
final class HeldTables implements Filled {
    private final AtomicReference<Deque<Runnable>> held = new AtomicReference<>(new ArrayDeque<>());

    /** Keeps the file from being compacted. */
    void enter(FileDatabase file) {
        file.enter();
        held.get().push(file::leave);
    }

    /** Waits until nobody else holds the table. */
    void acquire(ComputedTable table) {
        table.acquire();
        held.get().push(table::release);
    }

    @Override
    public void close() {
        Deque<Runnable> mine = held.getAndSet(null);
        if (mine != null) {
            mine.forEach(Runnable::run);
        }
    }
}
