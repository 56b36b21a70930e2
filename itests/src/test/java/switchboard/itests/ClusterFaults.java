package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the tests of the two clusters share: writers in hostgroup 10, backup writers 11 and in 12 with the readers, offline 13. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClusterFaults {
    static final int INTERVAL_MS = 500;
    static final int TIMEOUT_MS = 300;
    static final int PING_MS = 1000;
    /** From one ping to the next of a server that is gone. */
    static final int GONE_PING_MS = 500;
    static final int TIMES = Integer.getInteger("faults", 5);
    /** What a busy machine may add to an interval and a timeout. */
    static final int SLACK_MS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Cluster cluster;
    final Switchboard switchboard;
    final FaultTimes times = new FaultTimes();
    final FaultProbe probe;
    final ReadProbe reads;
    final TransactionLoad load;
    private final String table;
    private final String log;

    ClusterFaults(Cluster cluster, Switchboards switchboards, String table, String variables)
            throws SQLException, IOException {
        this.cluster = cluster.start();
        this.table = table;
        log = "mysql_server_" + table.replaceAll("mysql_|_hostgroups", "") + "_log";
        switchboard = switchboards.startOwnCopy(SwitchboardConfig.empty().user("app", "app_pw", 10)
                .rule(1, "^SELECT variable_value", 12)
                .mysql("monitor_username", "\"monitor\"").mysql("monitor_password", "\"monitor_pw\"")
                .mysql("monitor_" + variables + "_healthcheck_interval", INTERVAL_MS)
                .mysql("monitor_" + variables + "_healthcheck_timeout", TIMEOUT_MS)
                .mysql("monitor_ping_interval", PING_MS).mysql("monitor_ping_timeout", TIMEOUT_MS)
                .mysql("connect_timeout_server_max", 2000));
        for (int number = 1; number <= 3; number++) {
            switchboard.admin("INSERT INTO mysql_servers (hostgroup_id, hostname, port) VALUES (12, '127.0.0.1', "
                    + cluster.port(number) + ")");
        }
        switchboard.admin("INSERT INTO " + table + " (writer_hostgroup, backup_writer_hostgroup, reader_hostgroup, "
                + "offline_hostgroup, max_writers, writer_is_also_reader) VALUES (10, 11, 12, 13, 1, 2)",
                "LOAD MYSQL SERVERS TO RUNTIME");
        awaitOffline(0);
        cluster.sql(writerNumber(), "CREATE DATABASE IF NOT EXISTS test", "DROP TABLE IF EXISTS test.probe",
                "CREATE TABLE test.probe (id INT PRIMARY KEY, port INT) ENGINE=InnoDB");
        load = TransactionLoad.start(switchboard.proxy());
        probe = new FaultProbe(switchboard.proxy(), times);
        reads = new ReadProbe(switchboard.proxy(), cluster.whichPort());
    }

    /** The server that writes by runtime_mysql_servers; waits for one. */
    int writerNumber() {
        awaitServers("one writer", 10, 1);
        return cluster.number(writers().getFirst().getFirst());
    }

    private List<List<String>> writers() {
        return switchboard
                .admin("SELECT port FROM runtime_mysql_servers WHERE hostgroup_id = 10 AND status = 'ONLINE'");
    }

    /** So many are in the offline hostgroup; who is dead is SHUNNED there. */
    void awaitOffline(int count) {
        Awaitility.await(count + " are offline").atMost(PATIENCE)
                .until(() -> switchboard.admin("SELECT port FROM runtime_mysql_servers WHERE hostgroup_id = 13")
                        .size() == count);
    }

    @BeforeEach
    void mend() {
        cluster.start(); // a test that failed may have left it broken
        awaitOffline(0);
    }

    void awaitServers(String what, int hostgroup, int online) {
        Awaitility.await(what).atMost(PATIENCE)
                .until(() -> switchboard
                        .admin("SELECT port FROM runtime_mysql_servers WHERE hostgroup_id = " + hostgroup
                                + " AND status = 'ONLINE'")
                        .size() == online);
    }

    /** Breaks the writer again and again; each time another must write, within so long, and all is repaired afterwards. */
    void breakWriter(String name, long limitMs, Break how) throws Exception {
        breakWriter(name, limitMs, how, writer -> {
            // the cluster's script mends it
        });
    }

    /** @param mend what the cluster's script would not do */
    void breakWriter(String name, long limitMs, Break how, Break mend) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            int writer = writerNumber();
            String port = Integer.toString(cluster.port(writer));
            assertEquals(port, probe.writer());
            probe.measure(name, () -> how.strike(writer), now -> !now.equals(port));
            mend.strike(writer);
            cluster.start();
            awaitOffline(0);
            load.awaitEveryClient();
        }
        assertInTime(name, limitMs);
        assertNothingLost();
    }

    void assertInTime(String name, long limitMs) {
        assertTrue(times.worst(name) <= limitMs, this::text);
    }

    void assertNothingLost() throws IOException {
        assertEquals(Set.of(), probe.missing());
        assertEquals(List.of(), load.missing());
        assertEquals(List.of(), load.halves());
    }

    /** The module goes and comes under load: nobody is moved by that, and afterwards the checks go on. */
    void replaceAndStop(String module) throws Exception {
        awaitOffline(0);
        probe.writer();
        List<List<String>> before = servers();
        Path jar = Workspace.temporaryFolder("jar").resolve(module + ".jar");
        ModuleJar.of(module).version("88.0.0").write(jar);
        switchboard.admin("PROXYSQL MODULE REPLACE " + jar);
        assertEquals(before, servers());
        awaitChecks();
        assertEquals(before, servers());
        switchboard.admin("PROXYSQL MODULE STOP " + module);
        assertEquals(before, servers());
        assertFalse(switchboard.admin("SHOW TABLES").contains(List.of(table)));
        probe.writer();
        switchboard.admin("PROXYSQL MODULE START " + module);
        assertTrue(switchboard.admin("SHOW TABLES").contains(List.of(table)));
        assertEquals("10", switchboard.adminValue("SELECT writer_hostgroup FROM runtime_" + table));
        awaitChecks();
        assertEquals(before, servers());
        load.awaitEveryClient();
        assertNothingLost();
        Workspace.delete(jar.getParent());
    }

    private List<List<String>> servers() {
        return switchboard.admin("SELECT hostgroup_id, port, status FROM runtime_mysql_servers ORDER BY 1, 2");
    }

    /** More than one round; until the first one after a replacement the log is empty. */
    private void awaitChecks() {
        String last = "SELECT IFNULL(MAX(time_start_us), 0) FROM monitor." + log;
        long sinceMicros = System.currentTimeMillis() * 1_000;
        Awaitility.await("checks go on").atMost(PATIENCE)
                .until(() -> Long.parseLong(switchboard.adminValue(last)) > sinceMicros + 1_000L * INTERVAL_MS);
    }

    /** Two of three die: the last one is no majority, and nobody writes until they are back. */
    void loseMajority() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            int writer = writerNumber();
            long began = System.nanoTime();
            cluster.signal(writer, "KILL");
            cluster.signal(writer % 3 + 1, "KILL");
            awaitServers("nobody writes", 10, 0);
            times.add("no majority: nobody writes", System.nanoTime() - began);
            awaitOffline(3);
            assertEquals(List.of(), switchboard
                    .admin("SELECT port FROM runtime_mysql_servers WHERE hostgroup_id IN (10, 11, 12)"));
            Thread repair = Thread.startVirtualThread(cluster::start);
            cluster.awaitWriter();
            probe.measureFrom("majority is back", () -> {
                // it is already
            }, any -> true);
            repair.join();
            awaitOffline(0);
            load.awaitEveryClient();
        }
        // nobody is checked who does not answer pings, and a new primary answers nothing for half a second
        assertInTime("majority is back", GONE_PING_MS + TIMEOUT_MS + INTERVAL_MS + TIMEOUT_MS + SLACK_MS);
        assertNothingLost();
    }

    /** One that was killed comes back: from where it says itself that it serves to the first query that it reads. */
    void rejoin() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            int reader = writerNumber() % 3 + 1;
            cluster.signal(reader, "KILL");
            times.add("a reader is killed: last read", reads.nanosUntilOut(cluster.port(reader)));
            awaitOffline(1);
            Thread repair = Thread.startVirtualThread(cluster::start);
            cluster.awaitServing(reader);
            times.add("rejoin", reads.nanosUntilIn(cluster.port(reader)));
            repair.join();
            awaitOffline(0);
            load.awaitEveryClient();
        }
        assertInTime("rejoin", INTERVAL_MS + TIMEOUT_MS + SLACK_MS);
        assertNothingLost();
    }

    interface Break {
        void strike(int number) throws Exception;
    }

    @AfterEach
    void report() throws IOException {
        Files.writeString(Workspace.root().resolve("itests/target/faults-" + table + ".txt"), text());
    }

    private String text() {
        return "interval " + INTERVAL_MS + " ms, timeout " + TIMEOUT_MS + " ms\n" + times.report() + probe.report()
                + reads.report() + load.report();
    }

    @AfterAll
    void stop() {
        load.close();
        probe.close();
        reads.close();
        cluster.close();
    }
}
