package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.LoadedModule;
import switchboard.api.config.LoadedTable;
import switchboard.api.config.Rejection;

class LoadedModulesTest {
    private static final String SERVERS = "MYSQL SERVERS";

    @TempDir
    private Path folder;
    private RunningStore running;
    private FakeModule module;

    @BeforeEach
    void start() throws Exception {
        running = new RunningStore(folder);
        module = running.start(FakeModule.servers());
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private LoadedModule loaded() {
        return running.store.loaded(SERVERS).orElseThrow();
    }

    private static List<String> hosts(LoadedTable table) {
        return table.taken().values().stream().map(row -> row[1]).toList();
    }

    @Test
    void rowsStayAsTheyWereLoadedWhileMainIsEdited() throws Exception {
        assertEquals(0, loaded().loads(), "the first rows are not a LOAD");
        running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, 'db1')");
        running.load(SERVERS);
        running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, 'db2')");
        LoadedModule found = loaded();
        assertEquals(1, found.loads());
        assertEquals(List.of("db1"), hosts(found.tables().getFirst()));
        assertSame(found.tables().getFirst().loaded(), loaded().tables().getFirst().loaded());
        assertTrue(found.settled().getAsBoolean());
        running.load(SERVERS);
        assertFalse(found.settled().getAsBoolean(), "rows that run may be those of the next LOAD");
        assertEquals(List.of("db1", "db2"), hosts(loaded().tables().getFirst()));
    }

    @Test
    void rejectedRowsWereLoadedButNotTaken() throws Exception {
        running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, 'db1'), (1, 'db2')");
        String[] row = {"1", "db2", "3306", "0", "ONLINE", "1", "0", "1000", "0", "0", "0", ""};
        module.rejections = List.of(new Rejection("mysql_servers", row, row, "not that one"));
        running.load(SERVERS);
        LoadedTable table = loaded().tables().getFirst();
        assertEquals(List.of("db1"), hosts(table));
        assertEquals(2, table.loaded().size());
    }

    @Test
    void stoppedModuleWasGivenNothing() {
        running.stop(module);
        assertTrue(running.store.loaded(SERVERS).isEmpty());
        assertTrue(running.store.loaded("NO MODULE").isEmpty());
    }

    @Test
    void refusedLoadLeavesWhatWasLoaded() throws Exception {
        running.load(SERVERS);
        LoadedTable before = loaded().tables().getFirst();
        module.refusal = "no";
        running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, 'db1')");
        assertThrows(ConfigRefusedException.class, () -> running.load(SERVERS));
        assertSame(before.loaded(), loaded().tables().getFirst().loaded());
        assertEquals(1, loaded().loads());
    }

    @Test
    void extensionsRowsAreAmongThoseOfItsModule() {
        FakeExtension extension = new FakeExtension(SERVERS, FakeModule.RULES);
        running.store.bindExtension(extension, Map.of());
        RunningStore.await("extension", () -> loaded().tables().size() == 3);
        running.store.unbindExtension(extension);
        assertEquals(List.of("mysql_servers", "mysql_replication_hostgroups"),
                loaded().tables().stream().map(LoadedTable::name).toList());
    }
}
