package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (key.get() == null && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertNotNull(key.get(), "no key within 30 s");
        return key.get();
    }
}
