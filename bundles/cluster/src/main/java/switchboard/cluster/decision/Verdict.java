package switchboard.cluster.decision;

/** What a check of one module of one peer asks for. */
public enum Verdict {
    /** Nothing to do, or not yet. */
    NOTHING,
    /** The peer has something newer. */
    PULL,
    /** Both were loaded in the same second with different content, and the rule for that says that the peer's counts. */
    PULL_TIE,
    /** The same, and the rule says that this node's counts: the peer will follow. */
    KEEP_TIE,
    /** The same, but the peer knows no such rule: somebody has to LOAD again. To be logged now. */
    CONFLICT,
    /** The peer differs, but it has only started: its configuration is nobody's wish. To be logged now. */
    ONLY_STARTED
}
