package switchboard.mysql.proxy.backend;

import java.time.Duration;

/**
 * The variables for a change of the writer; names are those without {@code switchboard-} and {@code _ms}.
 *
 * @param writerDrain how long what is under way on a server may go on after it left the hostgroup for another
 * @param causalReads how long reads of a session follow its last write; zero for never
 */
public record Failover(Duration writerDrain, Duration causalReads) {
}
