package switchboard.mysql.proxy.session;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import switchboard.api.query.Decision;

/** Time limit and delay of the command that runs; nothing is scheduled for a command without them. */
final class CommandClock {
    private final EventLoop loop;
    private final Runnable timedOut;
    private final Runnable delayOver;
    private ScheduledFuture<?> limit;
    private ScheduledFuture<?> delay;
    private boolean hasLimit;

    CommandClock(EventLoop loop, Runnable timedOut, Runnable delayOver) {
        this.loop = loop;
        this.timedOut = timedOut;
        this.delayOver = delayOver;
    }

    /**
     * Begins with a command; true if it has to wait until {@code delayOver} is called.
     *
     * @param usualDelayMs mysql-default_query_delay, to which that of a rule is added
     */
    boolean start(Decision rules, long usualDelayMs) {
        Integer limitMs = rules.timeoutMs();
        hasLimit = limitMs != null && limitMs > 0;
        if (hasLimit) {
            limit = loop.schedule(timedOut, limitMs, TimeUnit.MILLISECONDS);
        }
        long delayMs = usualDelayMs + (rules.delayMs() == null ? 0 : rules.delayMs());
        if (delayMs <= 0) {
            return false;
        }
        delay = loop.schedule(this::endDelay, delayMs, TimeUnit.MILLISECONDS);
        return true;
    }

    /** {@code delayOver} is called once more, in so long. */
    void pause(long millis) {
        delay = loop.schedule(this::endDelay, millis, TimeUnit.MILLISECONDS);
    }

    private void endDelay() {
        delay = null;
        delayOver.run();
    }

    /** Whether the command waits for its delay. */
    boolean isDelaying() {
        return delay != null;
    }

    /** Whether a rule's limit stands instead of mysql-default_query_timeout. */
    boolean hasLimit() {
        return hasLimit;
    }

    void stop() {
        if (limit != null) {
            limit.cancel(false);
            limit = null;
        }
        if (delay != null) {
            delay.cancel(false);
            delay = null;
        }
    }
}
