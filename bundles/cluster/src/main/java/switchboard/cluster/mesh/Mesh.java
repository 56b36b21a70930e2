package switchboard.cluster.mesh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.table.Rows;
import switchboard.cluster.decision.Following;
import switchboard.cluster.decision.PeerAddress;
import switchboard.cluster.decision.Seen;
import switchboard.cluster.peer.CarriedRows;
import switchboard.cluster.peer.PeerEvents;
import switchboard.cluster.peer.PeerException;
import switchboard.cluster.peer.PeerMonitor;
import switchboard.cluster.peer.PeerTransport;
import switchboard.cluster.peer.Timer;

/** The peers of this node: watches them, and takes what is newer there. */
public final class Mesh implements PeerEvents {
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);
    private static final long REPORTED_SKEW_MS = 1000;

    private final Map<PeerAddress, PeerState> peers = new HashMap<>(); // looked up at each answer
    private final Set<String> underWay = new HashSet<>();
    private final Map<String, Taken> taken = new HashMap<>();
    private final Map<String, Step> steps = new TreeMap<>();
    private final SyncLog log;
    private final OwnNode own;
    private final PeerTransport transport;
    private final Timer timer;
    private final Puller puller;
    private final Decisions decisions;
    private final Following following;
    private final MeshListener listener;
    private ClusterSettings settings;
    private PeerAddress carrier; // whose rows came with what is being decided on; or null, as what follows
    private CarriedRows carried;
    private Map<String, ModuleChecksum> compared; // with what all peers have; null if one of them has changed

    public Mesh(ClusterSettings settings, OwnNode own, PeerTransport transport, Timer timer, Puller puller) {
        this(settings, own, transport, timer, puller, Following.ANYBODY, MeshListener.NOBODY);
    }

    /**
     * @param following whom to follow
     */
    public Mesh(ClusterSettings settings, OwnNode own, PeerTransport transport, Timer timer, Puller puller,
            Following following, MeshListener listener) {
        this.settings = settings;
        this.own = own;
        this.transport = transport;
        this.timer = timer;
        this.puller = puller;
        this.log = new SyncLog(listener);
        this.decisions = new Decisions(log, this::pull, following);
        this.following = following;
        this.listener = listener;
    }

    /** Variables have changed. */
    public void settings(ClusterSettings now) {
        boolean again = now.followsMoreThan(settings);
        settings = now;
        if (again) {
            peers.values().forEach(peer -> peer.monitor.forgetChecksum());
        }
    }

    /** proxysql_servers was loaded: watches who is new, leaves who has gone. */
    public void peers(List<PeerRow> rows) {
        compared = null;
        Map<PeerAddress, PeerRow> wanted = new TreeMap<>();
        rows.forEach(row -> wanted.put(row.address(), row));
        peers.entrySet().removeIf(known -> {
            boolean gone = !wanted.containsKey(known.getKey());
            if (gone) {
                known.getValue().monitor.stop();
                log.destroyed(known.getKey());
            }
            return gone;
        });
        wanted.forEach((address, row) -> {
            PeerState known = peers.get(address);
            if (known == null) {
                add(row);
            } else {
                known.row = row;
            }
        });
    }

    private void add(PeerRow row) {
        Supplier<ClusterSettings> now = () -> settings;
        PeerState peer = new PeerState(row);
        peer.monitor = new PeerMonitor(row.address(), () -> now.get().peers(), transport, timer, this);
        peers.put(row.address(), peer);
        log.created(row.address());
        peer.monitor.start();
    }

    /** Ends all watches. */
    public void stop() {
        peers(List.of());
        puller.stop();
    }

    @Override
    public void connected(PeerAddress address, boolean switchboard) {
        with(address, peer -> peer.connected(switchboard));
    }

    @Override
    public void lost(PeerAddress address, String why) {
        compared = null;
        with(address, peer -> peer.lost(why));
    }

    @Override
    public void checksums(PeerAddress address, List<ModuleChecksum> values, long tookMicros) {
        with(address, peer -> {
            if (!peer.isReachable()) {
                compared = null;
            }
            peer.checked(timer.nanoTime(), tookMicros);
            Map<String, ModuleChecksum> mine = own.checksums();
            Set<String> names = new HashSet<>();
            for (ModuleChecksum value : values) {
                names.add(value.name());
                Seen before = peer.seen.get(value.name());
                Seen seen = Seen.row(before, value, checksum(mine, value.name()), now());
                peer.seen.put(value.name(), seen);
                if (Seen.isNew(before, value)) {
                    log.changed(address, seen, settings.of(value.name()), checksum(mine, value.name()));
                }
            }
            peer.seen.keySet().retainAll(names);
            decide(peer, mine);
        });
    }

    @Override
    public void checksums(PeerAddress address, List<ModuleChecksum> values, CarriedRows rows, long tookMicros) {
        carrier = address;
        carried = rows;
        try {
            checksums(address, values, tookMicros);
        } finally {
            carrier = null;
            carried = null;
        }
    }

    @Override
    public boolean wantsRows(PeerAddress address) {
        return follows(address);
    }

    @Override
    public void unchanged(PeerAddress address, long tookMicros) {
        with(address, peer -> {
            Map<String, ModuleChecksum> mine = own.checksums();
            if (!peer.isReachable()) {
                compared = null;
            }
            peer.checked(timer.nanoTime(), tookMicros);
            if (follows(address)) {
                puller.ready(address, true);
            }
            if (mine == compared && peer.isInStepWith(mine)) { // as nearly always
                peer.silent(now());
                return;
            }
            peer.seen.replaceAll((name, seen) -> seen.silent(checksum(mine, name), now()));
            decide(peer, mine);
        });
    }

    @Override
    public void primary(PeerAddress address, String primary, long designation) {
        with(address, peer -> {
            listener.heard(new NamedPrimary(primary, designation));
            if (follows(address)) {
                puller.ready(address, false);
            }
        });
    }

    private boolean follows(PeerAddress address) {
        return following.of(address, "") == Following.Way.DIFFERENT;
    }

    @Override
    public void status(PeerAddress address, Rows values, long tookMicros) {
        with(address, peer -> peer.status(values, tookMicros, timer.nanoTime()));
    }

    @Override
    public void clockSkew(PeerAddress address, long millis) {
        with(address, peer -> {
            boolean reported = Math.abs(peer.clockSkewMillis()) >= REPORTED_SKEW_MS;
            peer.clockSkew(millis);
            if (!reported && Math.abs(millis) >= REPORTED_SKEW_MS) {
                log.clockSkew(address, millis);
            }
        });
    }

    private void decide(PeerState peer, Map<String, ModuleChecksum> mine) {
        if (peer.compare(mine, now())) {
            compared = null;
        }
        agree(mine);
        decisions.decide(peer, peers.values(), mine, settings, underWay);
    }

    /** With two hundred peers this is the most of a check: done only when something has changed. */
    private void agree(Map<String, ModuleChecksum> mine) {
        if (mine == compared) {
            return;
        }
        compared = mine;
        Set<String> different = new HashSet<>();
        for (PeerState peer : peers.values()) {
            if (peer.isReachable() && !peer.different(mine).isEmpty()) {
                different.addAll(peer.different(mine));
            }
        }
        mine.keySet().forEach(name -> {
            boolean all = !different.contains(name);
            steps.put(name, Step.next(steps.get(name), all, now()));
            if (all) {
                log.agreed(name);
            }
        });
        steps.keySet().retainAll(mine.keySet());
    }

    private void pull(Puller.Order order) {
        String module = Decisions.group(order.name());
        underWay.add(module);
        boolean came = order.source().equals(carrier) && carried.isOf(order.name());
        (came ? puller.pull(order, carried) : puller.pull(order)).whenComplete((done, failure) -> {
            listener.pulled(order, failure == null);
            Taken before = taken.getOrDefault(order.name(), Taken.NEVER);
            if (failure == null) {
                taken.put(order.name(), new Taken(order.source().toString(), now(), ""));
                underWay.remove(module);
            } else {
                taken.put(order.name(), before.failed(PeerException.text(failure)));
                timer.after(AFTER_A_FAILURE, () -> {
                    underWay.remove(module);
                    with(order.source(), peer -> peer.monitor.askAgain());
                });
            }
        });
    }

    /** How everything stands. */
    public MeshView view() {
        List<PeerView> views = new ArrayList<>();
        new TreeMap<>(peers).values().forEach(peer -> views.add(peer.view(timer.nanoTime())));
        return new MeshView(Map.copyOf(own.checksums()), Map.copyOf(taken), Map.copyOf(steps), log.conflicts(),
                List.copyOf(views));
    }

    private void with(PeerAddress address, Consumer<PeerState> task) {
        PeerState peer = peers.get(address);
        if (peer != null) {
            task.accept(peer);
        }
    }

    private long now() {
        return timer.epochMillis() / 1000;
    }

    private static String checksum(Map<String, ModuleChecksum> own, String name) {
        ModuleChecksum value = own.get(name);
        return value == null ? "" : value.checksum();
    }
}
