package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.config.ConfigHistory.Change;
import switchboard.api.config.ConfigHistory.Version;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.Layer;
import switchboard.api.config.Origin;
import switchboard.api.table.TableDefinition;

class LoadHistoryTest {
    private static final String SERVERS = "MYSQL SERVERS";
    private static final Origin ANNA = new Origin("anna", "10.0.0.7");

    @TempDir
    private Path folder;

    @Test
    void eachLoadIsKeptWithWhoAndWhatChanged() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            running.start(FakeModule.servers());
            running.store.bindChecksums(new FixedChecksums(), Map.of());
            load(running, 1, "a");
            load(running, 2, "b");
            load(running, 3, "b");
            List<Version> versions = running.history.versions(SERVERS);
            assertEquals(
                    List.of("4 3 rows 1 changed", "3 2 rows 1 changed", "2 1 rows 1 changed", "1 0 rows 0 changed"),
                    versions.stream().map(one -> one.number() + " " + one.rows() + " rows " + one.changedRows()
                            + " changed").toList());
            assertEquals(ANNA, versions.getFirst().origin());
            assertEquals("0xABC mysql_servers", versions.getFirst().checksum());
            assertEquals(Origin.START, versions.getLast().origin());
            assertEquals(List.of("KEPT hostgroup_id=1 hostname=a port=3306 ",
                    "ADDED hostgroup_id=2 hostname=b port=3306 "), rows(running, 3));
        }
    }

    @Test
    void goesBackToAnyVersionAndKeepsThatToo() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            FakeModule module = running.start(FakeModule.servers());
            load(running, 1, "a");
            load(running, 2, "b");
            running.type("DELETE FROM mysql_servers");
            running.history.rollBack(SERVERS, 2, ANNA);
            assertEquals(List.of("1|a|3306"), running.servers("main"));
            assertEquals(1, module.running().get("mysql_servers").size());
            assertEquals("ROLLBACK TO VERSION 2", running.history.versions(SERVERS).getFirst().remark());
            assertEquals(List.of(), running.servers("disk"), "only SAVE touches the disk");
            running.history.rollBack(SERVERS, 3, ANNA);
            assertEquals(List.of("1|a|3306", "2|b|3306"), running.servers("main"));
        }
    }

    @Test
    void refusedRollbackLeavesMemoryAndRuntimeAsTheyAre() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            FakeModule module = running.start(FakeModule.servers());
            running.start(FakeModule.users());
            load(running, 1, "a");
            load(running, 2, "b");
            module.refusal = "not now";
            assertEquals("not now", refusal(running, SERVERS, 2));
            assertEquals(2, running.servers("main").size());
            assertEquals("Version 2 is one of MYSQL SERVERS, not of MYSQL USERS."
                    + " SHOW CONFIG HISTORY FOR MYSQL USERS lists what is kept", refusal(running, "MYSQL USERS", 2));
            assertEquals("There is no version 99. SHOW CONFIG HISTORY lists what is kept",
                    refusal(running, SERVERS, 99));
        }
    }

    @Test
    void survivesARestartAndBuildsOnIt() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            running.start(FakeModule.servers());
            load(running, 1, "a");
            running.save(SERVERS);
        }
        try (RunningStore running = new RunningStore(folder)) {
            running.start(FakeModule.servers());
            assertEquals(2, running.history.versions(null).size());
            load(running, 2, "b");
            assertEquals(3, running.history.versions(null).size(), "the start brought nothing new");
        }
        try (RunningStore running = new RunningStore(folder)) {
            running.start(FakeModule.servers());
            load(running, 3, "c");
            assertEquals(List.of(ANNA, Origin.START, ANNA, ANNA, Origin.START),
                    running.history.versions(null).stream().map(Version::origin).toList(),
                    "what was loaded and not saved was gone at this start");
            running.history.rollBack(SERVERS, 3, ANNA);
            assertEquals(List.of("1|a|3306", "2|b|3306"), running.servers("main"));
        }
    }

    @Test
    void keepsAsManyAsWantedAndEachOfThemWhole() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<List<String>> loaded = new ArrayList<>();
        try (RunningStore running = new RunningStore(folder)) {
            running.start(FakeModule.servers());
            for (int i = 0; i < 150; i++) {
                int at = random.nextInt(1, 30);
                running.type("DELETE FROM mysql_servers WHERE hostgroup_id BETWEEN " + at + " AND " + (at + 3));
                running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (" + at + ", 'h" + i + "')");
                running.copy(SERVERS, Layer.MEMORY, Layer.RUNTIME);
                loaded.add(running.servers("main"));
            }
            List<Version> versions = running.history.versions(SERVERS);
            assertEquals(100, versions.size());
            for (Version version : versions) {
                int load = (int) version.number() - 2; // the first is the start's
                assertEquals(loaded.get(load), servers(running, version.number()), "seed " + seed);
            }
            running.history.rollBack(SERVERS, versions.getLast().number(), ANNA);
            assertEquals(loaded.get(50), running.servers("main"), "seed " + seed);
            assertEquals(100, running.history.versions(SERVERS).size());
        }
    }

    @Test
    void tableThatHasChangedItsColumnsGetsRowsOfItsOldForm() throws Exception {
        try (RunningStore running = new RunningStore(folder)) {
            FakeModule old = running.start(FakeModule.servers(), 1);
            load(running, 1, "a");
            load(running, 2, "b");
            ConfigTable changed = new ConfigTable(new TableDefinition("mysql_servers", FakeModule.SERVERS.definition()
                    .createSql().replace("compression INT CHECK (compression IN(0,1)) NOT NULL DEFAULT 0,",
                            "zone VARCHAR NOT NULL DEFAULT 'here',")),
                    FakeModule.SERVERS.orderBy(), null, null);
            running.start(new FakeModule(SERVERS, changed, FakeModule.HOSTGROUPS), 2);
            running.stop(old);
            running.history.rollBack(SERVERS, 2, ANNA);
            assertEquals(List.of("1|a|here"), running.ask("SELECT hostgroup_id, hostname, zone FROM mysql_servers"));
        }
    }

    private static void load(RunningStore running, int hostgroup, String host) throws Exception {
        running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (" + hostgroup + ", '" + host + "')");
        running.store.copy(SERVERS, Layer.MEMORY, Layer.RUNTIME, ANNA);
    }

    private static String refusal(RunningStore running, String module, long version) {
        return assertThrows(ConfigRefusedException.class, () -> running.history.rollBack(module, version, ANNA))
                .getMessage();
    }

    /** As {@link RunningStore#servers} shows them. */
    private static List<String> servers(RunningStore running, long version) throws ConfigRefusedException {
        return running.history.version(version).lines().stream().filter(line -> line.change() != Change.REMOVED)
                .map(line -> line.key().replaceAll("\\w+=", "").replace(' ', '|')).toList();
    }

    private static List<String> rows(RunningStore running, long version) throws ConfigRefusedException {
        assertTrue(running.history.version(version).omitted() == 0);
        return running.history.version(version).lines().stream()
                .map(line -> line.change() + " " + line.key() + " " + line.values()).toList();
    }
}
