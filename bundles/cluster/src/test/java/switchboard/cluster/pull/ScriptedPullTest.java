package switchboard.cluster.pull;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
import switchboard.cluster.mesh.Puller.Order;
import switchboard.cluster.peer.CarriedRows;
import switchboard.cluster.peer.PeerCredentials;
import switchboard.cluster.peer.ShortChecks;
import switchboard.cluster.wire.NettyPeers;
import switchboard.cluster.wire.ScriptedProxySql;
import switchboard.cluster.wire.Sockets;

/** A pull over sockets and TLS from a peer that knows ProxySQL's statements and no others. */
class ScriptedPullTest {
    private static final String RULES = "mysql_query_rules";
    private static final String ROUTING = "mysql_query_rules_fast_routing";
    private static final List<PullQuery> QUERIES = PullQueries.of(RULES, false, false);
    private static final String ROUTING_COLUMNS = "username, schemaname, flagIN, destination_hostgroup, comment";

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ExecutorService cluster = Executors.newSingleThreadExecutor();
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final RecordedEngine engine = new RecordedEngine();
    private ScriptedProxySql peer;
    private RemotePull pull;

    @BeforeEach
    void begin() throws Exception {
        peer = new ScriptedProxySql(loops, true);
        String columns = QUERIES.getFirst().sql().replaceAll("^PROXY_SELECT | FROM .*$", "");
        peer.answers(QUERIES.get(0).sql(), columns, "7" + "|".repeat(columns.split(", ").length - 1));
        peer.answers(QUERIES.get(1).sql(), ROUTING_COLUMNS, "u|s|0|3|x");
        pull = new RemotePull(new NettyPeers(() -> new Sockets(loops.next()), cluster),
                () -> new PeerCredentials("cluster1", "cluster1pass", true), services(), cluster, worker);
    }

    @AfterEach
    void end() throws Exception {
        peer.close();
        cluster.shutdownNow();
        worker.shutdownNow();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    private static LoadedTable table(String name, String columns) {
        Rows empty = new Rows(List.of(columns.split(", ")), List.of());
        return new LoadedTable(new ConfigTable(new TableDefinition(name, ""), "", null, null), empty, empty,
                () -> empty);
    }

    private PullServices services() {
        LoadedModule module = new LoadedModule("MYSQL QUERY RULES", 0, 0,
                List.of(table(RULES, "rule_id, active"), table(ROUTING, ROUTING_COLUMNS)), () -> true);
        return new PullServices() {
            @Override
            public ConfigEngine engine() {
                return engine;
            }

            @Override
            public LoadedModules modules() {
                return new LoadedModules() {
                    @Override
                    public List<String> modules() {
                        return List.of(module.name());
                    }

                    @Override
                    public Optional<LoadedModule> loaded(String name) {
                        return Optional.of(module);
                    }
                };
            }

            @Override
            public Checksums checksums() {
                return new TextChecksums();
            }
        };
    }

    private void pull(String checksum) throws Exception {
        pull.pull(new Order(peer.address(), new ModuleChecksum(RULES, 2, 777, checksum), null, false))
                .toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private String failure(String checksum) {
        return assertThrows(ExecutionException.class, () -> pull(checksum)).getCause().getMessage();
    }

    private static String sum() {
        return "mysql_query_rules 7" + ",".repeat(33) + " mysql_query_rules_fast_routing u,s,0,3,x";
    }

    @Test
    void takesAllTablesAndLoadsThemAsOne() throws Exception {
        pull(sum());
        assertEquals(QUERIES.stream().map(PullQuery::sql).toList(), peer.asked);
        assertEquals(List.of("load MYSQL QUERY RULES: mysql_query_rules 7,1 mysql_query_rules_fast_routing u,s,0,3,x "
                + "(cluster from " + peer.address() + ")"), engine.calls);
    }

    @Test
    void followsThePrimaryOverOneConnectionThatWaits() throws Exception {
        cluster.submit(() -> pull.ready(peer.address(), false)).get();
        for (int i = 0; i < 4; i++) {
            pull(sum());
        }
        assertTrue(peer.logins.get() <= 2, peer.logins::toString); // one is being made while the first pull begins
        cluster.submit(() -> pull.ready(peer.address(), true)).get();
        Awaitility.await().until(() -> peer.asked.contains(ShortChecks.CLOCK));
    }

    private void pullWith(Map<String, Rows> carried, String checksum) throws Exception {
        Order order = new Order(peer.address(), new ModuleChecksum(RULES, 2, 777, checksum), null, false, true, true);
        cluster.submit(() -> pull.pull(order, new CarriedRows(RULES, WholeModule.together(carried)))).get()
                .toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void whatCameWithTheNewsIsNotAskedFor() throws Exception {
        Map<String, Rows> carried = new LinkedHashMap<>();
        carried.put(RULES, new Rows(List.of("rule_id"), List.<String[]>of(new String[]{"8"})));
        carried.put(ROUTING, new Rows(List.of(ROUTING_COLUMNS.split(", ")), List.of()));
        pullWith(carried, RecordedEngine.text(carried));
        assertEquals(List.of(), peer.asked);
        assertTrue(engine.calls.getFirst().startsWith("load MYSQL QUERY RULES: mysql_query_rules 8,1 "),
                engine.calls::toString);
    }

    @Test
    void rowsThatAreNotWhatWasAnnouncedAreAskedFor() throws Exception {
        pullWith(Map.of(RULES, new Rows(List.of("rule_id"), List.<String[]>of(new String[]{"8"}))), sum());
        assertEquals(QUERIES.stream().map(PullQuery::sql).toList(), peer.asked);
        assertEquals(1, engine.calls.size());
    }

    @Test
    void aConnectionThatBrokeWhileItWaitedIsReplaced() throws Exception {
        cluster.submit(() -> pull.ready(peer.address(), false)).get();
        pull(sum());
        peer.closesAll();
        pull(sum());
        assertEquals(2, engine.calls.size());
    }

    @Test
    void inAMeshNoConnectionWaits() throws Exception {
        pull(sum());
        pull(sum());
        assertEquals(2, peer.logins.get());
    }

    @Test
    void appliesNothingWhenThePeerDiesHalfWay() {
        peer.diesAt(QUERIES.get(1).sql());
        assertTrue(failure(sum()).contains("Fetching MySQL Query Rules from peer " + peer.address() + " failed: "));
        assertEquals(List.of(), engine.calls);
    }

    @Test
    void appliesNothingWhenThePeerHasChangedMeanwhile() {
        peer.answers(QUERIES.get(1).sql(), ROUTING_COLUMNS, "u|s|0|4|x");
        assertTrue(failure(sum()).contains("mismatching checksum. Expected: " + sum()));
        assertEquals(List.of(), engine.calls);
    }

    @Test
    void appliesNothingWhenColumnsAreMissing() {
        peer.answers(QUERIES.get(1).sql(), "username, schemaname", "u|s");
        assertTrue(failure("mysql_query_rules 7" + ",".repeat(33) + " mysql_query_rules_fast_routing u,s")
                .contains("has no column flagIN"));
        assertEquals(List.of(), engine.calls);
    }

    @Test
    void saysWhenThePeerIsGone() {
        peer.close();
        Awaitility.await().atMost(Duration.ofSeconds(30)) // a connect may be late for another reason first
                .untilAsserted(() -> assertTrue(failure(sum()).contains("Connection refused")));
    }
}
