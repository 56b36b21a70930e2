package switchboard.cluster.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.cluster.peer.PeerCredentials;
import switchboard.cluster.peer.PeerMonitor;
import switchboard.cluster.peer.PeerSettings;
import switchboard.cluster.peer.ShortChecks;
import switchboard.cluster.peer.Timer;

/** The watch over real sockets and TLS, against a peer that speaks as ProxySQL 2.7.1 does (cluster 2). */
class ScriptedPeerTest {
    private static final String VERSION = "2.7.1-16-g2726c27";
    private static final String UUID = "3e55accf-fbd9-408c-bdaa-b15b2414ba89";
    private static final String IDENTITY = "PROXYSQL CLUSTER_NODE_UUID " + UUID + " 0.0.0.0:6032";
    private static final String GLOBAL = "SELECT GLOBAL_CHECKSUM()";
    private static final String NEWS = "global_checksum, primary, designation, waited, checksums";
    private static final String LIST = "SELECT * FROM runtime_checksums_values ORDER BY name";
    private static final String COLUMNS = "name, version, epoch, checksum";
    private static final String USERS = "mysql_users|2|1795173600|0x85416DC27D811F02";

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final PeerWatch watch = new PeerWatch();
    private final Timer timer = new Timer() {
        @Override
        public long epochMillis() {
            return 1_795_173_600_000L;
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void after(Duration delay, Runnable task) {
            thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    };
    private ScriptedProxySql peer;
    private PeerMonitor monitor;

    @AfterEach
    void end() throws Exception {
        thread.submit(monitor::stop).get();
        peer.close();
        thread.shutdownNow();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    private ScriptedProxySql proxySql(boolean tls) throws Exception {
        peer = new ScriptedProxySql(loops, tls).answers("SELECT @@version", "@@version", VERSION)
                .answers(IDENTITY, "").answers(GLOBAL, "CHECKSUM", "4711")
                .answers(LIST, COLUMNS, USERS, "proxysql_servers|1|1795173500|0x0000000000000000")
                .answers("SELECT * FROM stats_mysql_global ORDER BY Variable_Name", "Variable_Name, Variable_Value",
                        "ProxySQL_Uptime|5");
        return peer;
    }

    /** As a node of ours answers what only those are asked. */
    private ScriptedProxySql ours() throws Exception {
        return proxySql(true)
                .answers("SELECT variable_name FROM runtime_global_variables "
                        + "WHERE variable_name='switchboard-cluster_name'", "variable_name", "switchboard-cluster_name")
                .answers("PROXYSQL CLUSTER_NAME ''", "");
    }

    private void watch(boolean tlsRequired) {
        watch(tlsRequired, false);
    }

    private void watch(boolean tlsRequired, boolean push) {
        PeerSettings settings = new PeerSettings(new PeerCredentials("cluster1", "cluster1pass", tlsRequired),
                Duration.ofMillis(20), 2, VERSION, "", UUID, "0.0.0.0:6032", push);
        monitor = new PeerMonitor(peer.address(), () -> settings,
                new NettyPeers(() -> new Sockets(loops.next()), timerThread()), timer,
                watch);
        thread.execute(monitor::start);
    }

    private Executor timerThread() {
        return task -> timer.after(Duration.ZERO, task);
    }

    @Test
    void asksInProxySqlsWordsByTlsAndTheListOnlyWhenTheSumHasChanged() throws Exception {
        proxySql(true);
        watch(true);
        assertEquals("connected false", watch.await("connected"));
        assertTrue(peer.isEncrypted());
        assertTrue(
                watch.await("checksums").contains("version=2, epochSeconds=1795173600, checksum=0x85416DC27D811F02"));
        watch.await("unchanged");
        watch.await("status 1");
        watch.await("unchanged");
        assertEquals("SELECT @@version", peer.asked.get(0));
        assertEquals(IDENTITY, peer.asked.get(1));
        assertEquals(1, peer.asked.stream().filter(LIST::equals).count());
        peer.answers(GLOBAL, "CHECKSUM", "4712");
        watch.await("checksums");
    }

    @Test
    void neverAsksAProxySqlWhatOnlyNodesOfOursKnow() throws Exception {
        proxySql(true);
        watch(true);
        watch.await("status 1");
        watch.await("unchanged");
        assertFalse(peer.asked.contains(ShortChecks.CHECKSUM), peer.asked::toString);
        assertFalse(peer.asked.contains(ShortChecks.CLOCK), peer.asked::toString);
    }

    @Test
    void asksOneOfOursShortlyAndAgainInProxySqlsWordsIfItIsTooOld() throws Exception {
        ours();
        watch(true);
        assertEquals("connected true", watch.await("connected"));
        watch.await("checksums");
        watch.await("unchanged");
        assertEquals(1, peer.asked.stream().filter(ShortChecks.CHECKSUM::equals).count());
        long before = peer.asked.stream().filter(GLOBAL::equals).count();
        peer.oks(ShortChecks.CHECKSUM, "4711").closesAll();
        watch.await("lost");
        watch.await("connected");
        watch.await("unchanged");
        watch.await("unchanged");
        assertEquals(before, peer.asked.stream().filter(GLOBAL::equals).count());
        peer.oks(ShortChecks.CHECKSUM, "4712");
        watch.await("checksums");
    }

    @Test
    void aQuestionThatWaitsForNewsIsGivenUpToReadTheChecksumsAgain() throws Exception {
        String question = "PROXYSQL CLUSTER_WAIT '%s' 0 15000";
        ours().answers(question.formatted(""), NEWS, "4711||0|0|")
                .holds(question.formatted("4711"));
        watch(true, true);
        watch.await("checksums");
        Awaitility.await().until(() -> peer.asked.contains(question.formatted("4711")));
        thread.submit(monitor::askAgain).get();
        watch.await("connected");
        watch.await("checksums");
    }

    @Test
    void newsBringTheChecksumsWithThem() throws Exception {
        String question = "PROXYSQL CLUSTER_WAIT '%s' 0 15000";
        ours().answers(question.formatted(""), NEWS, "4711||0|0|mysql_users 3 1795173600 0xA")
                .holds(question.formatted("4711"));
        watch(true, true);
        assertTrue(watch.await("checksums").contains("version=3, epochSeconds=1795173600, checksum=0xA"));
        Awaitility.await().until(() -> peer.asked.contains(question.formatted("4711")));
        assertFalse(peer.asked.contains(LIST), peer.asked::toString);
    }

    @Test
    void newsBringTheRowsOfAModuleWithThem() throws Exception {
        String question = "PROXYSQL CLUSTER_WAIT '%s' 0 15000 ROWS";
        ours().answers(question.formatted(""), NEWS + ", module, value6",
                "4711||0|0|mysql_users 3 1795173600 0xA|mysql_users|",
                "mysql_users|username|password||||", "mysql_users|a|x||||").holds(question.formatted("4711"));
        watch.rowsWanted = true;
        watch(true, true);
        assertEquals("rows of mysql_users [[mysql_users, username, password, , , , ], [mysql_users, a, x, , , , ]]",
                watch.await("rows"));
        assertTrue(watch.await("checksums").contains("version=3, epochSeconds=1795173600, checksum=0xA"));
        Awaitility.await().until(() -> peer.asked.contains(question.formatted("4711")));
    }

    @Test
    void aPeerThatIsTooOldToSendRowsWithItsNewsIsAskedForNewsAlone() throws Exception {
        String question = "PROXYSQL CLUSTER_WAIT '%s' 0 15000";
        ours().answers(question.formatted(""), NEWS, "4711||0|0|mysql_users 3 1795173600 0xA")
                .holds(question.formatted("4711"));
        watch.rowsWanted = true;
        watch(true, true);
        watch.await("checksums");
        Awaitility.await().until(() -> peer.asked.contains(question.formatted("4711")));
        assertEquals(1, peer.asked.stream().filter(each -> each.endsWith(" ROWS")).count(), peer.asked::toString);
    }

    @Test
    void aPeerWithoutTlsIsRefusedUnlessTheOperatorAllowsIt() throws Exception {
        proxySql(false);
        watch(true);
        assertTrue(watch.await("lost").contains("SSL is required"));
        thread.submit(monitor::stop).get();
        assertEquals(List.of(), peer.asked);
        watch(false);
        watch.await("checksums");
        assertFalse(peer.isEncrypted());
    }

    @Test
    void aPeerOfAnotherVersionIsNotAskedFurther() throws Exception {
        proxySql(true).answers("SELECT @@version", "@@version", "2.7.1-17-gffffff");
        watch(true);
        assertEquals("lost Cluster: different ProxySQL version with peer " + peer.address()
                + " . Remote: 2.7.1-17-gffffff . Self: " + VERSION, watch.await("lost"));
        assertEquals(List.of("SELECT @@version"), peer.asked.stream().distinct().toList(),
                "it is tried again and again");
    }

    @Test
    void nonsenseEndsTheConnectionAndTheNextOneTriesAgain() throws Exception {
        for (String row : List.of("mysql_users|x|1|0xA", "mysql_users|-1|1|0xA", "mysql_users|1|1|" + "0".repeat(65))) {
            if (peer == null) {
                proxySql(true).answers(LIST, COLUMNS, row);
                watch(true);
            }
            peer.answers(LIST, COLUMNS, row);
            assertTrue(watch.await("lost").startsWith("lost no answer to make sense of"));
        }
        peer.answers(LIST, "name, version", "mysql_users|1");
        assertTrue(watch.await("lost").startsWith("lost no answer to make sense of"));
        peer.answers(LIST, COLUMNS, USERS);
        watch.await("checksums");
    }

    @Test
    void wrongPasswordIsToldAndTriedAgain() throws Exception {
        proxySql(true);
        PeerSettings settings = new PeerSettings(new PeerCredentials("cluster1", "wrong", true), Duration.ofMillis(20),
                2, VERSION, "", UUID, "0.0.0.0:6032");
        monitor = new PeerMonitor(peer.address(), () -> settings,
                new NettyPeers(() -> new Sockets(loops.next()), timerThread()), timer,
                watch);
        thread.execute(monitor::start);
        assertTrue(watch.await("lost").contains("Access denied"));
    }
}
