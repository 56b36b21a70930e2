package switchboard.mysql.proxy.backend;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import switchboard.api.server.ServerKey;

/** One gate for each server that was ever used; they are few and stay. */
public final class ServerGates {
    private final ConcurrentMap<ServerKey, ServerGate> gates = new ConcurrentHashMap<>();

    private final ConcurrentMap<Integer, ConnectRate> rates = new ConcurrentHashMap<>();

    public ServerGate of(ServerKey key) {
        return gates.computeIfAbsent(key, ServerGate::new);
    }

    /** How fast connections to a hostgroup are opened. */
    ConnectRate rateOf(int hostgroup) {
        return rates.computeIfAbsent(hostgroup, any -> new ConnectRate());
    }

    public Set<ServerKey> keys() {
        return Set.copyOf(gates.keySet());
    }
}
