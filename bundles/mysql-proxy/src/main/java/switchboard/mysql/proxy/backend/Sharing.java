package switchboard.mysql.proxy.backend;

import java.time.Duration;

/**
 * When a session keeps a connection that nothing binds to it (ProxySQL 2.7 manual, multiplexing).
 *
 * @param autoIncrementDelay following queries for which it is kept after an INSERT with an automatic id; 0 for none
 * @param autoIncrementTimeout idle time that ends that early; zero for never
 * @param connectionDelay how long it is kept after each use
 */
public record Sharing(int autoIncrementDelay, Duration autoIncrementTimeout, Duration connectionDelay) {
    /** Connections go back at once. */
    public static final Sharing AT_ONCE = new Sharing(0, Duration.ZERO, Duration.ZERO);
}
