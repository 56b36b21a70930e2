package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.service.Newest;
import switchboard.api.stats.HistoryTables;
import switchboard.api.table.AdminDatabase.Filled;
import switchboard.api.table.AdminDatabase.Role;
import switchboard.api.table.TableDefinition;

class HistoryTest {
    private static final List<TableDefinition> TABLES = Golden.tables().entrySet().stream()
            .filter(table -> table.getKey().startsWith("stats_history.")).map(Map.Entry::getValue).toList();
    private static final String CPU = "stats_history.system_cpu";
    private static final long TOO_MUCH = Long.MAX_VALUE / 8;

    @TempDir
    private Path folder;

    private static HistoryTables start(RunningStore running, long bundleId, List<TableDefinition> tables) {
        HistoryTables history = () -> tables;
        running.store.bindHistory(history, Map.of(Newest.BUNDLE_ID, bundleId));
        return history;
    }

    private static void write(RunningStore running, int timestamp) throws ConfigRefusedException {
        running.store.write("Test", 0, connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("INSERT INTO " + CPU + " VALUES (" + timestamp + ", 1, 2)");
            }
        });
    }

    @Test
    void allTablesAreShownAndAsked() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            assertEquals(List.of(), running.store.tables("stats_history"));
            start(running, 1, TABLES);
            assertEquals(19, running.store.tables("stats_history").size());
            for (TableDefinition table : TABLES) {
                assertEquals(table, running.store.table("stats_history", table.name()).orElseThrow());
                assertEquals(List.of("0"), running.ask("SELECT COUNT(*) FROM " + table.name(), table.name()));
            }
        }
    }

    @Test
    void rowsAreInTheFileAndOutliveTheProcess() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            start(running, 1, TABLES);
            write(running, 60);
            assertEquals(List.of("60|1|2"), running.ask("SELECT * FROM system_cpu", "system_cpu"));
        }
        try (RunningStore running = new RunningStore(folder)) {
            start(running, 1, TABLES);
            write(running, 120);
            assertEquals(List.of("60|1|2", "120|1|2"), running.ask("SELECT * FROM " + CPU + " ORDER BY 1", CPU));
            assertEquals(1, running.type("DELETE FROM " + CPU + " WHERE timestamp = 60"));
            assertThrows(SQLException.class, () -> running.type("UPDATE " + CPU + " SET tms_utime = 0"));
        }
    }

    @Test
    @SuppressWarnings("try") // the handle is held, not used
    void statisticsLoginsReadAndDeleteNothing() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            start(running, 1, TABLES);
            write(running, 60);
            try (Filled filled = running.store.fill(Set.of(CPU));
                    Connection connection = running.store.connect(Role.STATS);
                    Statement statement = connection.createStatement()) {
                assertEquals(List.of("60|1|2"), RunningStore.rows(connection, "SELECT * FROM " + CPU));
                assertThrows(SQLException.class, () -> statement.executeUpdate("DELETE FROM " + CPU));
            }
        }
    }

    @Test
    void newestBundleIsInForceAndTablesGoWithTheLast() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            HistoryTables old = start(running, 1, TABLES);
            write(running, 60);
            HistoryTables next = start(running, 2, TABLES);
            assertFalse(running.store.isInForce(old));
            assertTrue(running.store.isInForce(next));
            running.store.unbindHistory(old);
            assertEquals(1, running.ask("SELECT * FROM " + CPU, CPU).size());
            running.store.unbindHistory(next);
            assertEquals(List.of(), running.store.tables("stats_history"));
            assertThrows(SQLException.class, () -> running.ask("SELECT * FROM " + CPU, CPU));
            assertThrows(ConfigRefusedException.class, () -> write(running, 120));
            start(running, 3, TABLES);
            assertEquals(1, running.ask("SELECT * FROM " + CPU, CPU).size());
        }
    }

    @Test
    void newDefinitionKeepsTheRows() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            start(running, 1, TABLES);
            write(running, 60);
            start(running, 2, List.of(new TableDefinition("system_cpu",
                    "CREATE TABLE system_cpu (timestamp INT NOT NULL PRIMARY KEY, tms_utime INT NOT NULL, more INT)")));
            assertEquals(List.of("60|1|null"), running.ask("SELECT * FROM " + CPU, CPU));
        }
    }

    @Test
    void whatHasNoRoomIsRefusedBeforeItIsBegun() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            running.start(FakeModule.servers());
            start(running, 1, TABLES);
            write(running, 60);
            String message = assertThrows(ConfigRefusedException.class,
                    () -> running.store.write("History", TOO_MUCH, connection -> {
                        throw new AssertionError("begun");
                    })).getMessage();
            assertTrue(message.startsWith("History: ") && message.contains("No space left on device"), message);
            running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, 'a')");
            running.save("MYSQL SERVERS");
            assertEquals(1, running.servers("disk").size(), "configuration notices nothing");
            write(running, 120);
        }
    }
}
