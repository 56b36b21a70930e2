package switchboard.config.store.checksum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import switchboard.api.checksum.ChecksumLedger.Entry;
import switchboard.api.checksum.Checksums;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.config.LoadedModule;
import switchboard.api.config.LoadedModules;
import switchboard.api.table.Rows;

class ChecksumKeeperTest {
    private static final ModuleChecksum USERS = new ModuleChecksum("mysql_users", 5, 700, "0x1100000000000000");

    private final ChecksumKeeper keeper = new ChecksumKeeper();
    private long loads = 4;
    private boolean there = true;

    ChecksumKeeperTest() {
        keeper.bindModules(new LoadedModules() {
            @Override
            public List<String> modules() {
                return List.of("MYSQL USERS");
            }

            @Override
            public Optional<LoadedModule> loaded(String module) {
                return there
                        ? Optional.of(new LoadedModule(module, loads, 900, List.of(), () -> true))
                        : Optional.empty();
            }
        }, Map.of());
        assertTrue(keeper.replace("mysql_users", null, entry(USERS)));
    }

    private static Entry entry(ModuleChecksum value) {
        return new Entry(value, "MYSQL USERS", 4, Set.of("mysql_users"));
    }

    private List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>();
        keeper.read(values -> rows.add(Arrays.asList(values)));
        return rows;
    }

    @Test
    void entryIsReplacedOnlyByWhoKnowsIt() {
        ModuleChecksum next = new ModuleChecksum("mysql_users", 6, 800, "0x2200000000000000");
        assertFalse(keeper.replace("mysql_users", null, entry(next)), "there is one already");
        assertFalse(keeper.replace("mysql_users", entry(next), entry(next)), "another one is there");
        assertTrue(keeper.replace("mysql_users", entry(USERS), entry(next)));
        assertEquals(Optional.of(entry(next)), keeper.find("mysql_users"));
    }

    @Test
    void withoutChecksumsVersionsAndEpochsGoOnAndTheColumnIsEmpty() {
        assertEquals(List.of(List.<Object>of("mysql_users", 5L, 700L, "")), rows());
        loads = 6;
        assertEquals(List.of(List.<Object>of("mysql_users", 7L, 900L, "")), rows());
        there = false;
        assertEquals(List.of(), rows());
    }

    @Test
    void whoComputesChecksumsFillsTheTable() {
        Checksums checksums = new Computing();
        keeper.bindChecksums(checksums, Map.of());
        assertEquals(List.of(List.<Object>of("mysql_users", 5L, 700L, "0x1100000000000000")), rows());
        keeper.unbindChecksums(checksums);
        assertEquals("", rows().getFirst().get(3));
    }

    private static final class Computing implements Checksums {
        @Override
        public List<ModuleChecksum> values() {
            return List.of(USERS);
        }

        @Override
        public Optional<ModuleChecksum> find(String name) {
            return Optional.of(USERS);
        }

        @Override
        public long globalChecksum() {
            return 1;
        }

        @Override
        public String of(String name, Map<String, Rows> rows) {
            return USERS.checksum();
        }

        @Override
        public String ofTable(Iterable<String[]> rows) {
            return USERS.checksum();
        }

        @Override
        public Announced announce(String name, String checksum, long epochSeconds) {
            return () -> {
            };
        }
    }
}
