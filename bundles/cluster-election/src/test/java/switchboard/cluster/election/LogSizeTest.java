package switchboard.cluster.election;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.election.Election.Membership;
import switchboard.api.election.ElectionChange;
import switchboard.api.election.ElectionFollower;
import switchboard.api.election.ElectionSetup;
import switchboard.api.election.ElectionSetup.Candidate;
import switchboard.api.election.Standing;

/** What one candidate keeps of many large changes. */
class LogSizeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CHANGE_BYTES = 1 << 20;
    private static final int CHANGES = 24;
    private static final int STARTS = 3;
    /** The log until it is replaced by a snapshot, the snapshot, and a change of each. */
    private static final long BOUND = 24L << 20;

    @TempDir
    private Path folder;
    private final ElectionFollower nobody = new ElectionFollower() {
        @Override
        public void take(String primary, ElectionChange change) {
            assertTrue(change.content().length > 0);
        }

        @Override
        public void changed(Standing now) {
            assertTrue(now.designation() >= 0);
        }
    };

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private long size() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> {
                try {
                    return Files.size(file);
                } catch (IOException gone) {
                    throw new UncheckedIOException(gone);
                }
            }).sum();
        }
    }

    @Test
    void staysBoundedAlsoAcrossStarts() throws Exception {
        ElectionSetup setup = new ElectionSetup("c", "n1", List.of(new Candidate("n1", "127.0.0.1", freePort(), 1)),
                "secret");
        for (int start = 0; start < STARTS; start++) {
            try (Membership member = new JGroupsElection(folder).join(setup, nobody)) {
                Awaitility.await("primary").atMost(PATIENCE).until(() -> member.standing().active());
                assertTrue(start == 0 || member.knows("mysql_users"), "what was agreed on is known again");
                for (int i = 0; i < CHANGES; i++) {
                    byte[] content = new byte[CHANGE_BYTES];
                    content[0] = (byte) i;
                    member.commit(new ElectionChange("mysql_users", content));
                }
            }
            assertTrue(size() < BOUND, () -> {
                try {
                    return "the log takes " + size() + " bytes";
                } catch (IOException unknown) {
                    return unknown.toString();
                }
            });
        }
    }
}
