package switchboard.cluster.peer;

import java.time.Duration;

/**
 * How peers are asked.
 *
 * @param statusFrequency at each so manieth check the status is asked too; 0 for never
 * @param version what this node says to be, with which a peer's has to agree
 * @param clusterName only nodes with the same name are peers
 * @param interfaces this node's admin-mysql_ifaces
 * @param push whether peers of ours are asked to answer when there is something new, not at each interval
 */
public record PeerSettings(PeerCredentials credentials, Duration interval, long statusFrequency, String version,
        String clusterName, String uuid, String interfaces, boolean push) {
    /** Asks at each interval. */
    public PeerSettings(PeerCredentials credentials, Duration interval, long statusFrequency, String version,
            String clusterName, String uuid, String interfaces) {
        this(credentials, interval, statusFrequency, version, clusterName, uuid, interfaces, false);
    }
}
