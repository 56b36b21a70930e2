package switchboard.mysql.proxy.session;

import java.util.concurrent.TimeUnit;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.loop.ProxySettings;

/**
 * How long a session has been in its state, and whether that is too long: mysql-wait_timeout,
 * mysql-max_transaction_idle_time, mysql-max_transaction_time, mysql-default_query_timeout. Reads the clock once for a
 * command; the end of a command is seen by the next tick, which is early enough.
 */
final class SessionClock {
    private final ProxyLoop loop;
    private long commandSinceNanos;
    private long lastBusyNanos;
    private long transactionSinceNanos;

    SessionClock(ProxyLoop loop) {
        this.loop = loop;
        commandBegins();
        lastBusyNanos = commandSinceNanos;
    }

    void commandBegins() {
        commandSinceNanos = loop.nanos();
    }

    long commandSinceNanos() {
        return commandSinceNanos;
    }

    void inTransaction(boolean open) {
        if (!open) {
            transactionSinceNanos = 0;
        } else if (transactionSinceNanos == 0) {
            transactionSinceNanos = loop.nanos();
        }
    }

    /** How long the transaction has been open, 0 without one. */
    long transactionMillis() {
        return inTransaction() ? millis(loop.nanos() - transactionSinceNanos) : 0;
    }

    boolean inTransaction() {
        return transactionSinceNanos != 0;
    }

    /** Why the session has to end, as the log says it, or null. */
    String overdue(long nowNanos, boolean busy) {
        ProxySettings settings = loop.settings();
        if (busy) {
            lastBusyNanos = nowNanos;
        }
        long idle = millis(nowNanos - Math.max(commandSinceNanos, lastBusyNanos));
        long transaction = inTransaction() ? millis(nowNanos - transactionSinceNanos) : 0;
        if (!busy && !inTransaction() && idle > settings.waitTimeout().toMillis()) {
            return "inactive for " + idle + "ms";
        }
        if (!busy && inTransaction() && idle > settings.maxTransactionIdleTime().toMillis()) {
            return "(possible) transaction idle for " + idle + "ms";
        }
        return transaction > settings.maxTransactionTime().toMillis()
                ? "(possible) transaction running for " + transaction + "ms"
                : null;
    }

    /** Milliseconds that the command has been running. */
    long commandMillis(long nowNanos) {
        return millis(nowNanos - commandSinceNanos);
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
