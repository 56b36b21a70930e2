package switchboard.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import switchboard.api.variables.VariableValues;

class DnsCacheTest {
    private final Map<String, List<String>> zone = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Promise<List<InetAddress>>> silent = new ArrayList<>();
    private long nanos;
    private final DnsCache cache = new DnsCache(this::resolve, () -> nanos);

    private Future<List<InetAddress>> resolve(String host) {
        asked.add(host);
        if (!zone.containsKey(host)) {
            return ImmediateEventExecutor.INSTANCE.newFailedFuture(new UnknownHostException(host));
        }
        Promise<List<InetAddress>> promise = ImmediateEventExecutor.INSTANCE.newPromise();
        if (zone.get(host).isEmpty()) {
            silent.add(promise);
            return promise;
        }
        return promise.setSuccess(zone.get(host).stream().map(DnsCacheTest::address).toList());
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private void settings(long refreshSeconds, long lifetimeSeconds, long atOnce) {
        Map<String, String> values = Map.of("mysql-monitor_local_dns_cache_refresh_interval",
                Long.toString(refreshSeconds * 1000), "mysql-monitor_local_dns_cache_ttl",
                Long.toString(lifetimeSeconds * 1000), "mysql-monitor_local_dns_resolver_queue_maxsize",
                Long.toString(atOnce));
        cache.settings(new VariableValues() {
            @Override
            public String text(String name) {
                return values.get(name);
            }

            @Override
            public long number(String name) {
                return Long.parseLong(values.get(name));
            }

            @Override
            public boolean flag(String name) {
                return Boolean.parseBoolean(values.get(name));
            }
        });
    }

    private void after(Duration time) {
        nanos += time.toNanos();
        cache.tick();
    }

    @Test
    void addressesOfANameAreUsedInTurn() {
        settings(60, 300, 128);
        zone.put("db", List.of("10.0.0.1", "10.0.0.2"));
        assertNull(cache.find("db"), "the first one resolves it by itself");
        after(Duration.ofSeconds(1));
        assertEquals(List.of("10.0.0.1", "10.0.0.2", "10.0.0.1"),
                List.of(cache.find("db").getHostAddress(), cache.find("db").getHostAddress(),
                        cache.find("db").getHostAddress()));
        assertEquals(Map.of("MySQL_Monitor_dns_cache_queried", 4L, "MySQL_Monitor_dns_cache_lookup_success", 3L,
                "MySQL_Monitor_dns_cache_record_updated", 1L), cache.statusVariables());
    }

    @Test
    void onlyAddressesOfThePreferredKindAreUsed() {
        settings(60, 300, 128);
        zone.put("localhost", List.of("127.0.0.1", "::1"));
        cache.find("localhost");
        after(Duration.ofSeconds(1));
        assertEquals(List.of("127.0.0.1", "127.0.0.1"),
                List.of(cache.find("localhost").getHostAddress(), cache.find("localhost").getHostAddress()));
    }

    @Test
    void namesAreResolvedAgainAtEachInterval() {
        settings(60, 300, 128);
        zone.put("db", List.of("10.0.0.1"));
        cache.find("db");
        after(Duration.ofSeconds(1));
        zone.put("db", List.of("10.0.0.9"));
        after(Duration.ofSeconds(58));
        assertEquals("10.0.0.1", cache.find("db").getHostAddress());
        after(Duration.ofSeconds(2));
        assertEquals("10.0.0.9", cache.find("db").getHostAddress());
        assertEquals(2, asked.size());
        assertEquals(2L, cache.statusVariables().get("MySQL_Monitor_dns_cache_record_updated"));
    }

    @Test
    void whatCanNotBeResolvedAnyMoreIsKeptForItsLifetime() {
        settings(60, 300, 128);
        zone.put("db", List.of("10.0.0.1"));
        cache.find("db");
        after(Duration.ofSeconds(1));
        zone.clear();
        after(Duration.ofSeconds(299));
        assertEquals("10.0.0.1", cache.find("db").getHostAddress());
        after(Duration.ofSeconds(2));
        assertNull(cache.find("db"));
    }

    @Test
    void aNameThatNobodyAsksForIsForgotten() {
        settings(60, 120, 128);
        zone.put("db", List.of("10.0.0.1"));
        cache.find("db");
        after(Duration.ofSeconds(121));
        after(Duration.ofSeconds(61));
        assertEquals(List.of(), asked);
    }

    @Test
    void noMoreNamesThanSetAreResolvedAtOnce() {
        settings(60, 300, 16);
        for (int i = 0; i < 20; i++) {
            zone.put("db" + i, List.of());
            cache.find("db" + i);
        }
        after(Duration.ofSeconds(1));
        assertEquals(16, asked.size());
        silent.forEach(promise -> promise.setSuccess(List.of(address("10.0.0.1"))));
        after(Duration.ofSeconds(1));
        assertEquals(20, asked.size());
    }

    @Test
    void anIntervalOrLifetimeOfZeroMeansNoCache() {
        zone.put("db", List.of("10.0.0.1"));
        for (long[] off : new long[][]{{0, 300}, {60, 0}}) {
            settings(off[0], off[1], 128);
            cache.find("db");
            after(Duration.ofSeconds(61));
            assertNull(cache.find("db"));
        }
        assertEquals(List.of(), asked);
    }
}
