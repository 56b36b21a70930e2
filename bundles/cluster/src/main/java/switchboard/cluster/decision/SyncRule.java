package switchboard.cluster.decision;

import java.util.Comparator;
import switchboard.api.checksum.ModuleChecksum;

/**
 * When to follow a peer (ProxySQL 2.7.1, cluster 3).
 *
 * @param diffs at how many checks in a row a peer has to differ; 0 for never following
 */
public record SyncRule(long diffs) {
    private static final long FIRST_VERSION = 1;
    private static final long CHECKS_BETWEEN_WARNINGS = 10;
    /** Of two loaded in one second the one with more loads before it counts, then the higher checksum: arbitrary, but all nodes agree. */
    static final Comparator<ModuleChecksum> PRECEDENCE = Comparator.comparingLong(ModuleChecksum::epochSeconds)
            .thenComparingLong(ModuleChecksum::version).thenComparing(ModuleChecksum::checksum);

    /**
     * @param own this node's
     * @param breaksTies whether the peer goes by our rule for equal epochs; ProxySQL does not
     */
    public Verdict judge(Seen peer, ModuleChecksum own, boolean breaksTies) {
        if (diffs == 0 || peer.diffCheck() == 0) {
            return Verdict.NOTHING;
        }
        ModuleChecksum theirs = peer.value();
        boolean warn = peer.diffCheck() % warnEvery() == 0;
        if (theirs.version() <= FIRST_VERSION) {
            return warn ? Verdict.ONLY_STARTED : Verdict.NOTHING;
        }
        boolean enough = peer.diffCheck() >= diffs;
        if (own.version() == FIRST_VERSION || theirs.epochSeconds() > own.epochSeconds()) {
            return enough ? Verdict.PULL : Verdict.NOTHING;
        }
        if (theirs.epochSeconds() < own.epochSeconds()) {
            return Verdict.NOTHING;
        }
        if (!breaksTies) {
            return warn ? Verdict.CONFLICT : Verdict.NOTHING;
        }
        if (!enough) {
            return Verdict.NOTHING;
        }
        return PRECEDENCE.compare(theirs, own) > 0 ? Verdict.PULL_TIE : Verdict.KEEP_TIE;
    }

    /** A warning comes each so many checks. */
    public long warnEvery() {
        return diffs * CHECKS_BETWEEN_WARNINGS;
    }
}
