package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.config.Layer;

class ManyRowsTest {
    private static final String USERS = "MYSQL USERS";
    private static final int COUNT = Soak.times(30_000, 100_000);

    @TempDir
    private Path folder;

    /** Each takes well below a second on two cores; the limits only catch what grows with the square. */
    @Test
    void manyUsersGoEveryWay() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            FakeModule module = running.start(FakeModule.users());
            running.type("INSERT INTO mysql_users(username, password)"
                    + " SELECT 'user' || X, 'secret' || X FROM SYSTEM_RANGE(1, " + COUNT + ")");
            within(20, () -> running.save(USERS));
            within(20, () -> running.load(USERS));
            assertEquals(COUNT, module.running().get("mysql_users").size());
            within(20, () -> running.copy(USERS, Layer.RUNTIME, Layer.MEMORY));
            running.type("DELETE FROM mysql_users");
            within(20, () -> running.copy(USERS, Layer.DISK, Layer.MEMORY));
            within(20, () -> assertEquals(List.of(Integer.toString(COUNT)),
                    running.ask("SELECT COUNT(*) FROM runtime_mysql_users", "runtime_mysql_users")));
        }
    }

    private static void within(int seconds, org.junit.jupiter.api.function.Executable work) {
        assertTimeout(Duration.ofSeconds(seconds), work);
    }
}
