package switchboard.api.election;

import org.osgi.annotation.versioning.ConsumerType;

/** Who puts in force what was agreed on. Called on one thread of the election, which may wait. */
@ConsumerType
public interface ElectionFollower {
    /**
     * A change was agreed on that this node has not made itself; also after a start, with what was the last one then.
     *
     * @param primary who has made it
     * @throws Exception it is not in force here: it comes again, after a second, unless a newer one takes its place, and
     *             this node does not become primary before
     */
    void take(String primary, ElectionChange change) throws Exception;

    /** Another primary, or a majority gained or lost. */
    void changed(Standing now);
}
