package switchboard.cluster.decision;

/** A peer that can be reached now, and what it has of the module in question. */
public record Candidate(PeerAddress peer, Seen seen) {
}
