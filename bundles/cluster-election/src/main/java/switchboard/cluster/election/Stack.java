package switchboard.cluster.election;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jgroups.JChannel;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.protocols.raft.ELECTION2;
import org.jgroups.protocols.raft.FileBasedLog;
import org.jgroups.protocols.raft.NO_DUPES;
import org.jgroups.protocols.raft.RAFT;
import org.jgroups.protocols.raft.REDIRECT;
import switchboard.api.election.ElectionSetup;
import switchboard.api.election.ElectionSetup.Candidate;

/** JGroups' protocols for candidates, from the wire up. */
final class Stack {
    /**
     * A candidate that says nothing for so long, and then does not answer, is gone: together about 2.2 s. Less would take a
     * node for dead that only gets no processor for a while.
     */
    private static final long SILENT_MS = 1500;
    private static final long HEARTBEAT_MS = 300;
    private static final long VERIFY_MS = 500;
    /** So long a new view waits for members that are there no more; 2 s by default, each time. */
    private static final long VIEW_ACK_MS = 500;
    private static final long VOTE_MS = 400;
    /** So long views that become one wait for a member of theirs; meanwhile nobody who is gone is taken out. 5 s by default. */
    private static final long MERGE_MS = 1500;
    private static final long JOIN_MS = 1000;
    private static final long MERGE_MIN_MS = 500;
    private static final long MERGE_MAX_MS = 1500;
    private static final int CONNECT_MS = 500;
    /**
     * What got lost is sent again so late. sendCommitsImmediately never stops when a follower has missed an entry: leader
     * and follower then repeat the commit to each other and the entry never comes (seen with jgroups-raft 1.1.4).
     */
    private static final long RESEND_MS = 30;
    /** Then it is replaced by a snapshot: the last change of each module. */
    private static final long LOG_BYTES = 16 << 20;

    private Stack() {
    }

    /** @throws Exception an address that is not known, or not of this machine */
    static JChannel of(ElectionSetup setup, Path folder) throws Exception {
        Candidate self = setup.candidates().stream().filter(each -> each.name().equals(setup.self())).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(setup.self() + " is no candidate"));
        TCP transport = new TCP();
        transport.setBindAddress(InetAddress.getByName(self.hostname()));
        transport.setBindPort(self.port());
        transport.setPortRange(0);
        transport.setSockConnTimeout(CONNECT_MS);
        transport.tcpNodelay(true); // else a commit that follows an answer waits 40 ms for the other's acknowledgement
        transport.setBundlerType("per-destination"); // one that cannot be reached holds up no other
        transport.enableSuspectEvents(true);
        transport.disableDiagnostics();
        return new JChannel(transport, new Seal(SharedKey.of(setup.secret(), setup.cluster())),
                new TCPPING().setInitialHosts(addresses(setup)).setPortRange(0),
                new MERGE3().setMinInterval(MERGE_MIN_MS).setMaxInterval(MERGE_MAX_MS),
                new FD_ALL3().setTimeout(SILENT_MS).setInterval(HEARTBEAT_MS),
                new VERIFY_SUSPECT2().setTimeout(VERIFY_MS), new NAKACK2().useMcastXmit(false), new UNICAST3(),
                new STABLE(), new NO_DUPES(),
                new GMS().setJoinTimeout(JOIN_MS).setViewAckCollectionTimeout(VIEW_ACK_MS).setMergeTimeout(MERGE_MS)
                        .printLocalAddress(false),
                new UFC(), new MFC(), new FRAG4(), new ELECTION2().voteTimeout(VOTE_MS), raft(setup, folder),
                new REDIRECT());
    }

    private static RAFT raft(ElectionSetup setup, Path folder) {
        return new RAFT().raftId(setup.self()).members(setup.candidates().stream().map(Candidate::name).toList())
                .logClass(FileBasedLog.class.getName()).logDir(folder.toString()).logPrefix("changes").logUseFsync(true)
                .maxLogSize(LOG_BYTES).resendInterval(RESEND_MS);
    }

    /** A host whose name is not known now is left out: it finds the others. */
    private static List<InetSocketAddress> addresses(ElectionSetup setup) {
        List<InetSocketAddress> known = new ArrayList<>();
        for (Candidate each : setup.candidates()) {
            try {
                known.add(new InetSocketAddress(InetAddress.getByName(each.hostname()), each.port()));
            } catch (UnknownHostException unknown) {
                continue;
            }
        }
        return known;
    }
}
