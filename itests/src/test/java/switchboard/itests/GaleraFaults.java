package switchboard.itests;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** A Galera cluster of MariaDB: kill, hang, desync, read_only, all nodes but one. In the profile {@code clusters}. */
class GaleraFaults extends ClusterFaults {
    /** A node that is gone holds up the writes of the others until they have put it out: suspect_timeout, 2 s, and more. */
    private static final int EVICTION_MS = 6_000;

    GaleraFaults(Switchboards switchboards) throws SQLException, IOException {
        super(Cluster.GALERA, switchboards, "mysql_galera_hostgroups", "galera");
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
        breakWriter("desync", INTERVAL_MS + TIMEOUT_MS + 500,
                number -> cluster.sql(number, "SET GLOBAL wsrep_desync = ON"));
    }

    @Test
    void readOnlyWriterIsReplaced() throws Exception {
        breakWriter("read_only", INTERVAL_MS + TIMEOUT_MS + 500,
                number -> cluster.sql(number, "SET GLOBAL read_only = ON"));
    }

    @Test
    void rejectingWriterIsReplaced() throws Exception {
        breakWriter("reject_queries", INTERVAL_MS + TIMEOUT_MS + 500,
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
    void moduleIsReplacedAndStoppedUnderLoad() throws Exception {
        replaceAndStop("galera");
    }
}
