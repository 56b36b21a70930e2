package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Layer;
import switchboard.api.config.Rejection;
import switchboard.api.table.Rows;

/** More rows than are written into main before they run. */
class ManyFirstRowsTest {
    private static final int ROWS = 12_000;
    private static final String SERVERS = "MYSQL SERVERS";

    @TempDir
    private Path folder;

    @BeforeEach
    void save() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            running.start(FakeModule.servers());
            running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) SELECT X, 'db' FROM SYSTEM_RANGE(1, " + ROWS
                    + ")");
            running.save(SERVERS);
        }
    }

    @Test
    void theyRunAndWhoeverAsksFindsThemInMain() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            FakeModule module = running.start(FakeModule.servers());
            assertEquals(ROWS, module.running().get("mysql_servers").size());
            assertEquals(ROWS, running.servers("main").size(), "asked for at once");
            assertTrue(running.store.progress() >= ROWS, "what the launcher looks at");
        }
    }

    @Test
    void copiesThatComeAtOnceFindThemToo() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            FakeModule module = running.start(FakeModule.servers());
            assertEquals(ROWS, running.copy(SERVERS, Layer.MEMORY, Layer.DISK).rows());
            assertEquals(ROWS, running.copy(SERVERS, Layer.MEMORY, Layer.RUNTIME).rows());
            assertEquals(2, module.published);
            assertEquals(ROWS, running.servers("disk").size());
        }
    }

    @Test
    void rowsThatAreNotTakenArePutRight() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            running.start(new FakeModule(SERVERS, FakeModule.SERVERS, FakeModule.HOSTGROUPS) {
                @Override
                public Prepared prepare(Map<String, Rows> rows) throws ConfigRefusedException {
                    String[] first = rows.get("mysql_servers").values().getFirst();
                    rejections = List.of(new Rejection("mysql_servers", first, null, "not wanted"));
                    return super.prepare(rows);
                }
            });
            List<String> main = running.servers("main");
            assertEquals(ROWS - 1, main.size());
            assertEquals("2|db|3306", main.getFirst());
        }
    }

    @Test
    void refusedOnesAreInMainToBeCorrected() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            FakeModule module = FakeModule.servers();
            module.refusal = "no";
            running.bind(module, 1);
            RunningStore.await("rows in main", () -> {
                try {
                    return running.servers("main").size() == ROWS;
                } catch (java.sql.SQLException notYet) {
                    return false;
                }
            });
            module.refusal = null;
            running.load(SERVERS);
            assertEquals(ROWS, module.running().get("mysql_servers").size());
        }
    }
}
