package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A Galera cluster of MariaDB: kill, hang, desync, donor, partition, read_only, all nodes but one. In the profile {@code clusters}. */
class GaleraFaults extends ClusterFaults {
    /** A node that is gone holds up the writes of the others until they have put it out: suspect_timeout, 2 s, and more. */
    private static final int EVICTION_MS = 6_000;

    /** The default of switchboard-writer_drain_ms: so long a statement may go on that the copy's lock holds up. */
    private static final int DRAIN_MS = 1_000;

    private static final int OWN_WRITES = 20;

    GaleraFaults(Switchboards switchboards) throws SQLException, IOException {
        super(Cluster.GALERA, switchboards, "mysql_galera_hostgroups", "galera");
        cluster.sql(writerNumber(),
                "CREATE TABLE IF NOT EXISTS test.own (id INT PRIMARY KEY, value INT) ENGINE=InnoDB");
    }

    @Test
    void killedWriterIsReplaced() throws Exception {
        breakWriter("kill", INTERVAL_MS + TIMEOUT_MS + EVICTION_MS, number -> cluster.signal(number, "KILL"));
    }

    @Test
    void hangingWriterIsReplacedAfterThreeTimeouts() throws Exception {
        breakWriter("hang", 3 * (INTERVAL_MS + TIMEOUT_MS) + EVICTION_MS, number -> cluster.signal(number, "STOP"));
    }

    @Test
    void stoppedWriterIsReplaced() throws Exception {
        breakWriter("stop", INTERVAL_MS + TIMEOUT_MS + EVICTION_MS, number -> cluster.signal(number, "TERM"));
    }

    @Test
    void isolatedWriterIsReplaced() throws Exception {
        breakWriter("partition", INTERVAL_MS + TIMEOUT_MS + EVICTION_MS,
                number -> cluster.sql(number, "SET GLOBAL wsrep_provider_options = 'gmcast.isolate=1'"),
                number -> cluster.signal(number, "KILL")); // else it stays alone
    }

    @Test
    void withoutMajorityNobodyWritesAndAfterwardsSomebodyDoes() throws Exception {
        loseMajority();
    }

    @Test
    void desyncedWriterIsReplaced() throws Exception {
        breakWriter("desync", INTERVAL_MS + TIMEOUT_MS + SLACK_MS,
                number -> cluster.sql(number, "SET GLOBAL wsrep_desync = ON"));
    }

    @Test
    void readOnlyWriterIsReplaced() throws Exception {
        breakWriter("read_only", INTERVAL_MS + TIMEOUT_MS + SLACK_MS,
                number -> cluster.sql(number, "SET GLOBAL read_only = ON"));
    }

    @Test
    void rejectingWriterIsReplaced() throws Exception {
        breakWriter("reject_queries", INTERVAL_MS + TIMEOUT_MS + SLACK_MS,
                number -> cluster.sql(number, "SET GLOBAL wsrep_reject_queries = ALL"),
                number -> cluster.signal(number, "KILL")); // it would not even take the statement that ends it
    }

    @Test
    void lastDesyncedNodeStillWrites() throws Exception {
        for (int number = 1; number <= 3; number++) {
            cluster.sql(number, "SET GLOBAL wsrep_desync = ON");
        }
        awaitOffline(2);
        probe.writer();
        cluster.start();
        awaitOffline(0);
    }

    @Test
    void killedNodeReadsAgainWhenItIsBack() throws Exception {
        rejoin();
    }

    /** They leave one after the other, so the last one keeps the majority; two at once may leave it without. */
    @Test
    void lastOfThreeWritesWhenTheOthersAreStopped() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            int writer = writerNumber();
            String last = Integer.toString(cluster.port((writer + 1) % 3 + 1));
            cluster.signal(writer % 3 + 1, "TERM");
            awaitOffline(1);
            probe.measure("all but one stopped", () -> cluster.signal(writer, "TERM"), last::equals);
            cluster.start();
            awaitOffline(0);
            load.awaitEveryClient();
        }
        assertInTime("all but one stopped", INTERVAL_MS + TIMEOUT_MS + EVICTION_MS);
        assertNothingLost();
    }

    /** Its operator tells it to go on alone; counted from there. */
    @Test
    void lastOfThreeWritesWhenTheOthersAreKilledAndItIsToldTo() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            int writer = writerNumber();
            int last = (writer + 1) % 3 + 1;
            cluster.signal(writer, "KILL");
            cluster.signal(writer % 3 + 1, "KILL");
            awaitOffline(3);
            probe.measureFrom("all but one killed, pc.bootstrap",
                    () -> cluster.sql(last, "SET GLOBAL wsrep_provider_options = 'pc.bootstrap=1'"),
                    Integer.toString(cluster.port(last))::equals);
            cluster.start();
            awaitOffline(0);
            load.awaitEveryClient();
        }
        assertInTime("all but one killed, pc.bootstrap", INTERVAL_MS + TIMEOUT_MS + EVICTION_MS);
        assertNothingLost();
    }

    /** The default: it stays the writer, and its clients wait as long as the copy holds its tables. */
    @Test
    void donorThatRejectsNothingKeepsWriting() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            int writer = writerNumber();
            String port = Integer.toString(cluster.port(writer));
            Thread joiner = donate(writer);
            cluster.awaitDonor(writer);
            long longest = 0;
            while (joiner.isAlive()) {
                long began = System.nanoTime();
                assertEquals(port, probe.writer());
                longest = Math.max(longest, System.nanoTime() - began);
            }
            times.add("donor: longest write", longest);
            awaitOffline(0);
            assertEquals(List.of(List.of(port)), switchboard
                    .admin("SELECT port FROM runtime_mysql_servers WHERE hostgroup_id = 10 AND status = 'ONLINE'"));
            load.awaitEveryClient();
        }
        assertNothingLost();
    }

    @Test
    void donorThatRejectsQueriesIsReplaced() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            int writer = writerNumber();
            String port = Integer.toString(cluster.port(writer));
            cluster.sql(writer, "SET GLOBAL wsrep_sst_donor_rejects_queries = ON");
            Thread joiner = donate(writer);
            cluster.awaitDonor(writer);
            probe.measureFrom("donor: rejects queries", () -> {
                // it does already
            }, now -> !now.equals(port));
            joiner.join();
            cluster.sql(writer, "SET GLOBAL wsrep_sst_donor_rejects_queries = OFF");
            awaitOffline(0);
            load.awaitEveryClient();
        }
        assertInTime("donor: rejects queries", INTERVAL_MS + TIMEOUT_MS + DRAIN_MS + SLACK_MS);
        assertNothingLost();
    }

    /** Others read; the session that has written reads where it wrote, until the time is over. */
    @Test
    void readsFollowTheSessionsOwnWriteOnlyWhenToldTo() throws IOException {
        String writer = Integer.toString(cluster.port(writerNumber()));
        switchboard.admin("SET switchboard-causal_reads_ms = 60000", "LOAD SWITCHBOARD VARIABLES TO RUNTIME");
        try (RawClient client = switchboard.proxy().raw()) {
            assertNotEquals(writer, client.value(cluster.whichPort()));
            for (int i = 0; i < OWN_WRITES; i++) {
                client.query("REPLACE INTO test.own VALUES (1, " + i + ")");
                assertEquals(writer, client.value(cluster.whichPort()));
            }
        } finally {
            switchboard.admin("SET switchboard-causal_reads_ms = 0", "LOAD SWITCHBOARD VARIABLES TO RUNTIME");
        }
        try (RawClient client = switchboard.proxy().raw()) {
            client.query("REPLACE INTO test.own VALUES (1, -1)");
            assertNotEquals(writer, client.value(cluster.whichPort()), "off is the default");
        }
    }

    /** Another node loses its data and gets all of it from this one, by rsync, slowly. */
    private Thread donate(int donor) {
        String joiner = Integer.toString(donor % 3 + 1);
        cluster.run("lose-data", joiner);
        awaitOffline(1);
        return Thread.startVirtualThread(() -> cluster.run("start", joiner, Integer.toString(donor)));
    }

    @Test
    void moduleIsReplacedAndStoppedUnderLoad() throws Exception {
        replaceAndStop("galera");
    }
}
