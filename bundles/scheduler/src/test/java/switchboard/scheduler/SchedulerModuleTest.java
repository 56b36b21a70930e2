package switchboard.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.api.config.ConfigPart.Prepared;
import switchboard.api.config.ConfigTable;
import switchboard.api.table.Rows;

class SchedulerModuleTest {
    private final SchedulerModule module = new SchedulerModule(1, programs -> () -> {
    }, RunLimits.DEFAULT);

    @AfterEach
    void stop() {
        module.stop();
    }

    private Map<String, Rows> rows() {
        Map<String, Rows> rows = new HashMap<>(module.running());
        put(rows, "scheduler", "1", "0", "100", "/bin/true", "a", null, null, null, null, "c");
        return rows;
    }

    private static void put(Map<String, Rows> rows, String table, String... row) {
        List<String> columns = rows.get(table).columns();
        assertEquals(columns.size(), row.length, table);
        rows.put(table, new Rows(columns, List.<String[]>of(row)));
    }

    @Test
    void isTheModuleThatLoadAndSaveName() {
        assertEquals("SCHEDULER", module.name());
    }

    @Test
    void runsRowsOnceTheyArePublishedInactiveOnesToo() {
        Map<String, Rows> rows = rows();
        Prepared prepared = module.prepare(rows);
        module.running().values().forEach(running -> assertEquals(0, running.size()));
        prepared.publish();
        assertEquals(rows, module.running());
        assertEquals(List.of(), prepared.rejections());
    }

    @Test
    void hasProxySqlsTables() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/golden/tables.sql")) {
            String recorded = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (ConfigTable table : module.tables()) {
                assertTrue(recorded.contains("\n" + table.definition().createSql() + ";\n"), table.name());
            }
        }
    }

    @Test
    void showsTheColumnsOfItsTablesFromTheBeginning() {
        for (ConfigTable table : module.tables()) {
            List<String> defined = table.definition().createSql().lines().skip(1).map(String::strip)
                    .map(line -> line.substring(0, line.indexOf(' '))).filter(name -> !name.equals("PRIMARY")).toList();
            assertEquals(defined, module.running().get(table.name()).columns());
        }
    }
}
