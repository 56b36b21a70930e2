package switchboard.api.admin;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A command that a bundle brings to the admin port (whiteboard service): {@code PROXYSQL FLUSH QUERY CACHE}. When several
 * services have one command, each of them is run.
 */
@ConsumerType
public interface AdminAction {
    /** The whole command, in upper case with single blanks. It is typed in any case. */
    String command();

    /** Runs it, on a thread of administration that may wait. */
    Outcome run() throws AdminActionException;

    /** What the client's OK says; message may be empty. */
    record Outcome(long affectedRows, String message) {
    }
}
