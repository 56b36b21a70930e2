package switchboard.api.check;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something that is asked of servers again and again (whiteboard service). Of two with one name that of the newest
 * bundle is asked, after its {@link #groups} were taken once; the other hears nothing more.
 *
 * <p>A group's rounds never overlap. The calls about one group come one at a time and in order: {@code targets}, then
 * {@code answered} for each target as soon as its answer is there, then {@code roundEnded}. They come on an event loop:
 * return at once. Different groups may be called at the same time from different loops. What throws is logged with the
 * check's name and does no harm to others.
 */
@ConsumerType
public interface HealthCheck {
    /** For logs and to find a successor: {@code galera}. The same for life. */
    String name();

    /**
     * The groups that are to be asked now. Called when servers, variables or what is loaded have changed, and at least
     * once a second, by one thread at a time, which may be an event loop. A group that is missing is asked no more, one
     * whose interval is another goes on with that; its next round begins no later than the old interval said.
     */
    List<CheckGroup> groups();

    /** Whom to ask in the round that begins; none for none. A server may be among them only once. */
    List<CheckTarget> targets(CheckGroup group);

    /** An answer, an error or a timeout of one target. */
    void answered(CheckGroup group, CheckResult result);

    /**
     * All targets have answered or have timed out.
     *
     * @param results in the order of {@code targets}; without those that were skipped, see {@link #skipsUnresponsive}
     * @return from the beginning of this round to the next: the group's interval, or less to ask again soon
     */
    default Duration roundEnded(CheckGroup group, List<CheckResult> results) {
        return group.interval();
    }

    /**
     * Whether servers are left out that have missed mysql-monitor_ping_max_failures pings in a row (ProxySQL: "Disabling
     * other checks until the node comes back online").
     */
    default boolean skipsUnresponsive() {
        return true;
    }

    /**
     * How many of the last results of each target the monitor keeps for a successor of this name, 0 to 100: as many as
     * are counted in a row, so that a replacement forgets no missed check.
     */
    default int remembered() {
        return 0;
    }

    /**
     * What a predecessor of this name was answered, oldest first; comes before the first {@code targets} of the group.
     */
    default void takeOver(CheckGroup group, List<CheckResult> earlier) {
        // for those who count
    }
}
