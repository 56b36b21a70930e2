package switchboard.cluster.election;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.election.Election.Membership;
import switchboard.api.election.ElectionChange;
import switchboard.api.election.ElectionFollower;
import switchboard.api.election.ElectionSetup;
import switchboard.api.election.ElectionSetup.Candidate;
import switchboard.api.election.NotCommittedException;
import switchboard.api.election.Standing;

/** Three candidates on sockets of this machine. */
class ElectionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    /** What a node has taken, its own changes among it. */
    private final class Node implements ElectionFollower {
        final String name;
        final Map<String, String> taken = new ConcurrentHashMap<>();
        Membership membership;

        Node(String name) {
            this.name = name;
        }

        Node join(String secret) {
            return join(secret, candidates);
        }

        Node join(String secret, List<Candidate> list) {
            membership = new JGroupsElection(folder.resolve(name)).join(
                    new ElectionSetup("c", name, list, secret), this);
            return this;
        }

        void commit(String module, String content) throws NotCommittedException {
            membership.commit(new ElectionChange(module, content.getBytes(StandardCharsets.UTF_8)));
            taken.put(module, content);
        }

        /** As a DBA would, until it is taken: on a slow machine nodes lose each other. */
        void commitAtLast(String module, String content) {
            Awaitility.await("commit " + content).atMost(PATIENCE).until(() -> {
                try {
                    commit(module, content);
                    return true;
                } catch (NotCommittedException notNow) {
                    return false;
                }
            });
        }

        @Override
        public void take(String primary, ElectionChange change) {
            taken.put(change.name(), new String(change.content(), StandardCharsets.UTF_8));
        }

        @Override
        public void changed(Standing now) {
            assertTrue(now.designation() >= 0);
        }
    }

    @BeforeEach
    void start() throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            held.add(socket);
            candidates.add(new Candidate("n" + i, "127.0.0.1", socket.getLocalPort(), i));
        }
        for (ServerSocket each : held) {
            each.close();
        }
        candidates.forEach(each -> nodes.add(new Node(each.name()).join("secret")));
    }

    @AfterEach
    void stop() {
        nodes.forEach(each -> each.membership.close());
    }

    private Node active(String name) {
        Awaitility.await(name + " is primary").atMost(PATIENCE)
                .until(() -> nodes.stream().anyMatch(each -> each.name.equals(name)
                        && each.membership.standing().active()));
        return nodes.stream().filter(each -> each.name.equals(name)).findFirst().orElseThrow();
    }

    private void awaitTaken(String module, String content) {
        Awaitility.await(content).atMost(PATIENCE)
                .until(() -> nodes.stream().allMatch(each -> content.equals(each.taken.get(module))));
    }

    @Test
    void theHighestWeightIsPrimaryAndWhatItCommitsIsTakenByAllAndOutlivesIt() throws Exception {
        Node primary = active("n3");
        primary.commitAtLast("USERS", "one");
        primary.commitAtLast("USERS", "two");
        awaitTaken("USERS", "two");
        Node other = nodes.getFirst();
        assertFalse(assertThrows(NotCommittedException.class, () -> other.commit("USERS", "mine")).isUncertain());
        primary.membership.close();
        nodes.remove(primary);
        Node next = active("n2");
        assertTrue(next.membership.knows("USERS"));
        next.commitAtLast("USERS", "three");
        awaitTaken("USERS", "three");
        Node back = new Node("n3").join("secret");
        nodes.add(back);
        awaitTaken("USERS", "three");
        active("n3").commitAtLast("RULES", "four");
        awaitTaken("RULES", "four");
        Awaitility.await("all name n3").atMost(PATIENCE)
                .until(() -> nodes.stream().allMatch(each -> each.membership.standing().primary().equals("n3")));
    }

    @Test
    void aMinorityTakesNothingAndWhoDoesNotKnowThePasswordIsNobody() throws Exception {
        active("n3").commitAtLast("USERS", "one");
        awaitTaken("USERS", "one");
        Node last = nodes.get(2);
        nodes.get(0).membership.close();
        nodes.get(1).membership.close();
        Node stranger = new Node("n1").join("guessed");
        nodes.set(0, stranger);
        Awaitility.await("a minority").atMost(PATIENCE).until(() -> !last.membership.standing().majority());
        assertThrows(NotCommittedException.class, () -> last.commit("USERS", "two"));
        assertFalse(last.membership.standing().active());
        nodes.set(1, new Node("n2").join("secret"));
        active("n3").commitAtLast("USERS", "three");
        assertFalse(stranger.membership.standing().majority());
    }

    @Test
    void otherWeightsNameAnotherPrimaryAndNobodyLeaves() throws Exception {
        active("n3").commitAtLast("USERS", "one");
        List<Candidate> others = new ArrayList<>();
        candidates.forEach(each -> others.add(new Candidate(each.name(), each.hostname(), each.port(),
                10 - each.weight())));
        nodes.forEach(each -> assertTrue(each.membership.reweigh(new ElectionSetup("c", each.name, others, "secret"))));
        active("n1").commitAtLast("USERS", "two");
        awaitTaken("USERS", "two");
        for (ElectionSetup more : List.of(new ElectionSetup("c", "n1", others.subList(0, 2), "secret"),
                new ElectionSetup("c", "n1", others, "another"), new ElectionSetup("d", "n1", others, "secret"))) {
            assertFalse(nodes.getFirst().membership.reweigh(more));
        }
    }

    @Test
    void whoGoesByAnotherListOfCandidatesMakesNoMajorityAndLearnsWhatWasAgreedOn() throws Exception {
        active("n3").commitAtLast("USERS", "one");
        awaitTaken("USERS", "one");
        nodes.forEach(each -> each.membership.close());
        nodes.clear();
        List<Candidate> two = candidates.subList(0, 2);
        nodes.add(new Node("n1").join("secret", two));
        nodes.add(new Node("n2").join("secret", two));
        active("n2").commitAtLast("USERS", "two");
        Node third = new Node("n3").join("secret");
        nodes.add(third);
        awaitTaken("USERS", "two");
        assertFalse(third.membership.standing().majority());
        assertThrows(NotCommittedException.class, () -> third.commit("USERS", "three"));
        active("n2").commitAtLast("RULES", "four");
        awaitTaken("RULES", "four");
        assertFalse(third.membership.standing().majority());
    }
}
