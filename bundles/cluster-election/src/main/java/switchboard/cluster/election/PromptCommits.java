package switchboard.cluster.election;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jgroups.Address;
import org.jgroups.protocols.raft.RAFT;
import org.jgroups.raft.util.CommitTable;

/**
 * The leader of the log tells each candidate that has an entry that it is agreed on: once, as soon as it is. By itself
 * jgroups-raft tells it with its next resend, or, with sendCommitsImmediately, may never stop telling it (see {@code
 * Stack}).
 */
final class PromptCommits {
    private static final long LOOK_MS = 1;
    /** Then the resend has told it. */
    private static final int MOST_LOOKS = 30;

    private final RAFT raft;
    private final ScheduledExecutorService timer;
    private final Map<Address, Long> told = new HashMap<>(); // on the timer's thread, as what follows
    private int looks; // still to come

    /** @param timer one thread */
    PromptCommits(RAFT raft, ScheduledExecutorService timer) {
        this.raft = raft;
        this.timer = timer;
    }

    /** An entry is being applied here; jgroups-raft notes only afterwards that it is agreed on. On any thread. */
    void applied() {
        try {
            timer.execute(() -> {
                boolean looking = looks > 0;
                looks = MOST_LOOKS;
                if (!looking) {
                    look();
                }
            });
        } catch (RejectedExecutionException closed) {
            return; // nobody is told anything any more
        }
    }

    private void look() {
        looks--;
        if (!raft.isLeader() || raft.commitTable() == null) {
            looks = 0;
            told.clear();
        } else if (allTold(raft.commitIndex())) {
            looks = 0;
        } else if (looks > 0) {
            timer.schedule(this::look, LOOK_MS, TimeUnit.MILLISECONDS);
        }
    }

    private boolean allTold(long index) {
        boolean[] all = {index >= raft.lastAppended()};
        raft.commitTable().forEach((member, entry) -> all[0] &= isTold(member, entry, index));
        return all[0];
    }

    /** Who has not confirmed the entry yet would be sent it again: the resend does that, when it is time. */
    private boolean isTold(Address member, CommitTable.Entry entry, long index) {
        if (entry.commitIndex() >= index || told.getOrDefault(member, 0L) >= index) {
            return true;
        }
        boolean has = entry.matchIndex() >= raft.lastAppended();
        if (has) {
            told.put(member, index);
            raft.flushCommitTable(member);
        }
        return has;
    }
}
