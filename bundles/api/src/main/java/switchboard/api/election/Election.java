package switchboard.api.election;

import org.osgi.annotation.versioning.ProviderType;

/** Agrees with other candidates on who is primary and in which order changes are made. */
@ProviderType
public interface Election {
    /** Takes part from now on; connections are made on threads of its own. Closing the result leaves. */
    Membership join(ElectionSetup setup, ElectionFollower follower);

    /** This node among the candidates. Any thread. */
    interface Membership extends AutoCloseable {
        /** How things stand, from memory. */
        Standing standing();

        /** Whether a change of this name was ever agreed on. */
        boolean knows(String name);

        /**
         * Makes a change known to a majority of the candidates, on a thread that may wait. Of this node's own changes its
         * follower does not hear: they are in force when the caller puts them there.
         *
         * @throws NotCommittedException it was not agreed on, or nobody can tell
         */
        void commit(ElectionChange change) throws NotCommittedException;

        /**
         * Goes by other weights of the same candidates from now on.
         *
         * @return false if more than weights has changed: then this has to be left, and joined again
         */
        boolean reweigh(ElectionSetup next);

        /** Leaves; returns when nothing is called any more. */
        @Override
        void close();
    }
}
