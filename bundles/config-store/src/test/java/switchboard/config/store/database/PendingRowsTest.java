package switchboard.config.store.database;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import switchboard.api.config.ConfigTable;
import switchboard.api.table.TableDefinition;
import switchboard.config.store.rows.TableShare;

class PendingRowsTest {
    private static final TableShare USERS = TableShare
            .of(new ConfigTable(new TableDefinition("users", "CREATE TABLE users (name VARCHAR)"), "name", null, null));

    private final PendingRows pending = new PendingRows();

    @Test
    void whoNamesATableWaitsUntilItsRowsAreThere() throws Exception {
        pending.begin(USERS);
        Thread[] asking = new Thread[1];
        CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> {
            asking[0] = Thread.currentThread();
            waitFor("users");
        });
        Awaitility.await().until(() -> asking[0] != null && asking[0].getState() == Thread.State.WAITING);
        assertFalse(asked.isDone());
        pending.end(USERS);
        asked.get(20, TimeUnit.SECONDS);
    }

    @Test
    void otherTablesAndTheThreadThatFillsItDoNotWait() throws Exception {
        pending.begin(USERS);
        waitFor("users");
        CompletableFuture.runAsync(() -> waitFor("rules")).get(20, TimeUnit.SECONDS);
    }

    @Test
    void interruptionEndsTheWaiting() throws Exception {
        pending.begin(USERS);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread asking = new Thread(() -> {
            try {
                pending.await("users");
                interrupted.complete(false);
            } catch (java.sql.SQLException e) {
                interrupted.complete(Thread.currentThread().isInterrupted());
            }
        });
        asking.start();
        asking.interrupt();
        assertTrue(interrupted.get(20, TimeUnit.SECONDS));
    }

    private void waitFor(String table) {
        try {
            pending.await(table);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
