package switchboard.mysql.proxy;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import switchboard.mysql.proxy.stats.HostFailures;

/**
 * Addresses whose clients failed to log in (ProxySQL 2.7 manual, stats_mysql_client_host_cache). When there are more than
 * mysql-client_host_cache_size, one goes: of a few the one whose last error is oldest. Any thread, without a lock.
 */
final class ClientHosts implements HostFailures {
    private static final int LOOK_AT = 16;

    private final InstantSource clock;
    private final ConcurrentMap<String, Failures> byAddress = new ConcurrentHashMap<>();

    ClientHosts(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether clients from there are refused. @param limit of errors; 0 refuses nobody */
    boolean isRefused(String address, int limit) {
        if (limit <= 0 || byAddress.isEmpty()) {
            return false;
        }
        Failures seen = byAddress.get(address);
        return seen != null && seen.errors() >= limit;
    }

    /** A login failed. @param size how many addresses are remembered at most; 0 for none */
    void failed(String address, int size) {
        if (size <= 0) {
            byAddress.clear();
            return;
        }
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        byAddress.merge(address, new Failures(1, now), (before, one) -> new Failures(before.errors() + 1, now));
        while (byAddress.size() > size) {
            forgetOne();
        }
    }

    private void forgetOne() {
        Map.Entry<String, Failures> oldest = null;
        int looked = 0;
        for (Map.Entry<String, Failures> candidate : byAddress.entrySet()) {
            if (oldest == null || candidate.getValue().lastMicros() < oldest.getValue().lastMicros()) {
                oldest = candidate;
            }
            if (++looked == LOOK_AT) {
                break;
            }
        }
        if (oldest != null) {
            byAddress.remove(oldest.getKey());
        }
    }

    /** A login succeeded: what was before is forgiven. */
    void succeeded(String address) {
        if (!byAddress.isEmpty()) {
            byAddress.remove(address);
        }
    }

    @Override
    public Map<String, Failures> all() {
        return new HashMap<>(byAddress);
    }

    @Override
    public Map<String, Failures> flush() {
        Map<String, Failures> flushed = new HashMap<>();
        byAddress.forEach((address, failures) -> {
            if (byAddress.remove(address, failures)) {
                flushed.put(address, failures);
            }
        });
        return flushed;
    }
}
