package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import switchboard.mysql.proxy.stats.HostFailures.Failures;

class ClientHostsTest {
    private final AtomicLong seconds = new AtomicLong(100);
    private final ClientHosts hosts = new ClientHosts(() -> Instant.ofEpochSecond(seconds.getAndIncrement(), 5_000));

    @Test
    void anAddressIsRefusedAtTheLimitAndForgivenByALogin() {
        hosts.failed("10.0.0.1", 10);
        assertFalse(hosts.isRefused("10.0.0.1", 2));
        hosts.failed("10.0.0.1", 10);
        assertTrue(hosts.isRefused("10.0.0.1", 2));
        assertFalse(hosts.isRefused("10.0.0.2", 2));
        assertFalse(hosts.isRefused("10.0.0.1", 0), "0 refuses nobody");
        assertEquals(Map.of("10.0.0.1", new Failures(2, 101_000_005L)), hosts.all());
        hosts.succeeded("10.0.0.1");
        assertFalse(hosts.isRefused("10.0.0.1", 2));
    }

    @Test
    void theOldestOfTooManyIsForgotten() {
        hosts.failed("10.0.0.1", 2);
        hosts.failed("10.0.0.2", 2);
        hosts.failed("10.0.0.1", 2);
        hosts.failed("10.0.0.3", 2);
        assertEquals(Set.of("10.0.0.1", "10.0.0.3"), hosts.all().keySet());
        hosts.failed("10.0.0.4", 0);
        assertEquals(Map.of(), hosts.all(), "0 remembers nobody");
    }

    @Test
    void flushingTellsWhatWasThere() {
        hosts.failed("10.0.0.1", 10);
        assertEquals(Set.of("10.0.0.1"), hosts.flush().keySet());
        assertEquals(Map.of(), hosts.flush());
    }
}
