package switchboard.admin;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import switchboard.api.server.ServersListener;
import switchboard.api.server.ServersSnapshot;

/** Wakes those who wait for the next version of the servers. Without a lock: event loops change servers too. */
@Component(service = {ServersVersion.class, ServersListener.class}, immediate = true)
public final class ServersVersion implements ServersListener {
    private final Set<CountDownLatch> waiting = ConcurrentHashMap.newKeySet();

    @Activate
    public ServersVersion() {
        // nothing to prepare
    }

    @Override
    public void serversChanged(ServersSnapshot now) {
        waiting.forEach(CountDownLatch::countDown);
    }

    /** Returns when the version is reached or the time is over, with the version at that moment. */
    long await(LongSupplier version, long wanted, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            CountDownLatch change = new CountDownLatch(1);
            waiting.add(change); // before the version is read: no change is missed
            try {
                long now = version.getAsLong();
                long left = deadline - System.nanoTime();
                if (now >= wanted || left <= 0) {
                    return now;
                }
                change.await(left, TimeUnit.NANOSECONDS);
            } finally {
                waiting.remove(change);
            }
        }
    }
}
