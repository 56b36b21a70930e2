package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import switchboard.mysql.protocol.auth.RsaPassword;

class RsaKeyTest {
    @Test
    void isMadeOnceAndNotBeforeSomebodyAsksForIt() {
        RsaKey key = new RsaKey();
        assertNull(key.get());
        key.make();
        RsaPassword made = await(key);
        key.make();
        assertSame(made, await(key));
    }

    private static RsaPassword await(RsaKey key) {
        return Awaitility.await("a key").atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(5)).until(
                key::get,
                Objects::nonNull);
    }
}
