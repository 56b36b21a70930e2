package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.Layer;
import switchboard.api.table.TableDefinition;

class ReplacementTest {
    private static final String SERVERS = "MYSQL SERVERS";
    private static final int NOT_ENOUGH_RIGHTS = 90096;
    private static final String ASK_RUNTIME = "SELECT hostgroup_id, hostname FROM runtime_mysql_servers";

    @TempDir
    private Path folder;
    private RunningStore running;
    private FakeModule old;

    @BeforeEach
    void start() throws Exception {
        running = new RunningStore(folder);
        old = running.start(FakeModule.servers(), 5);
        running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, 'db1')");
        running.load(SERVERS);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void newerInstanceGetsMainsRowsAndIsThenInForce() throws Exception {
        FakeModule next = running.start(FakeModule.servers(), 6);
        assertEquals(List.of("1|db1|3306"), next.runs("mysql_servers", 3));
        next.run("mysql_servers", "2|db2|3306|0|ONLINE|1|0|1000|0|0|0|");
        assertEquals(List.of("2|db2"), running.ask(ASK_RUNTIME, "runtime_mysql_servers"));
        int published = old.published;
        running.load(SERVERS);
        assertEquals(published, old.published, "the older one is no longer asked");
        running.stop(old);
        running.load(SERVERS);
        assertEquals(List.of(SERVERS), running.store.modules());
    }

    @Test
    void newerInstanceThatRefusesItsFirstRowsNeverComesInForce() throws Exception {
        FakeModule next = FakeModule.servers();
        next.refusal = "not with me";
        running.bind(next, 6);
        running.load(SERVERS); // waits for the module's lock, thus behind or before the first load
        running.stop(next);
        assertFalse(running.store.isPublished(next));
        assertEquals(List.of("1|db1"), running.ask(ASK_RUNTIME, "runtime_mysql_servers"));
        running.load(SERVERS);
        assertEquals(0, next.published);
    }

    @Test
    void olderInstanceThatIsInForceAgainGetsWhatItHasMissed() throws Exception {
        FakeModule next = running.start(FakeModule.servers(), 6);
        running.type("UPDATE mysql_servers SET hostname = 'db9'");
        running.load(SERVERS);
        running.stop(next);
        RunningStore.await("rows of the LOAD that it missed",
                () -> old.runs("mysql_servers", 2).equals(List.of("1|db9")));
    }

    @Test
    void stoppedModuleTakesItsTablesAwayAndFindsItsRowsAgain() throws Exception {
        assertEquals(List.of("mysql_replication_hostgroups", "mysql_servers", "runtime_mysql_replication_hostgroups",
                "runtime_mysql_servers"), running.store.tables("main"));
        running.servers("disk");
        running.ask(ASK_RUNTIME, "runtime_mysql_servers");
        running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (2, 'unsaved')");
        running.stop(old);
        assertEquals(List.of(), running.store.tables("main"));
        assertEquals(List.of(), running.store.tables("disk"));
        assertEquals(Optional.empty(), running.store.table("main", "mysql_servers"));
        assertEquals(Optional.empty(), running.store.table("main", "runtime_mysql_servers"));
        assertEquals(Optional.of(SERVERS), running.store.stoppedModule("mysql_servers"));
        assertEquals(Optional.of(SERVERS), running.store.stoppedModule("disk.Runtime_MySQL_Servers"));
        assertEquals(Optional.of(SERVERS), running.store.stoppedModule("Mysql Servers"));
        assertEquals(Optional.empty(), running.store.stoppedModule("no_such_table"));
        RunningStore.await("grants to be gone", () -> errorOf("SELECT * FROM mysql_servers") == NOT_ENOUGH_RIGHTS);
        assertThrows(SQLException.class, () -> running.ask(ASK_RUNTIME, "runtime_mysql_servers"));
        assertThrows(SQLException.class, () -> running.servers("disk"));
        ConfigRefusedException refused = assertThrows(ConfigRefusedException.class, () -> running.load(SERVERS));
        assertEquals("MYSQL SERVERS is stopped. Start its module and repeat the command", refused.getMessage());

        FakeModule again = running.start(FakeModule.servers(), 5);
        assertEquals(List.of("1|db1|3306", "2|unsaved|3306"), again.runs("mysql_servers", 3));
        assertEquals(Optional.empty(), running.store.stoppedModule("mysql_servers"));
        assertEquals(Optional.empty(), running.store.stoppedModule("MYSQL SERVERS"));
        assertEquals(2, running.servers("main").size());
        assertEquals(0, running.servers("disk").size());
    }

    @Test
    void sharedTableStaysWhileOneOfItsModulesIsThere() throws Exception {
        FakeModule mysql = running
                .start(FakeModule.variablesModule("MYSQL VARIABLES", "mysql-", "mysql_variables", Map.of("a", "1")));
        FakeModule admin = running
                .start(FakeModule.variablesModule("ADMIN VARIABLES", "admin-", "admin_variables", Map.of("b", "2")));
        running.stop(mysql);
        assertEquals(List.of("admin-b|2"),
                running.ask("SELECT * FROM runtime_global_variables", "runtime_global_variables"));
        assertTrue(running.store.table("main", "global_variables").isPresent());
        running.stop(admin);
        RunningStore.await("grants to be gone", () -> errorOf("SELECT * FROM global_variables") == NOT_ENOUGH_RIGHTS);
    }

    @Test
    void extensionsTablesComeAndGoWithIt() throws Exception {
        FakeExtension extension = new FakeExtension(SERVERS, FakeModule.RULES);
        running.store.bindExtension(extension, Map.of("service.bundleid", 9L));
        RunningStore.await("extension", () -> running.store.isPublished(extension));
        running.type("INSERT INTO mysql_query_rules(rule_id, active, apply) VALUES (7, 1, 1)");
        running.load(SERVERS);
        assertEquals(List.of("7|1"), extension.runs("mysql_query_rules", 2));
        assertEquals(2, running.copy(SERVERS, Layer.MEMORY, Layer.DISK).rows());
        running.store.unbindExtension(extension);
        assertEquals(Optional.of(SERVERS), running.store.stoppedModule("mysql_query_rules"));
        assertEquals(Optional.empty(), running.store.stoppedModule(SERVERS), "the module itself goes on");
        assertEquals(1, running.copy(SERVERS, Layer.MEMORY, Layer.DISK).rows());
    }

    @Test
    void anotherDefinitionBringsTheRowsAlong() throws Exception {
        running.save(SERVERS);
        running.servers("disk");
        String sql = FakeModule.SERVERS.definition().createSql()
                .replace("compression INT CHECK (compression IN(0,1)) NOT NULL DEFAULT 0,",
                        "zone VARCHAR NOT NULL DEFAULT 'here',")
                .replace("weight >= 0", "weight >= -1");
        ConfigTable changed = new ConfigTable(new TableDefinition("mysql_servers", sql), FakeModule.SERVERS.orderBy(),
                null, null);
        FakeModule next = running.start(new FakeModule(SERVERS, changed, FakeModule.HOSTGROUPS), 6);
        running.stop(old);
        String columns = "SELECT hostgroup_id, hostname, zone FROM ";
        List<String> migrated = List.of("1|db1|here");
        assertEquals(migrated, running.ask(columns + "mysql_servers"));
        assertEquals(migrated, running.ask(columns + "disk.mysql_servers", "disk.mysql_servers"));
        assertEquals(migrated, running.ask(columns + "runtime_mysql_servers", "runtime_mysql_servers"));
        assertEquals(sql, running.store.table("disk", "mysql_servers").orElseThrow().createSql());
        running.type("UPDATE mysql_servers SET weight = -1, zone = 'there'");
        running.save(SERVERS);
        assertTrue(assertThrows(SQLException.class, () -> running.type("UPDATE mysql_servers SET weight = -2"))
                .getMessage().contains("CK_mysql_servers_5"), "constraints have their names after a migration");

        running.stop(next);
        running.start(FakeModule.servers(), 7); // and back again
        assertThrows(SQLException.class, () -> running.ask(columns + "mysql_servers"));
    }

    @Test
    void definitionThatChangedBetweenTwoProcessesMigratesDisk() throws Exception {
        running.save(SERVERS);
        running.close();
        running = new RunningStore(folder);
        String sql = FakeModule.SERVERS.definition().createSql().replace("comment VARCHAR NOT NULL DEFAULT '',", "");
        ConfigTable changed = new ConfigTable(new TableDefinition("mysql_servers", sql), FakeModule.SERVERS.orderBy(),
                null, null);
        FakeModule next = running.start(new FakeModule(SERVERS, changed, FakeModule.HOSTGROUPS), 1);
        assertEquals(List.of("1|db1|3306"), next.runs("mysql_servers", 3));
        assertEquals(List.of("1|db1|3306"), running.servers("disk"));
    }

    @Test
    void definitionThatCannotBeReadIsNotTakenAndHurtsNobody() throws Exception {
        ConfigTable broken = new ConfigTable(new TableDefinition("t", "CREATE TABLE t (a INT REFERENCES b)"), "a", null,
                null);
        FakeModule module = new FakeModule("BROKEN", broken);
        running.bind(module, 9);
        assertFalse(running.store.isPublished(module));
        assertEquals(List.of(SERVERS), running.store.modules());
        running.stop(module);
        running.load(SERVERS);
    }

    private int errorOf(String sql) {
        try {
            running.ask(sql);
            return 0;
        } catch (SQLException e) {
            return e.getErrorCode();
        }
    }
}
