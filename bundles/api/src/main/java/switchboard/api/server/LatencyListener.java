package switchboard.api.server;

import org.osgi.annotation.versioning.ConsumerType;

/** Who chooses servers by how fast they answer (whiteboard service). */
@ConsumerType
public interface LatencyListener {
    /**
     * Called after each ping that was answered, on an event loop: return at once.
     *
     * @param micros average of the last three, more than 0
     */
    void latencyMeasured(String hostname, int port, long micros);
}
