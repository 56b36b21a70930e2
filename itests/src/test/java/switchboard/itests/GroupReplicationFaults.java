package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** A replication group of MySQL: kill, hang, switch of the primary, a lost majority. In the profile {@code clusters}. */
class GroupReplicationFaults extends ClusterFaults {
    /** The group itself takes so long to put a member out and choose another primary. */
    private static final int ELECTION_MS = 15_000;

    GroupReplicationFaults(Switchboards switchboards) throws SQLException, IOException {
        super(Cluster.GROUP_REPLICATION, switchboards, "mysql_group_replication_hostgroups", "groupreplication");
    }

    @Test
    void killedPrimaryIsReplaced() throws Exception {
        breakWriter("kill", ELECTION_MS + INTERVAL_MS + TIMEOUT_MS, number -> cluster.signal(number, "KILL"));
    }

    @Test
    void hangingPrimaryIsReplaced() throws Exception {
        String newWriters = "SELECT port, reason FROM stats_mysql_server_events WHERE hostgroup = 10 "
                + "AND from_status IS NULL AND to_status = 'ONLINE'";
        int before = switchboard.admin(newWriters).size();
        breakWriter("hang", ELECTION_MS + INTERVAL_MS + TIMEOUT_MS, number -> cluster.signal(number, "STOP"));
        // whoever goes on says for seconds that it is the primary, and is no second writer
        assertEquals(before + TIMES, switchboard.admin(newWriters).size(),
                () -> switchboard.admin(newWriters).toString());
    }

    @Test
    void switchedPrimaryIsFollowed() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            int next = writerNumber() % 3 + 1;
            String port = Integer.toString(cluster.port(next));
            probe.measure("switch", () -> cluster.run("switch-primary", Integer.toString(next)), port::equals);
            load.awaitEveryClient();
        }
        assertInTime("switch", ELECTION_MS + INTERVAL_MS + TIMEOUT_MS);
        assertNothingLost();
    }

    @Test
    void withoutMajorityNobodyWritesAndAfterwardsSomebodyDoes() throws Exception {
        loseMajority();
    }

    @Test
    void killedMemberReadsAgainWhenItIsBack() throws Exception {
        rejoin();
    }

    @Test
    void moduleIsReplacedAndStoppedUnderLoad() throws Exception {
        replaceAndStop("group-replication");
    }
}
