package switchboard.mysql.proxy.backend;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import switchboard.api.server.LatencyListener;
import switchboard.api.server.ServerKey;

/** One gate for each server that was ever used, and how fast its host answers; they are few and stay. */
public final class ServerGates implements LatencyListener {
    /** More than the longest mysql-monitor_ping_interval. */
    private static final long GOOD_NANOS = TimeUnit.MINUTES.toNanos(11);

    private record Place(String hostname, int port) {
    }

    private final ConcurrentMap<ServerKey, ServerGate> gates = new ConcurrentHashMap<>();
    private final ConcurrentMap<Place, AtomicLong> latencies = new ConcurrentHashMap<>();
    private final ConcurrentMap<Place, Long> measuredAt = new ConcurrentHashMap<>();
    private final AtomicInteger greetings = new AtomicInteger();
    private final ConcurrentMap<Integer, WaitingLine> lines = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, ConnectRate> rates = new ConcurrentHashMap<>();

    public ServerGate of(ServerKey key) {
        return gates.computeIfAbsent(key,
                any -> new ServerGate(key, latency(new Place(key.hostname(), key.port())), lineOf(key.hostgroup())));
    }

    /** Who waits for a connection to a hostgroup. */
    WaitingLine lineOf(int hostgroup) {
        return lines.computeIfAbsent(hostgroup, any -> new WaitingLine());
    }

    private AtomicLong latency(Place place) {
        return latencies.computeIfAbsent(place, any -> new AtomicLong());
    }

    @Override
    public void latencyMeasured(String hostname, int port, long micros) {
        Place place = new Place(hostname, port);
        measuredAt.put(place, System.nanoTime());
        latency(place).set(micros);
    }

    /** Forgets what nobody has measured for long: the monitor may be stopped. About once a second. */
    void forgetOldLatencies() {
        long now = System.nanoTime();
        measuredAt.forEach((place, at) -> {
            if (now - at > GOOD_NANOS && measuredAt.remove(place, at)) {
                latency(place).set(0);
            }
        });
    }

    /** How fast connections to a hostgroup are opened. */
    ConnectRate rateOf(int hostgroup) {
        return rates.computeIfAbsent(hostgroup, any -> new ConnectRate());
    }

    /** A server has greeted. */
    void greeted(ServerGate by, long capabilities) {
        if (by.offers(capabilities)) {
            greetings.incrementAndGet();
        }
    }

    /** Changes each time a server has greeted otherwise than before. */
    int greetings() {
        return greetings.get();
    }

    public Set<ServerKey> keys() {
        return Set.copyOf(gates.keySet());
    }
}
