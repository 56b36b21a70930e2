package switchboard.cluster.peer;

import java.time.Duration;

/**
 * How peers are asked.
 *
 * @param statusFrequency at each so manieth check the status is asked too; 0 for never
 * @param version what this node says to be, with which a peer's has to agree
 * @param clusterName only nodes with the same name are peers
 * @param interfaces this node's admin-mysql_ifaces
 */
public record PeerSettings(PeerCredentials credentials, Duration interval, long statusFrequency, String version,
        String clusterName, String uuid, String interfaces) {
}
