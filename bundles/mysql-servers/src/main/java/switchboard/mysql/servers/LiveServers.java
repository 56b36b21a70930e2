package switchboard.mysql.servers;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.server.Server;
import switchboard.api.server.ServerDirectory;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;
import switchboard.api.transport.TlsFiles;

/** The snapshot in force, and every way to change it: by compare-and-set, so nobody waits. */
final class LiveServers implements ServerDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(LiveServers.class);

    private final InstantSource clock;
    private final Runnable changed;
    private final AtomicReference<LiveSnapshot> current = new AtomicReference<>(LiveSnapshot.NONE);
    private final Map<ServerKey, ErrorCount> errors = new ConcurrentHashMap<>();
    private volatile ShunPolicy policy = ShunPolicy.DEFAULT;
    private volatile TlsParameters tls = TlsParameters.NONE;

    /** @param changed is called after each change but that of {@link #load} */
    LiveServers(InstantSource clock, Runnable changed) {
        this.clock = clock;
        this.changed = changed;
    }

    void policy(ShunPolicy now) {
        policy = now;
    }

    void tls(TlsParameters now) {
        tls = now;
    }

    @Override
    public TlsFiles tls(String hostname, int port, String username) {
        return tls.of(hostname, port, username);
    }

    @Override
    public ServersSnapshot servers() {
        return current.get().servers();
    }

    /** Puts the rows of a LOAD in force. */
    void load(LoadPlan plan) {
        LiveSnapshot now = current.updateAndGet(plan::after);
        errors.keySet().removeIf(key -> now.find(key) == null);
        long second = clock.instant().getEpochSecond();
        now.shunned().forEach(key -> { // those handed over by another instance have no error here yet
            ErrorCount count = count(key);
            if (count.lastSecond() == 0) {
                count.add(second);
            }
        });
    }

    @Override
    public void connectFailed(ServerKey key, int errorCode, String message) {
        if (ConnectError.isIgnored(errorCode) || current.get().find(key) == null) {
            return;
        }
        ShunPolicy rule = policy;
        int count = count(key).add(clock.instant().getEpochSecond());
        if (rule.shuns(count) && change(key, ServerStatus.ONLINE, ServerStatus.SHUNNED)) {
            LOG.warn("Shunning server {}:{} with {} errors/sec. Shunning for {} seconds", key.hostname(), key.port(),
                    count, rule.recoveryTimeSec());
            changed.run();
        }
    }

    @Override
    public void recoverShunned(int hostgroup) {
        LiveSnapshot now = current.get();
        if (now.shunned().isEmpty()) {
            return;
        }
        ShunPolicy rule = policy;
        long second = clock.instant().getEpochSecond();
        boolean any = false;
        for (Server server : now.servers().in(hostgroup)) {
            if (recover(server.key(), rule, second)) {
                any = true;
                if (rule.unshunEverywhere()) {
                    recoverElsewhere(now, server.key(), rule, second);
                }
            }
        }
        if (any) {
            changed.run();
        }
    }

    private void recoverElsewhere(LiveSnapshot now, ServerKey recovered, ShunPolicy rule, long second) {
        for (ServerKey key : now.shunned()) {
            if (key.hostname().equals(recovered.hostname()) && key.port() == recovered.port()) {
                recover(key, rule, second);
            }
        }
    }

    private boolean recover(ServerKey key, ShunPolicy rule, long second) {
        ErrorCount count = errors.get(key);
        long last = count == null ? 0 : count.lastSecond(); // 0 for a moment between the change and its count
        boolean isDue = last != 0 && rule.recovers(second - last) && current.get().shunned().contains(key);
        if (!isDue || !change(key, ServerStatus.SHUNNED, ServerStatus.ONLINE)) {
            return false;
        }
        count.clear();
        LOG.info("Server back online hostgroup={} server={}:{}", key.hostgroup(), key.hostname(), key.port());
        return true;
    }

    @Override
    public void moved(ServerKey key, ServerStatus status, String reason) {
        Server server = current.get().find(key);
        if (server == null || server.status() == status || !change(key, server.status(), status)) {
            return;
        }
        if (status == ServerStatus.SHUNNED) {
            count(key).add(clock.instant().getEpochSecond());
        }
        LOG.info("Server moved hostgroup={} server={}:{} from={} to={}: {}", key.hostgroup(), key.hostname(),
                key.port(), server.status(), status, reason);
        changed.run();
    }

    private ErrorCount count(ServerKey key) {
        return errors.computeIfAbsent(key, any -> new ErrorCount());
    }

    /** Changes a state; false if the server is gone or was in another state by then. */
    private boolean change(ServerKey key, ServerStatus from, ServerStatus to) {
        while (true) {
            LiveSnapshot before = current.get();
            Server server = before.find(key);
            if (server == null || server.status() != from) {
                return false;
            }
            if (current.compareAndSet(before, before.with(key, to))) {
                return true;
            }
        }
    }
}
