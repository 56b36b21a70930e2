package switchboard.transport;

import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import switchboard.api.stats.StatusVariables;
import switchboard.api.variables.VariableValues;

/**
 * Addresses of the names that are connected to, resolved again and again so that nobody waits for a name server, and one
 * that is down for a while is not noticed (ProxySQL 2.7 manual, mysql-monitor_local_dns_cache_...). Several addresses of a
 * name are used in turn. {@link #find} by any thread, the rest by one.
 */
final class DnsCache implements StatusVariables {
    /** Nanoseconds but for the number of names that are resolved at once; an interval or lifetime of 0: no cache. */
    private record Settings(long refresh, long lifetime, int atOnce) {
        boolean isOn() {
            return refresh > 0 && lifetime > 0;
        }
    }

    /** @param at when it was learned */
    private record Known(List<InetAddress> addresses, long at) {
    }

    /** A name that was asked for. */
    private static final class Name {
        private final AtomicInteger turn = new AtomicInteger();
        private volatile Known known;
        private volatile long askedAt;
    }

    private final Function<String, Future<List<InetAddress>>> resolver;
    private final LongSupplier nanos;
    private final Map<String, Name> names = new ConcurrentHashMap<>();
    private final AtomicLong queried = new AtomicLong();
    private final AtomicLong found = new AtomicLong();
    private final AtomicLong updated = new AtomicLong();
    private final Queue<String> waiting = new ArrayDeque<>();
    private final AtomicInteger resolving = new AtomicInteger();
    private volatile Settings settings = new Settings(0, 0, 1);
    private long refreshedAt;

    /** @param resolver asks a name server; its futures are completed on the thread that calls {@link #tick} */
    DnsCache(Function<String, Future<List<InetAddress>>> resolver, LongSupplier nanos) {
        this.resolver = resolver;
        this.nanos = nanos;
        refreshedAt = nanos.getAsLong();
    }

    void settings(VariableValues now) {
        settings = new Settings(
                TimeUnit.MILLISECONDS.toNanos(now.number("mysql-monitor_local_dns_cache_refresh_interval")),
                TimeUnit.MILLISECONDS.toNanos(now.number("mysql-monitor_local_dns_cache_ttl")),
                (int) now.number("mysql-monitor_local_dns_resolver_queue_maxsize"));
    }

    /** The next address of a name; null if it is not known: whoever asks resolves it, the next one may find it here. */
    InetAddress find(String host) {
        Settings now = settings;
        if (!now.isOn()) {
            return null;
        }
        queried.incrementAndGet();
        Name name = names.computeIfAbsent(host, any -> new Name());
        name.askedAt = nanos.getAsLong();
        Known known = name.known;
        if (known == null || name.askedAt - known.at() > now.lifetime()) {
            return null;
        }
        found.incrementAndGet();
        return known.addresses().get(Math.floorMod(name.turn.getAndIncrement(), known.addresses().size()));
    }

    /** About once a second: new names are resolved, and all of them when it is time. */
    void tick() {
        Settings now = settings;
        long at = nanos.getAsLong();
        names.values().removeIf(name -> !now.isOn() || at - name.askedAt > now.lifetime());
        waiting.retainAll(names.keySet());
        if (at - refreshedAt >= now.refresh()) {
            refreshedAt = at;
            addAll(names.keySet());
        } else {
            names.forEach((host, name) -> {
                if (name.known == null) {
                    addAll(Set.of(host));
                }
            });
        }
        resolveNext();
    }

    private void addAll(Set<String> hosts) {
        hosts.stream().filter(host -> !waiting.contains(host)).forEach(waiting::add);
    }

    private void resolveNext() {
        while (!waiting.isEmpty() && resolving.get() < settings.atOnce()) {
            String host = waiting.remove();
            resolving.incrementAndGet();
            resolver.apply(host).addListener((Future<List<InetAddress>> done) -> {
                resolving.decrementAndGet();
                if (done.isSuccess()) {
                    learn(host, done.getNow());
                }
            });
        }
    }

    /** A name that can't be resolved keeps its addresses until their time is over. */
    private void learn(String host, List<InetAddress> all) {
        Name name = names.get(host);
        if (name != null && !all.isEmpty()) {
            // the resolver lists the preferred kind first; few servers listen on both, and localhost has both
            List<InetAddress> addresses = all.stream().filter(one -> one.getClass() == all.getFirst().getClass())
                    .toList();
            if (name.known == null || !Set.copyOf(name.known.addresses()).equals(Set.copyOf(addresses))) {
                updated.incrementAndGet();
            }
            name.known = new Known(addresses, nanos.getAsLong());
        }
    }

    @Override
    public Table statusTable() {
        return Table.MYSQL_GLOBAL;
    }

    @Override
    public Map<String, Long> statusVariables() {
        return Map.of("MySQL_Monitor_dns_cache_queried", queried.get(), "MySQL_Monitor_dns_cache_lookup_success",
                found.get(), "MySQL_Monitor_dns_cache_record_updated", updated.get());
    }
}
