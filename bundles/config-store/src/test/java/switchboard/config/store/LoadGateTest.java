package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.LoadGate;
import switchboard.api.service.Newest;

/** Who is asked before a LOAD sees what would run, and may refuse it. */
class LoadGateTest {
    private static final String SERVERS = "MYSQL SERVERS";
    private static final Map<String, Object> PROPERTIES = Map.of(Newest.BUNDLE_ID, 1L, Newest.SERVICE_ID, 1L);

    @TempDir
    private Path folder;
    private final List<String> asked = new ArrayList<>();
    private boolean open = true;
    private final LoadGate gate = (module, rows, origin) -> {
        rows.get("mysql_servers").values().forEach(row -> asked.add(module + " " + row[1] + " " + origin.user()));
        if (!open) {
            throw new ConfigRefusedException("not here");
        }
    };
    private RunningStore running;
    private FakeModule module;

    @BeforeEach
    void start() throws Exception {
        running = new RunningStore(folder);
        running.store.bindGate(gate, PROPERTIES);
        module = running.start(FakeModule.servers());
        running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, 'db1')");
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    @Test
    void isAskedBeforeALoadAndNotAtAStart() throws Exception {
        assertEquals(List.of(), asked);
        running.load(SERVERS);
        assertEquals(List.of("MYSQL SERVERS db1 "), asked);
        assertEquals(List.of("1|db1|3306"), module.runs("mysql_servers", 3));
    }

    @Test
    void whatItRefusesLeavesRuntimeAndMemoryAsTheyWere() throws Exception {
        open = false;
        assertEquals("not here",
                assertThrows(ConfigRefusedException.class, () -> running.load(SERVERS)).getMessage());
        assertEquals(List.of(), module.runs("mysql_servers", 3));
        assertEquals(List.of("1|db1|3306"), running.servers("main"));
        running.store.unbindGate(gate);
        running.load(SERVERS);
        assertEquals(List.of("1|db1|3306"), module.runs("mysql_servers", 3));
    }
}
