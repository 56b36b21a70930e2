package switchboard.cluster.primary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Origin;
import switchboard.api.election.Election;
import switchboard.api.election.ElectionChange;
import switchboard.api.election.ElectionFollower;
import switchboard.api.election.ElectionSetup;
import switchboard.api.election.NotCommittedException;
import switchboard.api.election.Standing;
import switchboard.api.table.Rows;
import switchboard.cluster.decision.Following.Way;
import switchboard.cluster.decision.PeerAddress;
import switchboard.cluster.mesh.NamedPrimary;
import switchboard.cluster.mesh.PeerRow;

/** Which LOADs a node takes in primary mode, and whom it follows. */
class PrimaryGateTest {
    private static final Map<String, Rows> ROWS = Map.of("mysql_users",
            new Rows(List.of("username"), List.<String[]>of(new String[]{"a"})));
    private static final String USERS = "MYSQL USERS";

    private final Ballot ballot = new Ballot();
    private final PrimaryMode mode = new PrimaryMode(() -> ballot, null, () -> {
    });
    private final PrimaryGate gate = new PrimaryGate(mode, module -> !module.equals("SCHEDULER"), () -> 1700000000);

    /** An election whose outcome the test decides. */
    private static final class Ballot implements Election {
        final List<ElectionSetup> joined = new ArrayList<>();
        final List<String> committed = new ArrayList<>();
        volatile Standing standing = Standing.UNKNOWN;

        @Override
        public synchronized Membership join(ElectionSetup setup, ElectionFollower follower) {
            joined.add(setup);
            return new Seat();
        }

        synchronized int times() {
            return joined.size();
        }

        private final class Seat implements Election.Membership {
            @Override
            public boolean reweigh(ElectionSetup next) {
                synchronized (Ballot.this) {
                    return next.unweighted().equals(joined.getLast().unweighted());
                }
            }

            @Override
            public Standing standing() {
                return standing;
            }

            @Override
            public boolean knows(String name) {
                return committed.contains(name);
            }

            @Override
            public void commit(ElectionChange change) throws NotCommittedException {
                if (change.content().length == 0) {
                    throw new NotCommittedException("empty", false);
                }
                committed.add(change.name());
            }

            @Override
            public void close() {
                standing = Standing.UNKNOWN;
            }
        }
    }

    @AfterEach
    void stop() {
        mode.stop();
    }

    /** This node is db1. */
    private void settle(boolean primaryMode, int... weights) {
        List<PeerRow> rows = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            rows.add(new PeerRow(new PeerAddress("127.0.0.1", 6032 + i), weights[i], ""));
        }
        mode.settle(new PrimarySettings(primaryMode, "", "user\0password", 100, "0.0.0.0:6032"), rows);
        Awaitility.await()
                .until(() -> mode.part().on() == primaryMode && mode.part().candidates() == candidates(weights));
    }

    private static int candidates(int... weights) {
        int count = 0;
        for (int weight : weights) {
            count += weight > 0 ? 1 : 0;
        }
        return count;
    }

    private String refusal(String module) {
        return assertThrows(ConfigRefusedException.class, () -> gate.admit(module, ROWS, Origin.UNKNOWN)).getMessage();
    }

    @Test
    void meshModeTakesAll() throws Exception {
        settle(false);
        gate.admit(USERS, ROWS, Origin.UNKNOWN);
        assertEquals(List.of(), ballot.committed);
        assertEquals(Way.NEWER, mode.of(new PeerAddress("127.0.0.1", 6033), "mysql_users"));
    }

    @Test
    void withoutCandidatesOnlyTheirTableIsTaken() throws Exception {
        settle(true, 0, 0);
        gate.admit("PROXYSQL SERVERS", ROWS, Origin.UNKNOWN);
        gate.admit("SCHEDULER", ROWS, Origin.UNKNOWN);
        assertTrue(refusal(USERS).contains("there is no candidate"), () -> refusal(USERS));
    }

    @Test
    void aCandidateCommitsOnlyWhileItIsPrimaryWithAMajority() throws Exception {
        settle(true, 3, 2, 1);
        assertEquals(List.of(6132, 6133, 6134),
                ballot.joined.getFirst().candidates().stream().map(ElectionSetup.Candidate::port).toList());
        ballot.standing = new Standing("127.0.0.1:6032", 4, false, false);
        assertTrue(refusal(USERS).contains("no majority"), () -> refusal(USERS));
        ballot.standing = new Standing("127.0.0.1:6033", 5, true, false);
        assertEquals("LOAD MYSQL USERS TO RUNTIME: this node is not the primary of the cluster. The primary is "
                + "127.0.0.1:6033: repeat the command there. Runtime is unchanged", refusal(USERS));
        ballot.standing = new Standing("127.0.0.1:6032", 6, true, true);
        gate.admit(USERS, ROWS, Origin.UNKNOWN);
        gate.admit("MYSQL SERVERS", ROWS, Origin.UNKNOWN);
        assertEquals(List.of("mysql_users", "mysql_servers_v2"), ballot.committed);
    }

    @Test
    void whatTheClusterLoadsIsLetThrough() throws Exception {
        settle(true, 0, 2, 1);
        gate.admit(USERS, ROWS, new Origin("", "cluster"));
        assertTrue(refusal(USERS).contains("not heard of it"), () -> refusal(USERS));
    }

    @Test
    void aFollowerFollowsThePrimaryItHeardOfLastAndNobodyElse() {
        settle(true, 0, 2, 1);
        mode.heard(new NamedPrimary("127.0.0.1:6034", 7));
        mode.heard(new NamedPrimary("127.0.0.1:6033", 3));
        assertEquals(Way.DIFFERENT, mode.of(new PeerAddress("127.0.0.1", 6034), "mysql_users"));
        assertEquals(Way.NEVER, mode.of(new PeerAddress("127.0.0.1", 6033), "mysql_users"));
        assertTrue(refusal(USERS).contains("The primary is 127.0.0.1:6034"), () -> refusal(USERS));
    }

    @Test
    void aCandidatePullsOnlyWhatWasNeverAgreedOn() {
        settle(true, 3, 2, 1);
        ballot.standing = new Standing("127.0.0.1:6033", 5, true, false);
        ballot.committed.add("mysql_users");
        assertEquals(Way.NEVER, mode.of(new PeerAddress("127.0.0.1", 6033), "mysql_users"));
        assertEquals(Way.NEWER, mode.of(new PeerAddress("127.0.0.1", 6033), "mysql_query_rules"));
        assertEquals(Way.NEVER, mode.of(new PeerAddress("127.0.0.1", 6034), "mysql_query_rules"));
    }

    @Test
    void joinsAnewOnlyWhenCandidatesChange() {
        settle(true, 3, 2, 1);
        settle(true, 3, 2, 1, 0);
        settle(true, 1, 2, 3);
        assertEquals(1, ballot.times());
        settle(true, 3, 2);
        assertEquals(2, ballot.times());
    }

    private static Map<String, Rows> servers(int... weights) {
        List<String[]> values = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            values.add(new String[]{"127.0.0.1", Integer.toString(6032 + i), Integer.toString(weights[i]), ""});
        }
        return Map.of("proxysql_servers", new Rows(List.of("hostname", "port", "weight", "comment"), values));
    }

    private String refusal(int... weights) {
        return assertThrows(ConfigRefusedException.class,
                () -> gate.admit("PROXYSQL SERVERS", servers(weights), Origin.UNKNOWN)).getMessage();
    }

    @Test
    void candidatesChangeOneAtATime() throws Exception {
        settle(true, 3, 2, 1, 0, 0);
        ballot.standing = new Standing("127.0.0.1:6032", 6, true, true);
        gate.admit("PROXYSQL SERVERS", servers(30, 20, 10, 0), Origin.UNKNOWN);
        assertEquals(1, ballot.committed.size());
        assertTrue(refusal(3, 2, 1, 1, 1).contains("(new: 127.0.0.1:6035, 127.0.0.1:6036; no longer: none)"));
        assertTrue(refusal(3, 2, 0, 1).contains("(new: 127.0.0.1:6035; no longer: 127.0.0.1:6034)"));
        assertTrue(refusal(3).contains("(new: none; no longer: 127.0.0.1:6033, 127.0.0.1:6034)"));
        assertTrue(refusal(3).endsWith("Runtime is unchanged"));
        assertEquals(1, ballot.committed.size());
        gate.admit("PROXYSQL SERVERS", servers(3, 2, 1, 1, 0), Origin.UNKNOWN);
        assertTrue(refusal(3, 2).contains("not in force yet"));
        settle(true, 3, 2, 1, 1, 0);
        ballot.standing = new Standing("127.0.0.1:6032", 7, true, true);
        gate.admit("PROXYSQL SERVERS", servers(3, 2, 1), Origin.UNKNOWN);
        assertEquals(3, ballot.committed.size());
    }

    @Test
    void whoOnlyFollowsWatchesCandidatesOnly() {
        List<PeerRow> rows = List.of(new PeerRow(new PeerAddress("127.0.0.1", 6032), 0, ""),
                new PeerRow(new PeerAddress("127.0.0.1", 6033), 2, ""),
                new PeerRow(new PeerAddress("127.0.0.1", 6034), 0, ""));
        AtomicReference<List<PeerRow>> watched = new AtomicReference<>();
        mode.settle(new PrimarySettings(true, "", "user\0password", 100, "0.0.0.0:6032"), rows, watched::set);
        Awaitility.await().until(() -> watched.get() != null);
        assertEquals(rows.subList(1, 2), watched.get());
        watched.set(null);
        mode.settle(new PrimarySettings(true, "", "user\0password", 100, "0.0.0.0:6033"), rows, watched::set);
        Awaitility.await().until(() -> watched.get() != null);
        assertEquals(rows, watched.get());
    }
}
