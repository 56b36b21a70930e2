package switchboard.cluster.pull;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import switchboard.api.checksum.Checksums;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.config.ConfigEngine;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.LoadedModule;
import switchboard.api.config.LoadedModules;
import switchboard.api.config.LoadedTable;
import switchboard.api.table.Rows;
import switchboard.api.table.TableDefinition;
import switchboard.cluster.decision.PeerAddress;
import switchboard.cluster.mesh.Puller.Order;

class ApplicationTest {
    private static final PeerAddress PEER = new PeerAddress("db1", 6032);

    private final RecordedEngine engine = new RecordedEngine();
    private final TextChecksums checksums = new TextChecksums();
    private final Map<String, LoadedModule> modules = new TreeMap<>();
    private final Application application = new Application(new PullServices() {
        @Override
        public ConfigEngine engine() {
            return engine;
        }

        @Override
        public LoadedModules modules() {
            return new LoadedModules() {
                @Override
                public List<String> modules() {
                    return List.copyOf(modules.keySet());
                }

                @Override
                public Optional<LoadedModule> loaded(String module) {
                    return Optional.ofNullable(modules.get(module));
                }
            };
        }

        @Override
        public Checksums checksums() {
            return checksums;
        }
    });

    private void module(String name, String... tables) {
        List<LoadedTable> all = new ArrayList<>();
        for (String table : tables) {
            Rows empty = rows(table.substring(table.indexOf(' ') + 1));
            all.add(new LoadedTable(new ConfigTable(new TableDefinition(table.substring(0, table.indexOf(' ')), ""),
                    empty.columns().getFirst(), null, null), empty, empty, () -> empty));
        }
        modules.put(name, new LoadedModule(name, 0, 0, all, () -> true));
    }

    private static Rows rows(String columns, String... rows) {
        List<String[]> values = new ArrayList<>();
        for (String row : rows) {
            values.add(row.split(","));
        }
        return new Rows(List.of(columns.split(",")), values);
    }

    private static Fetched fetched(Object... tables) {
        Map<String, Rows> answers = new LinkedHashMap<>();
        for (int i = 0; i < tables.length; i += 2) {
            answers.put((String) tables[i], (Rows) tables[i + 1]);
        }
        return Fetched.of(answers);
    }

    private static ModuleChecksum value(String name, String checksum) {
        return new ModuleChecksum(name, 5, 777, checksum);
    }

    @Test
    void loadsWhatHasThePeersChecksumWithItsEpochAndSavesIt() throws PullException {
        module("MYSQL USERS", "mysql_users username,active,comment");
        application.apply(new Order(PEER, value("mysql_users", "mysql_users a,x"), null, true),
                fetched("mysql_users", rows("username,comment", "a,x")));
        assertEquals(List.of("load MYSQL USERS: mysql_users a,1,x (cluster from db1:6032)",
                "copy MYSQL USERS MEMORY DISK"), engine.calls);
        assertEquals(List.of("mysql_users 777"), checksums.announced);
        assertEquals(0, checksums.open());
    }

    @Test
    void appliesNothingWhenTheChecksumDiffers() {
        module("MYSQL USERS", "mysql_users username,active");
        PullException refused = assertThrows(PullException.class,
                () -> application.apply(new Order(PEER, value("mysql_users", "mysql_users b"), null, true),
                        fetched("mysql_users", rows("username", "a"))));
        assertEquals("mismatching checksum. Expected: mysql_users b , Computed: mysql_users a", refused.getMessage());
        assertEquals(List.of(), engine.calls);
    }

    @Test
    void appliesNothingOfTwoHalvesWhenOneDiffers() {
        module("MYSQL SERVERS", "mysql_servers hostname");
        assertThrows(PullException.class,
                () -> application.apply(
                        new Order(PEER, value("mysql_servers_v2", "mysql_servers a"),
                                value("mysql_servers", "mysql_servers other"), true),
                        fetched("mysql_servers", rows("hostname", "a"), PullQuery.RUNNING_SERVERS,
                                rows("hostname", "b"))));
        assertEquals(List.of(), engine.calls);
    }

    @Test
    void runsWhatRunsThereOverWhatWasLoaded() throws PullException {
        module("MYSQL SERVERS", "mysql_servers hostname");
        application.apply(
                new Order(PEER, value("mysql_servers_v2", "mysql_servers a"), value("mysql_servers", "mysql_servers b"),
                        false),
                fetched("mysql_servers", rows("hostname", "a"), PullQuery.RUNNING_SERVERS, rows("hostname", "b")));
        assertEquals(List.of("load MYSQL SERVERS: mysql_servers a (cluster from db1:6032)",
                "run MYSQL SERVERS: mysql_servers b"), engine.calls);
        assertEquals(List.of("mysql_servers_v2 777", "mysql_servers 777"), checksums.announced);
    }

    @Test
    void whatOnlyRunsReachesMemoryOnlyWhenItIsSaved() throws PullException {
        module("MYSQL SERVERS", "mysql_servers hostname");
        for (boolean save : List.of(false, true)) {
            application.apply(new Order(PEER, value("mysql_servers", "mysql_servers b"), null, save),
                    fetched(PullQuery.RUNNING_SERVERS, rows("hostname", "b")));
        }
        assertEquals(List.of("run MYSQL SERVERS: mysql_servers b", "run MYSQL SERVERS: mysql_servers b",
                "copy MYSQL SERVERS RUNTIME MEMORY", "copy MYSQL SERVERS MEMORY DISK"), engine.calls);
    }

    @Test
    void aNodesOwnVariablesStay() throws PullException {
        module("ADMIN VARIABLES", "global_variables variable_name,variable_value");
        String sent = "global_variables admin-mysql_ifaces,x admin-version,9 admin-web_port,1 admin-z,2 mysql-z,3";
        application.apply(new Order(PEER, value("admin_variables", sent), null, false),
                fetched("global_variables", rows("variable_name,variable_value", "admin-mysql_ifaces,x",
                        "admin-version,9", "admin-web_port,1", "admin-z,2", "mysql-z,3")));
        assertEquals(List.of("load ADMIN VARIABLES: global_variables admin-z,2 (cluster from db1:6032)"), engine.calls);
    }

    @Test
    void rowsOfAModuleThatIsStoppedHereRefuseTheWhole() {
        module("MYSQL SERVERS", "mysql_servers hostname");
        PullException refused = assertThrows(PullException.class,
                () -> application.apply(
                        new Order(PEER, value("mysql_servers_v2", "mysql_galera_hostgroups 1 mysql_servers a"), null,
                                true),
                        fetched("mysql_servers", rows("hostname", "a"), "mysql_galera_hostgroups",
                                rows("writer_hostgroup", "1"))));
        assertTrue(refused.getMessage().contains("mysql_galera_hostgroups"), refused.getMessage());
        assertEquals(List.of(), engine.calls);
    }

    @Test
    void rowsThatTheEngineRefusesAreToldAndAFullDiskDoesNotUndoThem() throws PullException {
        module("MYSQL USERS", "mysql_users username,active");
        Order order = new Order(PEER, value("mysql_users", "mysql_users a"), null, true);
        engine.refusal = "no such hostgroup";
        assertEquals("no such hostgroup", assertThrows(PullException.class,
                () -> application.apply(order, fetched("mysql_users", rows("username", "a")))).getMessage());
        engine.refusal = null;
        engine.diskError = "no space left";
        application.apply(order, fetched("mysql_users", rows("username", "a")));
        assertEquals(1, engine.calls.size());
        assertEquals(0, checksums.open());
    }

    @Test
    void modulesThatProxySqlDoesNotKnowAreAskedForByTheirTables() throws PullException {
        module("MYSQL FIREWALL", "firewall_users username,mode", "firewall_rules digest,comment");
        Order order = new Order(PEER, value("mysql_firewall", ""), null, false);
        assertEquals(List.of("SELECT username, mode FROM runtime_firewall_users ORDER BY username",
                "SELECT digest, comment FROM runtime_firewall_rules ORDER BY digest"),
                application.queries(order).stream().map(PullQuery::sql).toList());
    }
}
