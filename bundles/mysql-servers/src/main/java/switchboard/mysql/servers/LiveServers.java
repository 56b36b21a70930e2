package switchboard.mysql.servers;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.server.HostgroupRules;
import switchboard.api.server.Server;
import switchboard.api.server.ServerDirectory;
import switchboard.api.server.ServerEvent;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerMove;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;
import switchboard.api.transport.TlsFiles;

/** The snapshot in force, and every way to change it: by compare-and-set, so nobody waits. */
final class LiveServers implements ServerDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(LiveServers.class);

    private static final String MODULE = "mysql-servers";

    private final InstantSource clock;
    private final Runnable changed;
    private final EventRing events;
    private final AtomicReference<LiveSnapshot> current = new AtomicReference<>(LiveSnapshot.NONE);
    private final Map<ServerKey, ErrorCount> errors = new ConcurrentHashMap<>();
    private volatile ShunPolicy policy = ShunPolicy.DEFAULT;
    private volatile Loaded loaded = Loaded.NONE;
    private volatile TlsParameters tls = TlsParameters.NONE;
    private volatile Map<Integer, HostgroupRules> rules = Map.of();

    /** @param changed is called after each change but that of {@link #load} */
    LiveServers(InstantSource clock, Runnable changed) {
        this.clock = clock;
        this.changed = changed;
        this.events = new EventRing(clock);
    }

    void policy(ShunPolicy now) {
        policy = now;
    }

    void tls(TlsParameters now) {
        tls = now;
    }

    void rules(Map<Integer, HostgroupRules> now) {
        rules = Map.copyOf(now);
    }

    @Override
    public HostgroupRules rules(int hostgroup) {
        return rules.get(hostgroup);
    }

    @Override
    public TlsFiles tls(String hostname, int port, String username) {
        return tls.of(hostname, port, username);
    }

    @Override
    public ServersSnapshot servers() {
        return current.get().servers();
    }

    @Override
    public List<Server> loaded() {
        return loaded.servers();
    }

    @Override
    public List<ServerEvent> events() {
        return events.events();
    }

    @Override
    public OptionalLong hostgroupSetting(int hostgroup, String name) {
        return loaded.setting(hostgroup, name);
    }

    /** Goes on from what another instance has noted: before the first LOAD. */
    void takeOver(List<ServerEvent> noted) {
        events.takeOver(noted);
    }

    /** Puts the rows of a LOAD in force. */
    void load(LoadPlan plan, List<HostgroupAttributes> attributes) {
        loaded = new Loaded(plan.rows(), attributes);
        LiveSnapshot before;
        LiveSnapshot now;
        do {
            before = current.get();
            now = plan.after(before);
        } while (!current.compareAndSet(before, now));
        if (before != LiveSnapshot.NONE) {
            note(before, now);
        }
        keepErrors(before, now);
    }

    private void note(LiveSnapshot before, LiveSnapshot now) {
        before.each(server -> {
            if (now.find(server.key()) == null) {
                events.add(server.key(), server.status(), null, MODULE, "LOAD MYSQL SERVERS");
            }
        });
        now.each(server -> {
            Server old = before.find(server.key());
            if (old == null || old.status() != server.status()) {
                events.add(server.key(), old == null ? null : old.status(), server.status(), MODULE,
                        "LOAD MYSQL SERVERS");
            }
        });
    }

    private void keepErrors(LiveSnapshot before, LiveSnapshot now) {
        errors.keySet().removeIf(key -> now.find(key) == null);
        long second = clock.instant().getEpochSecond();
        now.shunned().forEach(key -> { // those handed over, or held until now, have no error here yet, or an old one
            ErrorCount count = count(key);
            if (count.lastSecond() == 0 || !before.shunned().contains(key)) {
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
            LOG.warn("Shunning server {}:{} with {} errors/sec. Shunning for {} seconds; the last error: {} {}",
                    key.hostname(), key.port(), count, rule.recoveryTimeSec(), errorCode, message);
            events.add(key, ServerStatus.ONLINE, ServerStatus.SHUNNED, MODULE,
                    "%d errors/sec, the last: %d %s".formatted(count, errorCode, message));
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
        events.add(key, ServerStatus.SHUNNED, ServerStatus.ONLINE, MODULE, "its time is over");
        return true;
    }

    @Override
    public void moved(ServerKey key, ServerStatus status, String reason) {
        change(MODULE, any -> List.of(new ServerMove.SetStatus(key, status, reason)));
    }

    @Override
    public List<ServerMove> change(String module, Function<ServersSnapshot, List<ServerMove>> plan) {
        LiveSnapshot before;
        List<ServerMove> wanted;
        MovedSnapshot moved;
        do {
            before = current.get();
            wanted = plan.apply(before.servers());
            moved = MovedSnapshot.of(before, wanted, loaded::defaults);
        } while (moved.after() != before && !current.compareAndSet(before, moved.after()));
        delayRecovery(wanted, moved.after());
        if (moved.steps().isEmpty()) {
            return List.of();
        }
        moved.steps().forEach(step -> note(module, step));
        changed.run();
        return moved.steps().stream().map(MovedSnapshot.Step::move).toList();
    }

    /** Who shuns says that something is wrong now: also of a server that is shunned already. */
    private void delayRecovery(List<ServerMove> wanted, LiveSnapshot now) {
        for (ServerMove move : wanted) {
            if (now.shunned().contains(move.key())) {
                count(move.key()).add(clock.instant().getEpochSecond());
            }
        }
    }

    private void note(String module, MovedSnapshot.Step step) {
        ServerKey key = step.move().key();
        LOG.info("Server moved hostgroup={} server={}:{} from={} to={} module={}: {}", key.hostgroup(),
                key.hostname(), key.port(), text(step.from()), text(step.to()), module, step.move().reason());
        events.add(key, step.from(), step.to(), module, step.move().reason());
    }

    private static Object text(ServerStatus status) {
        return status == null ? "none" : status;
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
