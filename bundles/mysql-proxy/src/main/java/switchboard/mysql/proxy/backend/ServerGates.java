package switchboard.mysql.proxy.backend;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import switchboard.api.server.LatencyListener;
import switchboard.api.server.ServerKey;

/** One gate for each server that was ever used, and how fast its host answers; they are few and stay. */
public final class ServerGates implements LatencyListener {
    private record Place(String hostname, int port) {
    }

    private final ConcurrentMap<ServerKey, ServerGate> gates = new ConcurrentHashMap<>();
    private final ConcurrentMap<Place, AtomicLong> latencies = new ConcurrentHashMap<>();

    private final ConcurrentMap<Integer, ConnectRate> rates = new ConcurrentHashMap<>();

    public ServerGate of(ServerKey key) {
        return gates.computeIfAbsent(key,
                any -> new ServerGate(key, latency(new Place(key.hostname(), key.port()))));
    }

    private AtomicLong latency(Place place) {
        return latencies.computeIfAbsent(place, any -> new AtomicLong());
    }

    @Override
    public void latencyMeasured(String hostname, int port, long micros) {
        latency(new Place(hostname, port)).set(micros);
    }

    /** How fast connections to a hostgroup are opened. */
    ConnectRate rateOf(int hostgroup) {
        return rates.computeIfAbsent(hostgroup, any -> new ConnectRate());
    }

    public Set<ServerKey> keys() {
        return Set.copyOf(gates.keySet());
    }
}
