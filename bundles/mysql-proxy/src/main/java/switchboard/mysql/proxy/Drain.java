package switchboard.mysql.proxy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import switchboard.mysql.proxy.loop.ProxyLoop;

/** Ends one loop's sessions: idle ones at once, busy ones when their statement is done or the limit is over. */
final class Drain implements Runnable {
    private static final long LOOK_EVERY_MS = 20;

    private final ProxyLoop loop;
    private final long deadlineNanos;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Drain(ProxyLoop loop, Duration limit) {
        this.loop = loop;
        this.deadlineNanos = loop.nanos() + limit.toNanos();
    }

    CompletableFuture<Void> done() {
        return done;
    }

    @Override
    public void run() {
        boolean over = loop.nanos() - deadlineNanos >= 0;
        for (ProxyLoop.Member member : loop.members()) {
            if (over || !member.isBusy()) {
                member.close("the proxy shuts down");
            }
        }
        if (loop.members().isEmpty()) {
            loop.pool().closeAll("the proxy shuts down");
            done.complete(null);
        } else {
            loop.eventLoop().schedule(this, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        }
    }
}
