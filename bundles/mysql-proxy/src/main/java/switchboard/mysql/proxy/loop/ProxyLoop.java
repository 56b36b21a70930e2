package switchboard.mysql.proxy.loop;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.query.QueryDigest;
import switchboard.api.query.QueryReport;
import switchboard.api.query.QueryRouter;
import switchboard.mysql.proxy.backend.BackendPool;
import switchboard.mysql.proxy.route.KnownQueries;
import switchboard.mysql.proxy.route.RuleHits;

/** One event loop of the proxy. Everything here belongs to it; {@link #counters} and {@link #hits} are read by others. */
public final class ProxyLoop {
    /** A session, as its loop sees it. */
    public interface Member {
        /** About once a second: end what took too long. */
        void tick(long nowNanos);

        void close(String reason);

        boolean isBusy();
    }

    private static final Logger LOG = LoggerFactory.getLogger(ProxyLoop.class);

    private final EventLoop eventLoop;
    private final LoopModules modules;
    private final BackendPool pool;
    private final LongSupplier nanoClock;
    private final LoopCounters counters = new LoopCounters();
    private final CommandCounts commands = new CommandCounts();
    private final ErrorCounts errors = new ErrorCounts(InstantSource.system());
    private final RuleHits hits = new RuleHits();
    private final KnownQueries known = new KnownQueries(hits);
    private final Digests digests;
    private final Observers observers;
    private final Map<Long, Member> members = new LinkedHashMap<>();

    public ProxyLoop(EventLoop eventLoop, LoopModules modules, BackendPool pool, LongSupplier nanoClock) {
        this.eventLoop = eventLoop;
        this.modules = modules;
        this.pool = pool;
        this.nanoClock = nanoClock;
        this.digests = new Digests(modules.digester());
        this.observers = new Observers(modules.observers());
    }

    /**
     * About once a second: idle connections are looked after, and what took too long is ended. A fault in one
     * task keeps neither the others nor the next tick from coming.
     */
    public void tick() {
        if (modules.settings().get() == null || modules.backendSettings().get() == null) {
            return; // the variables are on their way
        }
        long now = nanoClock.getAsLong();
        guard(pool::keepHouse);
        for (Member member : new ArrayList<>(members.values())) {
            guard(() -> member.tick(now));
        }
    }

    private static void guard(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | LinkageError fault) {
            LOG.error("A periodic task of an event loop failed: a fault of the proxy", fault);
        }
    }

    public void join(long sessionId, Member member) {
        members.put(sessionId, member);
    }

    public void leave(long sessionId) {
        members.remove(sessionId);
    }

    public Member member(long sessionId) {
        return members.get(sessionId);
    }

    public List<Member> members() {
        return List.copyOf(members.values());
    }

    /** Borrows the buffer; null while digests are off. */
    public QueryDigest digest(ByteBuf query, int index, int length) {
        return digests.of(query, index, length);
    }

    /** Whether the statement whose digest was asked last has a command that the digest doesn't show. */
    public boolean hidesCommand() {
        return digests.hidesCommand();
    }

    /** The first comment of the statement whose digest was asked last, or null. */
    public String firstComment() {
        return digests.firstComment();
    }

    public void finished(QueryReport report) {
        observers.finished(report);
    }

    public EventLoop eventLoop() {
        return eventLoop;
    }

    public QueryRouter router() {
        return modules.router().get();
    }

    public LoopModules modules() {
        return modules;
    }

    public ProxySettings settings() {
        return modules.settings().get();
    }

    public BackendPool pool() {
        return pool;
    }

    public KnownQueries known() {
        return known;
    }

    public RuleHits hits() {
        return hits;
    }

    /** On the loop. */
    public ErrorCounts errors() {
        return errors;
    }

    public LoopCounters counters() {
        return counters;
    }

    /** Statements by type; read by others. */
    public CommandCounts commands() {
        return commands;
    }

    public long nanos() {
        return nanoClock.getAsLong();
    }
}
