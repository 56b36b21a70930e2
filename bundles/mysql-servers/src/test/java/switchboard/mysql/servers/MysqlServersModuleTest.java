package switchboard.mysql.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static switchboard.mysql.servers.ServerRow.aServer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import switchboard.api.config.ConfigPart.Prepared;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.ConfigTable;
import switchboard.api.server.Server;
import switchboard.api.server.ServerDirectory;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;
import switchboard.api.service.Newest;
import switchboard.api.table.Rows;
import switchboard.api.variables.VariableValues;

class MysqlServersModuleTest {
    private static final ServerKey DB1 = aServer().key();

    /** A module as DS wires it: its directory is bound to everybody. */
    private final class Instance {
        final List<ServerDirectory> offered = new ArrayList<>();
        final long bundle;
        final MysqlServersModule module;

        Instance(long bundle) {
            this.bundle = bundle;
            module = new MysqlServersModule(bundle, this::offer, clock);
        }

        private Runnable offer(ServerDirectory directory) {
            offered.add(directory);
            instances.forEach(other -> other.module.bindDirectory(directory, Map.of(Newest.BUNDLE_ID, bundle)));
            return () -> {
                offered.remove(directory);
                instances.forEach(other -> other.module.unbindDirectory(directory));
            };
        }

        ServerDirectory directory() {
            return offered.getFirst();
        }

        void load(ServerRow... rows) throws ConfigRefusedException {
            module.prepare(ServerRow.tables(rows)).publish();
        }

        ServerStatus status(ServerKey key) {
            return directory().servers().in(key.hostgroup()).stream().filter(server -> server.key().equals(key))
                    .findFirst().map(Server::status).orElse(null);
        }

        List<String> running() {
            return module.running().get("mysql_servers").values().stream().map(row -> String.join("|", row)).toList();
        }
    }

    private final ManualClock clock = new ManualClock();
    private final List<Instance> instances = new ArrayList<>();
    private final Instance instance = instance(1);

    private Instance instance(long bundle) {
        Instance made = new Instance(bundle);
        for (Instance other : instances) {
            other.offered.forEach(
                    directory -> made.module.bindDirectory(directory, Map.of(Newest.BUNDLE_ID, other.bundle)));
        }
        instances.add(made);
        return made;
    }

    private static void shun(ServerDirectory directory, ServerKey key) {
        for (int i = 0; i < 5; i++) {
            directory.connectFailed(key, 2003, "refused");
        }
    }

    @Test
    void serverThatIsOfflineHardIsGoneFromRuntimeAsWithProxySql() throws ConfigRefusedException {
        instance.load(aServer().status("OFFLINE_HARD"));
        assertEquals(List.of(), instance.running());
        assertEquals(ServerStatus.OFFLINE_HARD, instance.status(DB1), "the proxy still hears of it");
        instance.load(aServer());
        assertEquals(1, instance.running().size());
    }

    @Test
    void givesAServerTheValuesOfItsRow() throws Exception {
        instance.load(aServer().with("gtid_port", "3307").with("weight", "7").with("compression", "1")
                .with("max_connections", "9").with("max_replication_lag", "30").with("use_ssl", "1")
                .with("max_latency_ms", "50").with("comment", "c").status("offline_soft"));
        assertEquals(
                List.of(new Server(DB1, 3307, ServerStatus.OFFLINE_SOFT, 7, true, 9, 30, true, 50, "c")),
                instance.directory().servers().in(10));
        assertEquals(List.of("10|db1|3306|3307|OFFLINE_SOFT|7|1|9|30|1|50|c"), instance.running());
    }

    @Test
    void sortsServersByHostgroupNameAndPort() throws Exception {
        instance.load(aServer("db2"), aServer().with("port", "3307"), aServer().in(2), aServer());
        assertEquals(List.of("2|db1|3306", "10|db1|3306", "10|db1|3307", "10|db2|3306"),
                instance.running().stream().map(row -> row.substring(0, row.indexOf("|0|"))).toList());
    }

    @Test
    void showsTheLiveStateWithLagAsShunned() throws Exception {
        instance.load(aServer());
        instance.directory().moved(DB1, ServerStatus.SHUNNED_REPLICATION_LAG, "lag");
        assertTrue(instance.running().getFirst().contains("|SHUNNED|"), instance.running().toString());
    }

    @Test
    void keepsTheLiveStateOverALoadOfTheSameRow() throws Exception {
        instance.load(aServer(), aServer("db2"));
        shun(instance.directory(), DB1);
        instance.load(aServer().with("weight", "5"), aServer("db2"));
        assertEquals(ServerStatus.SHUNNED, instance.status(DB1));
        clock.advanceSeconds(10);
        instance.directory().recoverShunned(10);
        assertEquals(ServerStatus.ONLINE, instance.status(DB1));
    }

    @Test
    void followsTheRowWhoseStatusTheOperatorChanged() throws Exception {
        instance.load(aServer());
        shun(instance.directory(), DB1);
        instance.load(aServer().status("OFFLINE_SOFT"));
        assertEquals(ServerStatus.OFFLINE_SOFT, instance.status(DB1));
        instance.load(aServer());
        assertEquals(ServerStatus.ONLINE, instance.status(DB1));
    }

    @Test
    void bringsAServerBackThatWasSavedToMemoryWhileShunned() throws Exception {
        instance.load(aServer());
        shun(instance.directory(), DB1);
        instance.load(aServer().status("SHUNNED"));
        clock.advanceSeconds(10);
        instance.directory().recoverShunned(10);
        assertEquals(ServerStatus.ONLINE, instance.status(DB1));
    }

    @Test
    void dropsAServerWhoseRowIsGone() throws Exception {
        instance.load(aServer(), aServer("db2"));
        instance.load(aServer("db2"));
        assertEquals(1, instance.directory().servers().in(10).size());
    }

    @Test
    void refusesRowsThatCannotRunAndSaysWhich() throws Exception {
        instance.load(aServer());
        var refused = assertThrows(ConfigRefusedException.class, () -> instance.load(aServer("").in(3)));
        assertEquals("LOAD MYSQL SERVERS: row hostgroup_id=3 hostname='' port=3306: hostname is empty. "
                + "Correct it in mysql_servers and LOAD again; runtime is unchanged.", refused.getMessage());
        assertThrows(ConfigRefusedException.class, () -> instance.load(aServer().with("hostgroup_id", "2147483648")));
        assertEquals(1, instance.running().size());
    }

    @Test
    void ignoresAReplicationRowWhoseWriterHostgroupIsAReaderHostgroup() throws Exception {
        Map<String, Rows> tables = ServerRow.tables(aServer());
        String[] good = {"10", "20", "read_only", ""};
        String[] bad = {"20", "30", "read_only", "x"};
        tables.put("mysql_replication_hostgroups", ServerRow.replication(good, bad));
        Prepared prepared = instance.module.prepare(tables);
        prepared.publish();
        assertEquals(List.<String[]>of(good),
                instance.module.running().get("mysql_replication_hostgroups").values());
        assertSame(bad, prepared.rejections().getFirst().replacement());
        assertEquals("Incompatible entry in mysql_replication_hostgroups will be ignored : ( 20 , 30 , read_only , x )",
                prepared.rejections().getFirst().reason());
    }

    @Test
    void offersTheDirectoryFromItsFirstRowsUntilItStops() throws Exception {
        assertTrue(instance.offered.isEmpty(), "an empty directory would leave queries without a server");
        instance.load(aServer());
        instance.load(aServer());
        assertEquals(1, instance.offered.size());
        instance.module.stop();
        assertTrue(instance.offered.isEmpty());
        instance.load(aServer());
        assertTrue(instance.offered.isEmpty());
    }

    @Test
    void tellsListenersOfEveryChange() throws Exception {
        List<Long> versions = new ArrayList<>();
        instance.module.bindListener(now -> {
            throw new IllegalStateException("broken");
        });
        instance.module.bindListener(now -> versions.add(now.version()));
        instance.load(aServer());
        shun(instance.directory(), DB1);
        clock.advanceSeconds(10);
        instance.directory().recoverShunned(10);
        assertEquals(List.of(0L, 1L, 2L), versions);
    }

    @Test
    void tellsAChangeThatAListenerCausesAfterTheOneThatItHears() throws Exception {
        List<ServerStatus> seen = new ArrayList<>();
        instance.module.bindListener(now -> {
            seen.add(now.in(10).getFirst().status());
            instance.directory().moved(DB1, ServerStatus.OFFLINE_SOFT, "by a listener");
        });
        instance.load(aServer());
        assertEquals(List.of(ServerStatus.ONLINE, ServerStatus.OFFLINE_SOFT), seen);
    }

    @Test
    void shunsByTheVariablesInForce() throws Exception {
        instance.load(aServer());
        instance.module.variablesChanged(new VariableValues() {
            @Override
            public String text(String name) {
                throw new IllegalArgumentException(name);
            }

            @Override
            public long number(String name) {
                return name.equals("mysql-shun_on_failures") ? 2 : 10;
            }

            @Override
            public boolean flag(String name) {
                throw new IllegalArgumentException(name);
            }
        });
        instance.directory().connectFailed(DB1, 2003, "refused");
        instance.directory().connectFailed(DB1, 2003, "refused");
        assertEquals(ServerStatus.SHUNNED, instance.status(DB1));
    }

    @Test
    void takesShunnedServersOverFromTheInstanceBefore() throws Exception {
        instance.load(aServer(), aServer("db2"), aServer("db3"));
        shun(instance.directory(), DB1);
        instance.directory().moved(aServer("db2").key(), ServerStatus.SHUNNED_REPLICATION_LAG, "lag");
        Instance next = instance(2);
        next.load(aServer(), aServer("db2"), aServer("db3").status("OFFLINE_SOFT"));
        assertEquals(ServerStatus.SHUNNED, next.status(DB1));
        assertEquals(ServerStatus.SHUNNED_REPLICATION_LAG, next.status(aServer("db2").key()));
        assertEquals(ServerStatus.OFFLINE_SOFT, next.status(aServer("db3").key()));
        assertTrue(next.directory().servers().version() > instance.directory().servers().version());
        clock.advanceSeconds(9);
        next.directory().recoverShunned(10);
        assertEquals(ServerStatus.SHUNNED, next.status(DB1));
        clock.advanceSeconds(1);
        next.directory().recoverShunned(10);
        assertEquals(ServerStatus.ONLINE, next.status(DB1));
    }

    @Test
    void keepsStillOnceANewerInstanceIsInForce() throws Exception {
        instance.load(aServer());
        List<ServersSnapshot> told = new ArrayList<>();
        instance.module.bindListener(told::add);
        Instance next = instance(2);
        next.load(aServer());
        instance.directory().moved(DB1, ServerStatus.OFFLINE_SOFT, "too late");
        assertEquals(List.of(), told);
        next.module.stop();
        instance.directory().moved(DB1, ServerStatus.ONLINE, "in force again");
        assertEquals(1, told.size());
    }

    @Test
    void hasProxySqlsTables() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/golden/tables.sql")) {
            String recorded = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (ConfigTable table : instance.module.tables()) {
                assertTrue(recorded.contains("\n" + table.definition().createSql() + ";\n"), table.name());
            }
        }
    }
}
