package switchboard.stats.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import switchboard.api.stats.StatusVariables;

class MemoryTableTest {
    private final MemoryTable table = new MemoryTable(new ProcessReadings(Path.of("/proc/self")));

    @Test
    void hasProxySqlsNamesAndThisProcessesMemory() {
        Map<String, Long> rows = rows();
        assertEquals(19, rows.size(), rows::toString);
        assertTrue(rows.get("jemalloc_allocated") > 0 && rows.get("jemalloc_resident") > 0, rows::toString);
        assertEquals(0, rows.get("Auth_memory"));
    }

    @Test
    void addsWhatOtherBundlesSay() {
        StatusVariables one = source(StatusVariables.Table.MEMORY_METRICS, Map.of("Auth_memory", 5L));
        table.bindOther(one);
        table.bindOther(source(StatusVariables.Table.MEMORY_METRICS, Map.of("Auth_memory", 2L)));
        table.bindOther(source(StatusVariables.Table.MYSQL_GLOBAL, Map.of("Questions", 7L)));
        assertEquals(7, rows().get("Auth_memory"), "two bundles while one is replaced");
        assertEquals(19, rows().size());
        table.unbindOther(one);
        assertEquals(2, rows().get("Auth_memory"));
    }

    @Test
    void aSourceThatFailsCostsItsOwnRowsOnly() {
        table.bindOther(new StatusVariables() {
            @Override
            public Table statusTable() {
                return Table.MEMORY_METRICS;
            }

            @Override
            public Map<String, Long> statusVariables() {
                throw new IllegalStateException("its bundle is gone");
            }
        });
        assertEquals(19, rows().size());
    }

    private Map<String, Long> rows() {
        Map<String, Long> rows = new TreeMap<>();
        table.read(row -> rows.put((String) row[0], (Long) row[1]));
        return rows;
    }

    private static StatusVariables source(StatusVariables.Table table, Map<String, Long> values) {
        return new StatusVariables() {
            @Override
            public Table statusTable() {
                return table;
            }

            @Override
            public Map<String, Long> statusVariables() {
                return values;
            }
        };
    }
}
