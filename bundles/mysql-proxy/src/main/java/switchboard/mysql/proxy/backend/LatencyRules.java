package switchboard.mysql.proxy.backend;

import java.util.List;

/**
 * How the time of pings decides who is picked.
 *
 * @param defaultMaxMs mysql-default_max_latency_ms, for servers with max_latency_ms=0
 * @param awareFrom mysql-min_num_servers_lantency_awareness: with so many candidates only the nearer ones are picked
 */
public record LatencyRules(int defaultMaxMs, int awareFrom) {
    /** Whether the latencies of so many candidates count. */
    boolean areAware(int candidates) {
        return candidates >= awareFrom;
    }

    /**
     * Those whose pings take no longer than the average of all; all of them where they are too few, or where one has not
     * been pinged yet (ProxySQL 2.7 manual, mysql-min_num_servers_lantency_awareness).
     *
     * @param candidates who could be picked
     */
    List<LoopServer> nearer(List<LoopServer> candidates) {
        if (candidates.isEmpty() || !areAware(candidates.size())) {
            return candidates;
        }
        long sum = 0;
        for (LoopServer server : candidates) {
            long micros = server.gate().latencyMicros();
            if (micros == 0) {
                return candidates;
            }
            sum += micros;
        }
        long average = sum / candidates.size();
        return candidates.stream().filter(server -> server.gate().latencyMicros() <= average).toList();
    }
}
