package switchboard.config.store.typed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;
import switchboard.api.table.AdminDatabase.Filled;
import switchboard.config.store.database.FileDatabase;

/** What one statement holds; closing it a second time does nothing. */
final class HeldTables implements Filled {
    private final AtomicReference<Deque<Runnable>> tables = new AtomicReference<>(new ArrayDeque<>());
    private final AtomicReference<Deque<Runnable>> rest = new AtomicReference<>(new ArrayDeque<>());

    /** Keeps the file from being compacted. */
    void enter(FileDatabase file) {
        file.enter();
        rest.get().push(file::leave);
    }

    /** Waits until nobody else holds the table. */
    void acquire(ComputedTable table) {
        table.acquire();
        tables.get().push(table::release);
    }

    /** The tables have their rows and this statement has its snapshot of them: others may fill them again. */
    void release(Snapshot snapshot) {
        rest.get().push(snapshot::end);
        end(tables);
    }

    @Override
    public void close() {
        end(tables);
        end(rest);
    }

    private static void end(AtomicReference<Deque<Runnable>> held) {
        Deque<Runnable> mine = held.getAndSet(null);
        if (mine != null) {
            mine.forEach(Runnable::run);
        }
    }
}
