package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A source with replicas: lag, a stopped SQL thread, promotion by read_only. Writer in hostgroup 10, readers in 20. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ReplicationFaults {
    private static final int MAX_LAG_S = 2;
    /** A lag above the limit shows one second later, and is counted in whole seconds. */
    private static final int LAG_MS = (MAX_LAG_S + 2) * 1000;
    private static final int LIMIT_MS = ClusterFaults.INTERVAL_MS + ClusterFaults.TIMEOUT_MS + ClusterFaults.SLACK_MS;
    /** Until a table's age is rounded to more than MAX_LAG_S, less what goes by between two heartbeats. */
    private static final int HEARTBEAT_LEAST_MS = MAX_LAG_S * 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ReplicationSet servers;
    private final Switchboard switchboard;
    private final FaultTimes times = new FaultTimes();
    private final FaultProbe writes;
    private final ReadProbe reads;
    private final TransactionLoad load;
    private int source = 1;

    ReplicationFaults(ReplicationSet servers, Switchboards switchboards) throws SQLException, IOException {
        this.servers = servers;
        SwitchboardConfig config = SwitchboardConfig.empty().user("app", "app_pw", 10)
                .rule(1, "^SELECT variable_value", 20).mysql("monitor_password", "\"monitor_pw\"")
                .mysql("monitor_read_only_interval", ClusterFaults.INTERVAL_MS)
                .mysql("monitor_read_only_timeout", ClusterFaults.TIMEOUT_MS)
                .mysql("monitor_replication_lag_interval", ClusterFaults.INTERVAL_MS)
                .mysql("monitor_replication_lag_timeout", ClusterFaults.TIMEOUT_MS);
        for (int number = 1; number <= servers.size(); number++) {
            config.server(20, servers.port(number), "max_replication_lag=" + MAX_LAG_S); // who writes is found out
        }
        switchboard = switchboards.startOwnCopy(config);
        switchboard.admin("INSERT INTO mysql_replication_hostgroups (writer_hostgroup, reader_hostgroup) "
                + "VALUES (10, 20)", "LOAD MYSQL SERVERS TO RUNTIME");
        try (Connection root = servers.root(source)) {
            Sql.run(root, "CREATE DATABASE IF NOT EXISTS test", "DROP TABLE IF EXISTS test.probe",
                    "CREATE TABLE test.probe (id INT PRIMARY KEY, port INT) ENGINE=InnoDB");
        }
        awaitReaders(servers.size());
        load = TransactionLoad.start(switchboard.proxy());
        writes = new FaultProbe(switchboard.proxy(), times);
        reads = new ReadProbe(switchboard.proxy(), servers.whichPort());
    }

    /** With writer_is_also_reader the source reads too. */
    private void awaitReaders(int online) {
        Awaitility.await(online + " servers read").atMost(PATIENCE).untilAsserted(
                () -> assertEquals(Integer.toString(online), switchboard.adminValue(
                        "SELECT COUNT(*) FROM stats_mysql_connection_pool WHERE hostgroup = 20 AND status = 'ONLINE'"),
                        () -> switchboard.admin("SELECT * FROM stats_mysql_connection_pool").toString()));
    }

    private int replica() {
        return source % servers.size() + 1;
    }

    @Test
    void replicaWhoseSqlThreadIsStoppedReadsNoMore() throws Exception {
        for (int i = 0; i < ClusterFaults.TIMES; i++) {
            int replica = replica();
            try (Connection root = servers.root(replica)) {
                outAndIn("SQL thread", replica, () -> Sql.run(root, servers.stopApplying()),
                        () -> Sql.run(root, servers.startApplying()));
            }
        }
        assertInTime("SQL thread stopped: last read", LIMIT_MS);
        assertNothingLost();
    }

    @Test
    void replicaThatLagsReadsNoMoreUntilItHasCaughtUp() throws Exception {
        for (int i = 0; i < ClusterFaults.TIMES; i++) {
            int replica = replica();
            try (Connection root = servers.root(replica)) { // the lock holds up what is replicated, not what is read
                outAndIn("applying", replica, () -> Sql.run(root, "FLUSH TABLES WITH READ LOCK"),
                        () -> Sql.run(root, "UNLOCK TABLES"));
            }
        }
        assertInTime("applying stopped: last read", LAG_MS + LIMIT_MS);
        assertNothingLost();
    }

    /** A stopped SQL thread says NULL of itself, and is put out at once: here it is the table that grows old. */
    @Test
    void replicaWhoseHeartbeatIsOldReadsNoMoreUntilItIsFresh() throws Exception {
        useHeartbeat(Heartbeat.TABLE);
        try {
            awaitLagLog("COUNT(*) > 0", "error LIKE '%heartbeat%'"); // no table yet: that moves nobody
            awaitReaders(servers.size());
            try (Heartbeat heartbeat = new Heartbeat(servers.root(source))) {
                awaitLagLog("COUNT(DISTINCT port) = " + servers.size(), "error IS NULL AND repl_lag <= 1");
                for (int i = 0; i < ClusterFaults.TIMES; i++) {
                    breakHeartbeat();
                    heartbeat.check();
                }
            }
            awaitReaders(servers.size());
        } finally {
            useHeartbeat("");
        }
        assertTrue(times.best("heartbeat, SQL thread stopped: last read") > HEARTBEAT_LEAST_MS, this::text);
        assertInTime("heartbeat, SQL thread stopped: last read", LAG_MS + LIMIT_MS);
        assertInTime("heartbeat, applying stopped: last read", LAG_MS + LIMIT_MS);
        assertNothingLost();
    }

    private void breakHeartbeat() throws Exception {
        int replica = replica();
        try (Connection root = servers.root(replica)) {
            outAndIn("heartbeat, SQL thread", replica, () -> Sql.run(root, servers.stopApplying()),
                    () -> Sql.run(root, servers.startApplying()));
            outAndIn("heartbeat, applying", replica, () -> Sql.run(root, "FLUSH TABLES WITH READ LOCK"),
                    () -> Sql.run(root, "UNLOCK TABLES"));
        }
    }

    /** Asks so from now on; the source answers 0, its replicas 1. */
    void awaitCheckType(String type) {
        switchboard.admin("UPDATE mysql_replication_hostgroups SET check_type = '" + type + "'",
                "LOAD MYSQL SERVERS TO RUNTIME");
        long since = System.currentTimeMillis() * 1_000;
        Awaitility.await(type).atMost(PATIENCE).untilAsserted(() -> assertEquals(Integer.toString(servers.size()),
                switchboard.adminValue("SELECT COUNT(DISTINCT port) FROM monitor.mysql_server_read_only_log WHERE "
                        + "time_start_us > " + since + " AND error IS NULL AND read_only = CASE WHEN port = "
                        + servers.port(source) + " THEN 0 ELSE 1 END")));
        awaitReaders(servers.size());
    }

    private void useHeartbeat(String table) {
        switchboard.admin("SET mysql-monitor_replication_lag_use_percona_heartbeat = '" + table + "'",
                "LOAD MYSQL VARIABLES TO RUNTIME");
    }

    /** Of the rows that come from now on. */
    private void awaitLagLog(String what, String rows) {
        long since = System.currentTimeMillis() * 1_000;
        Awaitility.await(rows).atMost(PATIENCE).untilAsserted(() -> assertEquals("1",
                switchboard.adminValue("SELECT CASE WHEN " + what
                        + " THEN 1 ELSE 0 END FROM monitor.mysql_server_replication_lag_log WHERE time_start_us > "
                        + since + " AND " + rows),
                () -> switchboard.admin("SELECT * FROM monitor.mysql_server_replication_lag_log WHERE time_start_us > "
                        + since).toString()));
    }

    private void outAndIn(String name, int replica, FaultProbe.Fault fault, FaultProbe.Fault mend) throws Exception {
        times.add(name + " before: first read", reads.nanosUntilIn(servers.port(replica)));
        fault.strike();
        times.add(name + " stopped: last read", reads.nanosUntilOut(servers.port(replica)));
        mend.strike();
        times.add(name + " goes on: first read", reads.nanosUntilIn(servers.port(replica)));
        awaitReaders(servers.size());
        load.awaitEveryClient();
    }

    @Test
    void promotedReplicaWrites() throws Exception {
        for (int i = 0; i < ClusterFaults.TIMES; i++) {
            int next = replica();
            int before = source;
            writes.measure("promotion, in all", () -> servers.promote(before, next),
                    Integer.toString(servers.port(next))::equals);
            source = next;
            awaitReaders(servers.size());
            load.awaitEveryClient();
        }
        assertInTime("promotion, in all", LIMIT_MS + LIMIT_MS);
        assertNothingLost();
    }

    /** Nobody may write for a while: from where the new source may, to the first row there. */
    @Test
    void sourceIsFollowedAsSoonAsItMayWrite() throws Exception {
        for (int i = 0; i < ClusterFaults.TIMES; i++) {
            try (Connection root = servers.root(source)) {
                Sql.run(root, "SET GLOBAL read_only = ON");
                Awaitility.await("nobody writes").atMost(PATIENCE).until(() -> switchboard
                        .admin("SELECT port FROM runtime_mysql_servers WHERE hostgroup_id = 10").isEmpty());
                writes.measureFrom("read_only=0: first row", () -> Sql.run(root, "SET GLOBAL read_only = OFF"),
                        Integer.toString(servers.port(source))::equals);
            }
            awaitReaders(servers.size());
            load.awaitEveryClient();
        }
        assertInTime("read_only=0: first row", LIMIT_MS);
        assertNothingLost();
    }

    private void assertInTime(String name, long limitMs) {
        assertTrue(times.worst(name) <= limitMs, this::text);
    }

    private void assertNothingLost() throws IOException {
        assertEquals(Set.of(), writes.missing());
        assertEquals(List.of(), load.missing());
        assertEquals(List.of(), load.halves());
    }

    private String text() {
        return "interval " + ClusterFaults.INTERVAL_MS + " ms, timeout " + ClusterFaults.TIMEOUT_MS
                + " ms, max_replication_lag " + MAX_LAG_S + " s\n" + times.report() + writes.report() + reads.report()
                + load.report();
    }

    @AfterEach
    void report() throws IOException {
        Files.writeString(Workspace.root()
                .resolve("itests/target/faults-" + servers.getClass().getSimpleName() + ".txt"), text());
    }

    @AfterAll
    void stop() {
        load.close();
        writes.close();
        reads.close();
        servers.close();
    }
}
