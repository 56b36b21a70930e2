package switchboard.mysql.proxy;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.loop.ProxyLoops;

/**
 * Wakes each loop once a second. From outside, because a timer on an io_uring loop costs a timeout operation for every wait
 * of that loop, and an idle one wouldn't have any.
 */
final class Ticker implements AutoCloseable {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("switchboard-ticker").factory());

    Ticker(ProxyLoops loops) {
        for (ProxyLoop loop : loops.loops()) {
            clock.scheduleWithFixedDelay(() -> loop.eventLoop().execute(loop::tick), 1, 1, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
