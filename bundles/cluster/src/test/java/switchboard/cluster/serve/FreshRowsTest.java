package switchboard.cluster.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.LoadedModule;
import switchboard.api.config.LoadedModules;
import switchboard.api.config.LoadedTable;
import switchboard.api.table.Rows;
import switchboard.api.table.TableDefinition;
import switchboard.cluster.peer.CarriedRows;

class FreshRowsTest {
    private static final List<String> COLUMNS = List.of("username", "password", "active", "use_ssl",
            "default_hostgroup", "default_schema", "schema_locked", "transaction_persistent", "fast_forward", "backend",
            "frontend", "max_connections", "attributes", "comment");
    private static final String[] ROW = {"a", "x", "1", "0", "1", "", "0", "1", "0", "1", "1", "100", "", "c"};
    private static final List<ModuleChecksum> BEFORE = sums("0xA", "0xB", "0xC");

    private List<ModuleChecksum> now = BEFORE;
    private List<String[]> rows = List.<String[]>of(ROW);
    private long loads;
    private boolean loading; // each look finds another LOAD

    private final LoadedModules modules = new LoadedModules() {
        @Override
        public List<String> modules() {
            return List.of("MYSQL USERS");
        }

        @Override
        public Optional<LoadedModule> loaded(String module) {
            Rows all = new Rows(COLUMNS, rows);
            loads += loading ? 1 : 0;
            return module.equals("MYSQL USERS")
                    ? Optional.of(new LoadedModule(module, loads, 0, List.of(new LoadedTable(
                            new ConfigTable(new TableDefinition("mysql_users", ""), "", null, null), all, all,
                            () -> all)), () -> true))
                    : Optional.empty();
        }
    };

    private static List<ModuleChecksum> sums(String servers, String users, String rules) {
        return List.of(new ModuleChecksum("mysql_servers", 1, 1, servers),
                new ModuleChecksum("mysql_users", 1, 1, users),
                new ModuleChecksum("scheduler", 1, 1, rules));
    }

    private CarriedRows told() {
        FreshRows.News news = new FreshRows(() -> modules, () -> now, () -> true).since(BEFORE);
        assertEquals(now, news.checksums());
        return news.rows();
    }

    @Test
    void theRowsOfTheModuleThatHasChangedAreToldAsOnesOfOursAsksForThem() {
        now = sums("0xA", "0xD", "0xC");
        CarriedRows carried = told();
        assertEquals("mysql_users", carried.module());
        assertEquals(2, carried.rows().size());
        assertArrayEquals(new String[]{"mysql_users", "a", "x", "0", "1", "", "0", "1", "0", "1", "1", "100", "", "c"},
                carried.rows().values().get(1));
    }

    @Test
    void noneAreToldIfNothingHasChangedOrOnlyWhatMonitorsChange() {
        assertEquals(CarriedRows.NONE, told());
        now = sums("0xD", "0xB", "0xC");
        assertEquals(CarriedRows.NONE, told());
    }

    @Test
    void modulesThatAreNotThereAreAskedFor() {
        now = sums("0xA", "0xB", "0xD");
        assertEquals(CarriedRows.NONE, told());
    }

    @Test
    void manyOrLongRowsAreAskedFor() {
        now = sums("0xA", "0xD", "0xC");
        rows = Collections.nCopies(1000, ROW);
        assertEquals("mysql_users", told().module());
        rows = Collections.nCopies(1001, ROW);
        assertEquals(CarriedRows.NONE, told());
        String[] wide = ROW.clone();
        wide[13] = "c".repeat(1 << 18);
        rows = new ArrayList<>(List.<String[]>of(wide));
        assertEquals(CarriedRows.NONE, told());
    }

    @Test
    void rowsOfALaterLoadThanTheChecksumsAreAskedFor() {
        now = sums("0xA", "0xD", "0xC");
        loading = true;
        assertEquals(CarriedRows.NONE, told());
    }
}
