package switchboard.mysql.proxy.session;

import java.util.concurrent.TimeUnit;
import switchboard.mysql.proxy.loop.ProxyLoop;

/** Keeps answers to one client below mysql-throttle_max_bytes_per_second_to_client: its server is read no further. */
final class ClientThrottle {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final ProxyLoop loop;
    private final Runnable goOn;
    private long sinceNanos;
    private long sent;
    private boolean paused;

    ClientThrottle(ProxyLoop loop, Runnable goOn) {
        this.loop = loop;
        this.goOn = goOn;
        this.sinceNanos = loop.nanos();
    }

    /** Bytes were sent; true if no more are to be read until {@code goOn} runs. */
    boolean exceeds(int bytes, int perSecond) {
        long now = loop.nanos();
        if (now - sinceNanos >= SECOND) {
            sent = Math.max(0, sent - perSecond * ((now - sinceNanos) / SECOND));
            sinceNanos = now;
        }
        sent += bytes;
        if (!paused && perSecond > 0 && sent > perSecond) {
            paused = true;
            long nanos = Math.max(SECOND / 100, (long) ((double) sent / perSecond * SECOND) - (now - sinceNanos));
            loop.eventLoop().schedule(this::unpause, nanos, TimeUnit.NANOSECONDS);
        }
        return paused;
    }

    boolean isPaused() {
        return paused;
    }

    private void unpause() {
        paused = false;
        goOn.run();
    }
}
